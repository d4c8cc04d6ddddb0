#pragma once

#include <map>
#include <set>
#include <string>

#include "connectors/kubernetes/objects.h"

namespace headroom::connectors::kubernetes {

/// What things of a cluster are called in a trace.
class Naming {
public:
    /// The scenario's services, if there is one; whether several namespaces are looked at.
    explicit Naming(std::set<std::string> services = {}, bool isOfAllSpaces = false)
        : m_services(std::move(services)), m_isOfAllSpaces(isOfAllSpaces) {}

    /// The service that a workload is: the scenario's of the same name, or that its label app.kubernetes.io/name or app names;
    /// else one of the workload's own name.
    std::string serviceOf(const ObjectName& workload, const std::map<std::string, std::string>& labels) const;
    /// Whether the scenario has such a service.
    bool isPlanned(const std::string& service) const { return m_services.contains(service); }
    const std::set<std::string>& planned() const { return m_services; }
    std::string nameOf(const ObjectName& name) const { return shown(name, m_isOfAllSpaces); }

private:
    std::set<std::string> m_services;
    bool m_isOfAllSpaces = false;
};

}  // namespace headroom::connectors::kubernetes
