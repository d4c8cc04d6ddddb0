#include "connectors/kubernetes/naming.h"

namespace headroom::connectors::kubernetes {

std::string Naming::serviceOf(const ObjectName& workload, const std::map<std::string, std::string>& labels) const {
    if (m_services.contains(workload.name)) return workload.name;
    for (const char* label : {"app.kubernetes.io/name", "app"}) {
        const auto found = labels.find(label);
        if (found != labels.end() && m_services.contains(found->second)) return found->second;
    }
    return nameOf(workload);
}

}  // namespace headroom::connectors::kubernetes
