#pragma once

#include <atomic>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

namespace headroom::services {

/// The faults that are going on, as the supervisor said (docs/services.md). Elements are named as in the scenario,
/// "store/ledger". From any thread.
class Faults {
public:
    /// False when it makes no sense: then nothing has changed.
    bool begin(const nlohmann::json& command);
    void heal(const std::string& id);

    /// What times are multiplied with; 1 without a fault.
    double slowness(const std::string& element) const { return product("slow", element); }
    double failProbability(const std::string& element) const { return largest("fail", element); }
    bool isOut(const std::string& element) const { return largest("outage", element) > 0; }
    bool isCutOff(const std::string& element) const { return largest("partition", element) > 0; }
    double poisonFraction(const std::string& topic) const { return largest("poison", topic); }
    double surge(const std::string& client) const { return product("surge", client); }

private:
    struct Fault {
        std::string kind;
        std::vector<std::string> elements;
        double amount = 1;
    };
    static std::optional<Fault> read(const nlohmann::json& command);
    double product(const char* kind, const std::string& element) const;
    double largest(const char* kind, const std::string& element) const;

    std::atomic<bool> m_isAny{false};  ///< nearly always there is none: then nobody takes the lock
    mutable std::shared_mutex m_mutex;
    std::map<std::string, Fault> m_faults;
};

}  // namespace headroom::services
