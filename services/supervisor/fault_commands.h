#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"

namespace headroom::services {

/// What a scenario's faults mean to those who play it: the commands of docs/services.md.
class FaultCommands {
public:
    /// `scenario` outlives it.
    explicit FaultCommands(const model::Scenario& scenario) : m_scenario(scenario) {}

    /// What begins the fault in a pod of `service`, or in the clients (no service); nothing when it is none of their business.
    std::optional<nlohmann::json> begin(std::size_t fault, const std::string& service) const;
    /// Ends it, wherever it began.
    nlohmann::json heal(std::size_t fault) const;
    /// Why the fault can't be played by processes at all; empty when it can.
    std::string whyNot(std::size_t fault) const;

private:
    std::vector<std::string> cutOff(const model::PartitionNetwork& partition, const std::string& service) const;
    std::vector<std::string> everything() const;
    std::vector<std::string> selfOf(const std::string& service) const;

    const model::Scenario& m_scenario;
};

/// "transaction: 1 pod deleted", "store/ledger fails 70 % of its requests": what a fault does, as a sentence without an end.
std::string describe(const model::Fault& fault);

}  // namespace headroom::services
