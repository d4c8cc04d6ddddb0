#include "model/calibration/own_steps.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::calibration {
namespace {

using model::CpuStep;
using model::Operation;
using model::Step;

const CpuStep* cpuOf(const Step& step) {
    return std::get_if<CpuStep>(&step.action);
}

/// Whether all routes of a gateway begin with the same work, which then is its authentication: a route's own comes after it.
bool hasAuthentication(const model::Service& gateway) {
    const auto begin = [](const Operation& route) { return route.steps.empty() ? nullptr : cpuOf(route.steps.front()); };
    const CpuStep* first = gateway.operations.empty() ? nullptr : begin(gateway.operations.front());
    return first != nullptr && std::ranges::all_of(gateway.operations, [&](const Operation& route) {
               const CpuStep* work = begin(route);
               return work != nullptr && work->work == first->work;
           });
}

void addRoutes(const model::Service& gateway, std::vector<OwnStep>& all) {
    const bool authenticates = hasAuthentication(gateway);
    const std::string base = "gateways." + gateway.name;
    for (const Operation& route : gateway.operations)
        for (const Step& step : route.steps) {
            if (cpuOf(step) == nullptr) continue;
            const bool isAuthentication = authenticates && &step == &route.steps.front();
            all.push_back({&step, base + (isAuthentication ? ".authentication" : ".routes." + route.name + ".cpu"), true});
        }
}

void addSteps(const model::Steps& steps, const std::string& list, std::vector<OwnStep>& all) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool isCpu = cpuOf(steps[i]) != nullptr;
        if (isCpu || std::holds_alternative<model::WaitStep>(steps[i].action))
            all.push_back({&steps[i], fmt::format("{}[{}].{}", list, i, isCpu ? "cpu" : "wait"), isCpu});
    }
}

}  // namespace

std::vector<OwnStep> ownSteps(const model::Service& service) {
    using Role = model::Service::Role;
    std::vector<OwnStep> all;
    if (service.role == Role::Gateway) {
        addRoutes(service, all);
        return all;
    }
    const std::string base = (service.role == Role::Monolith ? "monoliths." : "services.") + service.name;
    for (const Operation& operation : service.operations) addSteps(operation.steps, base + ".operations." + operation.name, all);
    for (const model::Listener& listener : service.listeners)
        addSteps(listener.steps, base + ".listeners." + listener.name + ".steps", all);
    return all;
}

}  // namespace headroom::calibration
