#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"
#include "model/scenario/value_expression.h"

namespace headroom::model {

namespace {

Store::Operation bindOperation(BindingContext& context, const SourceNode& node, const std::string& path) {
    Store::Operation operation;
    if (!node.isMapping()) {
        if (const auto time = ValueReader(context, node, path).distribution(Unit::Time)) {
            operation.time = *time;
            context.effective(path, formatDistribution(*time, Unit::Time), node);
        }
        return operation;
    }
    const MappingReader reader(context, &node, path, vocabulary::storeOperation());
    reader.require("time");
    reader.distribution("time", operation.time);
    reader.quantity("hitRatio", operation.hitRatio, Unit::Share);
    const SourceNode* miss = reader.find("onMiss");
    std::string target;
    if (miss == nullptr || !reader.text("onMiss", target)) return operation;
    if (splitOperation(context, *miss, target, operation.missStore, operation.missOperation))
        expectStoreOperation(context, *miss, operation.missStore, operation.missOperation);
    return operation;
}

}  // namespace

void bindStores(BindingContext& context, const MappingReader& root) {
    using Kind = Store::Kind;
    const SourceNode* stores = root.findMapping("stores");
    if (stores == nullptr) return;
    for (const auto& entry : stores->entries) {
        checkName(context, entry.keyLocation, "a store", entry.key);
        const MappingReader reader(context, entry.value.get(), joinPath("stores", entry.key), vocabulary::store());
        Store store;
        store.name = entry.key;
        store.location = entry.keyLocation;
        reader.choice<Kind>(
            "kind", store.kind,
            {{"postgresql", Kind::PostgreSql}, {"mongodb", Kind::MongoDb}, {"redis", Kind::Redis}, {"other", Kind::Other}});
        if (reader.text("zone", store.zone)) expectReference(context, *reader.find("zone"), Referent::Zone, store.zone);
        reader.count("servers", store.servers, 1, 1'000'000);
        int connections = 0;
        if (reader.find("maxConnections") != nullptr && reader.count("maxConnections", connections, 1))
            store.maxConnections = connections;
        if (const SourceNode* operations = reader.findMapping("operations"))
            for (const auto& operation : operations->entries)
                store.operations[operation.key] =
                    bindOperation(context, *operation.value, joinPath(reader.pathOf("operations"), operation.key));
        context.scenario().stores.push_back(std::move(store));
    }
}

}  // namespace headroom::model
