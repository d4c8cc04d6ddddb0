#include "model/scenario/references.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace headroom::model {

namespace {

template <class Items>
std::vector<std::string> namesIn(const Items& items) {
    std::vector<std::string> names;
    names.reserve(items.size());
    for (const auto& item : items) names.push_back(item.name);
    return names;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool missing(BindingContext& context, const SourceNode& node, const std::string& what, const std::string& name,
             const std::vector<std::string>& names) {
    if (contains(names, name)) return false;
    context.error(node, fmt::format("there is no {} '{}'", what, name), context.wantsHints() ? hintFor(name, names) : "");
    return true;
}

bool exists(const Scenario& scenario, Referent referent, const std::string& name) {
    switch (referent) {
        case Referent::Client: return scenario.findClient(name) != nullptr;
        case Referent::Service: return scenario.findService(name) != nullptr;
        case Referent::Store: return scenario.findStore(name) != nullptr;
        case Referent::Topic: return scenario.findTopic(name) != nullptr;
        case Referent::Cluster: return scenario.findCluster(name) != nullptr;
        default: return contains(namesOf(scenario, referent), name);
    }
}

/// As above for a kind of element; lists all names only where one is missing.
bool missing(BindingContext& context, const SourceNode& node, Referent referent, const std::string& name) {
    if (exists(context.scenario(), referent, name)) return false;
    return missing(context, node, nameOf(referent), name,
                   context.wantsHints() ? namesOf(context.scenario(), referent) : std::vector<std::string>{});
}

std::vector<std::string> groupsOf(const Scenario& scenario) {
    std::vector<std::string> names;
    for (const Service& service : scenario.services)
        for (const Listener& listener : service.listeners)
            if (!contains(names, listener.groupId)) names.push_back(listener.groupId);
    return names;
}

/// Checks "name/index" against the number of things the name stands for.
void checkIndexed(BindingContext& context, const SourceNode& node, const std::string& kind, const std::string& text,
                  const std::vector<std::pair<std::string, int>>& counts) {
    const std::size_t slash = text.rfind('/');
    const std::string name = text.substr(0, slash);
    int index = -1;
    if (slash != std::string::npos) {
        const auto [end, failure] = std::from_chars(text.data() + slash + 1, text.data() + text.size(), index);
        if (failure != std::errc{} || end != text.data() + text.size()) index = -1;
    }
    std::vector<std::string> names;
    names.reserve(counts.size());
    for (const auto& [known, count] : counts) names.push_back(known);
    if (slash == std::string::npos || index < 0)
        return context.error(node, fmt::format("'{}/{}' names no single {}", kind, text, kind),
                             fmt::format("write {}/{}/0", kind, name));
    for (const auto& [known, count] : counts) {
        if (known != name) continue;
        if (index >= count)
            context.error(node, fmt::format("there is no {} {} of '{}'", kind, index, name),
                          fmt::format("it has 0 to {}", count - 1));
        return;
    }
    missing(context, node, kind == "broker" ? "Kafka cluster" : "group of nodes", name, names);
}

void checkElement(BindingContext& context, const SourceNode& node, const std::string& id, const std::vector<std::string>& kinds) {
    const Scenario& scenario = context.scenario();
    const std::size_t slash = id.find('/');
    const std::string kind = id.substr(0, slash);
    if (slash == std::string::npos || !contains(kinds, kind)) {
        std::string forms;
        for (const std::string& known : kinds) forms += (forms.empty() ? "" : ", ") + known + "/…";
        return context.error(node, fmt::format("'{}' is no element that can stand here", id), "it is one of " + forms);
    }
    const std::string name = id.substr(slash + 1);
    std::vector<std::pair<std::string, int>> counts;
    if (kind == "broker") {
        for (const KafkaCluster& cluster : scenario.clusters) counts.emplace_back(cluster.name, cluster.brokers);
        return checkIndexed(context, node, kind, name, counts);
    }
    if (kind == "node") {
        for (const NodeGroup& group : scenario.nodes) counts.emplace_back(group.name, group.count);
        return checkIndexed(context, node, kind, name, counts);
    }
    const std::vector<std::pair<std::string, Referent>> referents{
        {"pod", Referent::Service}, {"service", Referent::Service}, {"zone", Referent::Zone},     {"store", Referent::Store},
        {"topic", Referent::Topic}, {"client", Referent::Client},   {"kafka", Referent::Cluster}, {"group", Referent::Group}};
    for (const auto& [known, referent] : referents)
        if (known == kind) missing(context, node, referent, name);
}

}  // namespace

std::string nameOf(Referent referent) {
    switch (referent) {
        case Referent::Zone: return "zone";
        case Referent::NodeGroup: return "group of nodes";
        case Referent::Client: return "client";
        case Referent::Service: return "service";
        case Referent::Store: return "store";
        case Referent::Topic: return "topic";
        case Referent::Cluster: return "Kafka cluster";
        case Referent::Group: return "consumer group";
    }
    return "element";
}

std::vector<std::string> namesOf(const Scenario& scenario, Referent referent) {
    switch (referent) {
        case Referent::Zone: return namesIn(scenario.zones);
        case Referent::NodeGroup: return namesIn(scenario.nodes);
        case Referent::Client: return namesIn(scenario.clients);
        case Referent::Service: return namesIn(scenario.services);
        case Referent::Store: return namesIn(scenario.stores);
        case Referent::Topic: return namesIn(scenario.topics);
        case Referent::Cluster: return namesIn(scenario.clusters);
        case Referent::Group: return groupsOf(scenario);
    }
    return {};
}

void expectReference(BindingContext& context, const SourceNode& node, Referent referent, const std::string& name) {
    context.afterwards([&context, &node, referent, name] { missing(context, node, referent, name); });
}

void expectServiceOperation(BindingContext& context, const SourceNode& node, const std::string& service,
                            const std::string& operation) {
    context.afterwards([&context, &node, service, operation] {
        const Scenario& scenario = context.scenario();
        if (missing(context, node, Referent::Service, service)) return;
        const Service* found = scenario.findService(service);
        if (found == nullptr) return;
        missing(context, node, fmt::format("operation of service '{}' called", service), operation, namesIn(found->operations));
    });
}

void expectStoreOperation(BindingContext& context, const SourceNode& node, const std::string& store,
                          const std::string& operation) {
    context.afterwards([&context, &node, store, operation] {
        const Scenario& scenario = context.scenario();
        if (missing(context, node, Referent::Store, store)) return;
        std::vector<std::string> names;
        for (const auto& [name, unused] : scenario.findStore(store)->operations) names.push_back(name);
        missing(context, node, fmt::format("operation of store '{}' called", store), operation, names);
    });
}

bool splitOperation(BindingContext& context, const SourceNode& node, const std::string& text, std::string& element,
                    std::string& operation) {
    const std::size_t dot = text.find('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == text.size()) {
        context.error(node, fmt::format("'{}' names no operation", text), "write name.operation");
        return false;
    }
    element = text.substr(0, dot);
    operation = text.substr(dot + 1);
    return true;
}

bool checkName(BindingContext& context, const SourceLocation& place, const std::string& what, const std::string& name,
               bool canHaveDots) {
    const char* forbidden = canHaveDots ? "/(),=<> \t\n" : "./(),=<> \t\n";
    const std::size_t bad = name.find_first_of(forbidden);
    constexpr std::size_t longest = 249;  // Kafka's limit on topic names
    if (name.empty() || name.size() > longest) {
        context.diagnostics().error(place, fmt::format("the name of {} has 1 to {} bytes, not {}", what, longest, name.size()));
        return false;
    }
    if (bad == std::string::npos) return true;
    context.diagnostics().error(place, fmt::format("the name '{}' of {} can't contain '{}'", name, what, name[bad]),
                                "use letters, digits, - and _");
    return false;
}

void expectElement(BindingContext& context, const SourceNode& node, const std::string& id,
                   const std::vector<std::string>& kinds) {
    context.afterwards([&context, &node, id, kinds] { checkElement(context, node, id, kinds); });
}

}  // namespace headroom::model
