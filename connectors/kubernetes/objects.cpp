#include "connectors/kubernetes/objects.h"

#include <algorithm>

namespace headroom::connectors::kubernetes {

std::string shown(const ObjectName& name, bool withSpace) {
    return withSpace ? name.space + "/" + name.name : name.name;
}

std::string Pod::workload() const {
    if (ownerKind == "StatefulSet") return owner;
    // A Deployment's ReplicaSet is called by it and the hash of its template.
    const std::string suffix = "-" + templateHash;
    const bool isOfDeployment = ownerKind == "ReplicaSet" && !templateHash.empty() && owner.ends_with(suffix);
    return isOfDeployment ? owner.substr(0, owner.size() - suffix.size()) : std::string{};
}

std::optional<int> Pod::restarts() const {
    if (!containers) return std::nullopt;
    int sum = 0;
    for (const Container& container : *containers) {
        if (!container.restarts) return std::nullopt;
        sum += *container.restarts;
    }
    return sum;
}

const Condition* Autoscaler::findCondition(const std::string& type) const {
    const auto found = std::ranges::find(conditions, type, &Condition::type);
    return found == conditions.end() ? nullptr : &*found;
}

}  // namespace headroom::connectors::kubernetes
