#include "model/ecosystem/kafka_properties.h"
#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"
#include "model/scenario/value_expression.h"

namespace headroom::model {

void bindClients(BindingContext& context, const MappingReader& root) {
    const SourceNode* clients = root.findMapping("clients");
    if (clients == nullptr) return;
    for (const auto& entry : clients->entries) {
        checkName(context, entry.keyLocation, "a client", entry.key);
        const MappingReader reader(context, entry.value.get(), joinPath("clients", entry.key), vocabulary::client());
        Client client;
        client.name = entry.key;
        client.location = entry.keyLocation;
        if (entry.value->isNull()) context.error(*entry.value, "a client needs 'load' and 'journey'");
        if (reader.text("zone", client.zone)) expectReference(context, *reader.find("zone"), Referent::Zone, client.zone);
        if (const SourceNode* load = reader.require("load")) {
            if (const auto value = ValueReader(context, *load, reader.pathOf("load")).load()) {
                client.load = *value;
                context.effective(reader.pathOf("load"), load->value, *load);
            }
        }
        const SourceNode* journey = reader.require("journey");
        client.journey = bindSteps(context, journey, reader.pathOf("journey"), {StepPlace::Kind::Journey, ""});
        if (journey != nullptr && journey->isSequence() && journey->items.empty())
            context.error(*journey, "a journey has at least one step");
        client.producer = defaultProducer(context.scenario().versions);
        bindProducer(context, reader.find("producer"), reader.pathOf("producer"), client.producer);
        context.scenario().clients.push_back(std::move(client));
    }
}

}  // namespace headroom::model
