#include "sim/components/faults/fault_text.h"

#include <fmt/format.h>

#include "model/scenario/fault_words.h"

namespace headroom::sim {

namespace {

struct Describe : model::FaultWords {
    using model::FaultWords::operator();
    std::string operator()(const model::KillPod& f) const {
        return fmt::format("{} container(s) of {} killed", f.count, f.service);
    }
    std::string operator()(const model::DeletePod& f) const { return fmt::format("{} pod(s) of {} deleted", f.count, f.service); }
    std::string operator()(const model::KillNode& f) const { return fmt::format("node {} lost", f.node); }
    std::string operator()(const model::KillBroker& f) const { return fmt::format("broker {}/{} killed", f.cluster, f.broker); }
    std::string operator()(const model::KillZone& f) const { return fmt::format("zone {} lost", f.zone); }
    std::string operator()(const model::PartitionNetwork& f) const {
        return fmt::format("network of {} cut off from {}", f.a, f.b.empty() ? "everything" : f.b);
    }
    std::string operator()(const model::ScaleService& f) const {
        return fmt::format("{} scaled to {} replicas", f.service, f.replicas);
    }
};

struct ElementOf {
    std::string operator()(const model::KillPod& f) const { return withKind("service", f.service); }
    std::string operator()(const model::DeletePod& f) const { return withKind("service", f.service); }
    std::string operator()(const model::KillNode& f) const { return withKind("node", f.node); }
    std::string operator()(const model::KillBroker& f) const { return fmt::format("broker/{}/{}", f.cluster, f.broker); }
    std::string operator()(const model::KillZone& f) const { return withKind("zone", f.zone); }
    std::string operator()(const model::PartitionNetwork& f) const { return f.a; }
    std::string operator()(const model::SlowElement& f) const { return f.element; }
    std::string operator()(const model::FailElement& f) const { return f.element; }
    std::string operator()(const model::OutageElement& f) const { return f.element; }
    std::string operator()(const model::Surge& f) const { return withKind("client", f.client); }
    std::string operator()(const model::PoisonMessages& f) const { return withKind("topic", f.topic); }
    std::string operator()(const model::HotKey& f) const { return withKind("topic", f.topic); }
    std::string operator()(const model::ScaleService& f) const { return withKind("service", f.service); }

    static std::string withKind(const std::string& kind, const std::string& name) {
        return name.rfind(kind + "/", 0) == 0 ? name : kind + "/" + name;
    }
};

}  // namespace

std::string describe(const model::Fault& fault) {
    const std::string what = std::visit(Describe{}, fault.action);
    return fault.length ? fmt::format("{} for {:g} s", what, fault.length->toSeconds()) : what;
}

std::string faultElement(const model::Fault& fault) {
    return std::visit(ElementOf{}, fault.action);
}

}  // namespace headroom::sim
