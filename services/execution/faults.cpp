#include "services/execution/faults.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

namespace headroom::services {

namespace {

/// Which fields a kind of fault has: where it strikes, and how hard.
struct Shape {
    const char* kind;
    const char* element;
    const char* amount;  ///< null: none
};

constexpr std::array<Shape, 6> shapes{{{"slow", "element", "factor"},
                                       {"fail", "element", "probability"},
                                       {"outage", "element", nullptr},
                                       {"partition", "elements", nullptr},
                                       {"poison", "topic", "fraction"},
                                       {"surge", "client", "factor"}}};

}  // namespace

std::optional<Faults::Fault> Faults::read(const nlohmann::json& command) {
    const auto shape = std::find_if(shapes.begin(), shapes.end(),
                                    [&](const Shape& candidate) { return command.value("kind", "") == candidate.kind; });
    if (shape == shapes.end() || !command.contains(shape->element)) return std::nullopt;
    Fault fault{shape->kind, {}, 1};
    const nlohmann::json& where = command[shape->element];
    for (const nlohmann::json& element : where.is_array() ? where : nlohmann::json::array({where})) {
        if (!element.is_string()) return std::nullopt;
        fault.elements.push_back(element.get<std::string>());
    }
    if (shape->amount == nullptr) return fault;
    if (!command.contains(shape->amount) || !command[shape->amount].is_number()) return std::nullopt;
    fault.amount = command[shape->amount].get<double>();
    return fault.amount >= 0 ? std::optional(fault) : std::nullopt;
}

bool Faults::begin(const nlohmann::json& command) {
    if (!command.contains("id") || !command["id"].is_string() || !command.contains("kind") || !command["kind"].is_string())
        return false;
    auto fault = read(command);
    if (!fault) return false;
    const std::unique_lock lock(m_mutex);
    m_faults[command["id"].get<std::string>()] = std::move(*fault);
    m_isAny = true;
    return true;
}

void Faults::heal(const std::string& id) {
    const std::unique_lock lock(m_mutex);
    m_faults.erase(id);
    m_isAny = !m_faults.empty();
}

double Faults::product(const char* kind, const std::string& element) const {
    if (!m_isAny) return 1;
    const std::shared_lock lock(m_mutex);
    double product = 1;
    for (const auto& [id, fault] : m_faults)
        if (fault.kind == kind && std::count(fault.elements.begin(), fault.elements.end(), element) > 0) product *= fault.amount;
    return product;
}

double Faults::largest(const char* kind, const std::string& element) const {
    if (!m_isAny) return 0;
    const std::shared_lock lock(m_mutex);
    double largest = 0;
    for (const auto& [id, fault] : m_faults)
        if (fault.kind == kind && std::count(fault.elements.begin(), fault.elements.end(), element) > 0)
            largest = std::max(largest, fault.amount);
    return largest;
}

}  // namespace headroom::services
