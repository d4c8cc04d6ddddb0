#pragma once

#include <string>

namespace headroom::sim {

/// What the platform under the pods can be told; Kubernetes in the simulator.
class Platform {
public:
    virtual ~Platform() = default;
    virtual void killPods(const std::string& service, int count) = 0;
    virtual void deletePods(const std::string& service, int count) = 0;
    virtual bool hasNode(const std::string& node) const = 0;
    virtual void killNode(const std::string& node) = 0;
    virtual void restoreNode(const std::string& node) = 0;
    virtual void killZoneNodes(const std::string& zone) = 0;
    virtual void restoreZoneNodes(const std::string& zone) = 0;
    /// All processes of the service stop answering, probes too, or answer again.
    virtual void setHung(const std::string& service, bool isHung) = 0;
    virtual void scale(const std::string& service, int replicas) = 0;
};

}  // namespace headroom::sim
