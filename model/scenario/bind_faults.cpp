// faults.
#include <charconv>

#include <fmt/format.h>

#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"
#include "model/scenario/value_expression.h"

namespace headroom::model {

namespace {

const std::vector<std::string>& faultKinds() {
    static const std::vector<std::string> kinds{"kill",   "delete", "partition", "slow",   "fail",
                                                "outage", "surge",  "poison",    "hotKey", "scale"};
    return kinds;
}

std::string afterSlash(const std::string& id) {
    return id.substr(id.find('/') + 1);
}

/// The one thing a fault does; empty with an error when there is none or several.
std::string kindOf(BindingContext& context, const SourceNode& node) {
    std::string kind;
    for (const auto& entry : node.entries) {
        if (std::find(faultKinds().begin(), faultKinds().end(), entry.key) == faultKinds().end()) continue;
        if (!kind.empty()) {
            context.diagnostics().error(entry.keyLocation,
                                        fmt::format("a fault does one thing, but this one has '{}' and '{}'", kind, entry.key),
                                        "make them two items of the list");
            return "";
        }
        kind = entry.key;
    }
    if (kind.empty())
        context.error(node, "a fault does nothing",
                      "it has one of kill, delete, partition, slow, fail, outage, surge, poison, hotKey, scale");
    return kind;
}

/// Which keys beside `at`, `for` and `name` belong to a fault of a kind.
std::string companionOf(const std::string& kind) {
    if (kind == "kill" || kind == "delete") return "count";
    if (kind == "slow" || kind == "surge") return "factor";
    if (kind == "fail") return "probability";
    if (kind == "poison" || kind == "hotKey") return "fraction";
    if (kind == "scale") return "replicas";
    return "";
}

void checkCompanions(BindingContext& context, const SourceNode& node, const std::string& kind) {
    for (const auto& entry : node.entries) {
        const bool isCompanion = entry.key == "count" || entry.key == "factor" || entry.key == "probability" ||
                                 entry.key == "fraction" || entry.key == "replicas";
        if (!isCompanion || entry.key == companionOf(kind)) continue;
        const std::string companion = companionOf(kind);
        context.diagnostics().error(entry.keyLocation, fmt::format("'{}' does not belong to a '{}' fault", entry.key, kind),
                                    companion.empty() ? "" : fmt::format("it takes '{}'", companion));
    }
}

void bindKill(BindingContext& context, const MappingReader& reader, const SourceNode& target, const std::string& id,
              Fault& fault) {
    expectElement(context, target, id, {"pod", "node", "broker", "zone"});
    const std::string name = afterSlash(id);
    const std::string kind = id.substr(0, id.find('/'));
    int count = 1;
    if (kind != "pod" && reader.find("count") != nullptr)
        context.error(*reader.find("count"), "only pods are killed by the count");
    if (kind == "pod") {
        reader.count("count", count, 1, 100'000);
        fault.action = KillPod{name, count};
    } else if (kind == "node") {
        fault.action = KillNode{name};
    } else if (kind == "broker") {
        const std::size_t slash = name.rfind('/');
        int broker = 0;
        if (slash != std::string::npos) std::from_chars(name.data() + slash + 1, name.data() + name.size(), broker);
        fault.action = KillBroker{name.substr(0, slash), broker};
    } else {
        fault.action = KillZone{name};
    }
}

void bindPartition(BindingContext& context, const SourceNode& node, Fault& fault) {
    const std::vector<std::string> kinds{"service", "zone", "store", "kafka", "broker", "client"};
    PartitionNetwork partition;
    if (node.isScalar()) {
        partition.a = node.value;
        expectElement(context, node, partition.a, kinds);
    } else if (node.isSequence() && node.items.size() == 2 && node.items[0]->isScalar() && node.items[1]->isScalar()) {
        partition = {node.items[0]->value, node.items[1]->value};
        expectElement(context, *node.items[0], partition.a, kinds);
        expectElement(context, *node.items[1], partition.b, kinds);
    } else {
        context.error(node, "a partition cuts off one element, or two from each other", "write service/a or [service/a, zone/b]");
    }
    fault.action = std::move(partition);
}

/// The kinds of element a fault of a kind can name.
std::vector<std::string> elementsOf(const std::string& kind) {
    if (kind == "delete") return {"pod"};
    if (kind == "surge") return {"client"};
    if (kind == "scale") return {"service"};
    if (kind == "poison" || kind == "hotKey") return {"topic"};
    // A broker that is to be of no use is killed or partitioned.
    if (kind == "slow") return {"store", "service", "broker"};
    return {"store", "service"};
}

double companionNumber(const MappingReader& reader, const std::string& companion) {
    double number = 1;
    if (companion == "fraction" || companion == "factor") reader.require(companion);
    if (companion == "factor") reader.quantity(companion, number, Unit::Count, 0, 1e6);
    if (companion == "fraction" || companion == "probability") reader.quantity(companion, number, Unit::Share);
    return number;
}

void bindTargeted(BindingContext& context, const MappingReader& reader, const std::string& kind, Fault& fault) {
    std::string id;
    const SourceNode& node = *reader.find(kind);
    if (!reader.text(kind, id)) return;
    if (kind == "kill") return bindKill(context, reader, node, id, fault);
    const double number = companionNumber(reader, companionOf(kind));
    expectElement(context, node, id, elementsOf(kind));
    const std::string name = afterSlash(id);
    int count = 1;
    if (kind == "delete") reader.count("count", count, 1, 100'000), fault.action = DeletePod{name, count};
    if (kind == "slow") fault.action = SlowElement{id, number};
    if (kind == "fail") fault.action = FailElement{id, number};
    if (kind == "outage") fault.action = OutageElement{id};
    if (kind == "surge") fault.action = Surge{name, number};
    if (kind == "poison") fault.action = PoisonMessages{name, number};
    if (kind == "hotKey") fault.action = HotKey{name, number};
    if (kind != "scale") return;
    reader.require("replicas");
    reader.count("replicas", count, 0, 100'000);
    fault.action = ScaleService{name, count};
}

void bindFault(BindingContext& context, const SourceNode& node, const std::string& path) {
    const MappingReader reader(context, &node, path, vocabulary::fault());
    const std::string kind = node.isMapping() ? kindOf(context, node) : "";
    if (node.isNull() && !node.isBroken) context.error(node, "a fault does nothing");
    if (kind.empty() || reader.require(kind) == nullptr) return;
    Fault fault;
    fault.location = node.location;
    Duration at{0};
    reader.require("at");
    reader.time("at", at);
    fault.at = Instant{at.ns};
    Duration length;
    if (reader.find("for") != nullptr && reader.positiveTime("for", length)) fault.length = length;
    checkCompanions(context, node, kind);
    if (kind == "partition")
        bindPartition(context, *reader.find(kind), fault);
    else
        bindTargeted(context, reader, kind, fault);
    const SourceNode* target = reader.find(kind);
    fault.name = target->isScalar() ? fmt::format("{} {}", kind, target->value) : kind;
    if (reader.find("name") != nullptr) reader.text("name", fault.name);
    if (fault.at.sinceStart() >= context.scenario().duration && reader.find("at") != nullptr)
        context.warning(*reader.find("at"), "the fault begins after the run's end");
    context.scenario().faults.push_back(std::move(fault));
}

}  // namespace

void bindFaults(BindingContext& context, const MappingReader& root) {
    const SourceNode* faults = root.findList("faults");
    for (std::size_t i = 0; faults != nullptr && i < faults->items.size(); ++i)
        bindFault(context, *faults->items[i], joinPath("faults", i));
}

}  // namespace headroom::model
