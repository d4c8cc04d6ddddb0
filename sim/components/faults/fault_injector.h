#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario/fault.h"
#include "sim/components/client/client.h"
#include "sim/components/faults/platform.h"
#include "sim/components/kafka/cluster.h"
#include "sim/components/service/service.h"
#include "sim/components/store/store.h"
#include "sim/world/context.h"

namespace headroom::sim {

/// The parts of a world that faults act on.
struct FaultTargets {
    const std::vector<std::unique_ptr<Service>>& services;
    const std::vector<std::unique_ptr<Store>>& stores;
    const std::vector<std::unique_ptr<Cluster>>& clusters;
    const std::vector<std::unique_ptr<Client>>& clients;
    Platform& platform;
};

/// Makes the scenario's faults and those injected by commands happen, and undoes them at their end.
class FaultInjector final : public EventTarget {
public:
    FaultInjector(Context& context, FaultTargets targets);

    /// Schedules a fault; one whose time has passed begins now. False when it names an element that does not exist.
    bool schedule(const model::Fault& fault);

    void onEvent(std::uint32_t code, std::uint64_t index) override;

private:
    enum Code : std::uint32_t { Begin, End };
    struct Active {
        model::Fault fault;
        std::uint32_t cut = 0;
    };
    bool isKnown(const model::Fault& fault) const;
    void apply(Active& active, bool begins);
    void tell(const model::Fault& fault, bool begins);

    void set(const model::SlowElement& slow, bool begins);
    void set(const model::FailElement& fail, bool begins);
    void set(const model::OutageElement& outage, bool begins, Active& active);
    void set(const model::KillBroker& kill, bool begins);
    void set(const model::KillZone& kill, bool begins);
    void set(const model::Surge& surge, bool begins);
    void set(const model::PoisonMessages& poison, bool begins);
    void set(const model::HotKey& hot, bool begins);

    Service* findService(const std::string& id) const;
    Store* findStore(const std::string& id) const;
    Broker* findBroker(const std::string& id) const;
    Topic* findTopic(const std::string& name) const;
    void forBrokersIn(const std::string& zone, const std::function<void(Cluster&, Broker&)>& act);

    Context& m_context;
    FaultTargets m_targets;
    std::deque<Active> m_faults;
};

}  // namespace headroom::sim
