#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>


#include "model/analysis/headroom.h"
#include "tests/unit/model/analysis/sample_scenarios.h"

namespace headroom::model {
namespace {

/// A random acyclic architecture: every service calls only later ones; topics feed groups on any service.
Scenario randomScenario() {
    Scenario s;
    s.clusters = {samples::cluster(3)};
    s.stores = {samples::storeOf("db", 8, {{"op", 0.002}})};
    const int services = *rc::gen::inRange(1, 8);
    const int topics = *rc::gen::inRange(1, 4);
    for (int t = 0; t < topics; ++t) s.topics.push_back(samples::topic("t" + std::to_string(t), *rc::gen::inRange(1, 30), 3, 2));
    for (int i = 0; i < services; ++i) {
        Steps steps{samples::cpu(1e-4 * *rc::gen::inRange(1, 50))};
        for (int j = i + 1; j < services; ++j)
            if (*rc::gen::arbitrary<bool>())
                steps.push_back(samples::call("s" + std::to_string(j), "do", 0.1 * *rc::gen::inRange(1, 11)));
        if (*rc::gen::arbitrary<bool>()) steps.push_back(samples::store("db", "op"));
        if (*rc::gen::arbitrary<bool>()) steps.push_back(samples::fail(0.05 * *rc::gen::inRange(0, 10)));
        if (*rc::gen::arbitrary<bool>()) steps.push_back(samples::publish("t" + std::to_string(*rc::gen::inRange(0, topics))));
        s.services.push_back(samples::service("s" + std::to_string(i), {{"do", steps, {}}}, *rc::gen::inRange(1, 5)));
    }
    for (int g = 0; g < *rc::gen::inRange(1, 5); ++g) {
        Service& host = s.services[static_cast<std::size_t>(*rc::gen::inRange(0, services))];
        host.listeners.push_back(samples::listener("g" + std::to_string(g), {"t" + std::to_string(*rc::gen::inRange(0, topics))},
                                                   {samples::cpu(1e-4)}, *rc::gen::inRange(1, 4)));
    }
    s.clients = {samples::openClient("c", *rc::gen::inRange(1, 2000), {samples::call("s0", "do")})};
    return s;
}

RC_GTEST_PROP(Analysis, WhatEntersATopicReachesEveryGroup, ()) {
    const Scenario scenario = randomScenario();
    const FlowBalance flows = balanceFlows(scenario);
    for (const Service& service : scenario.services)
        for (const Listener& listener : service.listeners) {
            const double in = flows.findTopic(listener.topics.front())->recordsPerSecond;
            RC_ASSERT(std::abs(flows.findGroup(listener.groupId)->recordsPerSecond - in) <= 1e-9 * (1 + in));
        }
}

RC_GTEST_PROP(Analysis, UtilisationGrowsWithTheLoad, ()) {
    const Scenario scenario = randomScenario();
    const double factor = 0.1 * *rc::gen::inRange(1, 50);
    AnalysisOptions options;
    options.loadFactor = factor;
    const UtilisationTable one = analyseUtilisation(scenario);
    const UtilisationTable other = analyseUtilisation(scenario, options);
    RC_ASSERT(one.resources.size() == other.resources.size());
    for (std::size_t i = 0; i < one.resources.size(); ++i) {
        if (!one.resources[i].isLinear) continue;
        const double expected = factor * one.resources[i].utilisation;
        RC_ASSERT(std::abs(other.resources[i].utilisation - expected) <= 1e-9 * (1 + expected));
    }
}

RC_GTEST_PROP(Analysis, TheBottleneckIsFullAtItsFactor, ()) {
    const Scenario scenario = randomScenario();
    const UtilisationTable table = analyseUtilisation(scenario);
    RC_PRE(table.bottleneck.has_value());
    const ResourceUse& first = table.resources[*table.bottleneck];
    AnalysisOptions options;
    options.loadFactor = first.factor;
    const UtilisationTable full = analyseUtilisation(scenario, options);
    RC_ASSERT(std::abs(full.resources[*table.bottleneck].utilisation - 1) < 2e-3);
    RC_ASSERT(std::abs(full.flows.totalArrivals() - table.capacity) <= 1e-9 * table.capacity);
    for (const ResourceUse& row : full.resources) RC_ASSERT(!row.dependsOnLoad || row.utilisation < 1 + 2e-3);
}

}  // namespace
}  // namespace headroom::model
