#include "model/forecast/what_if.h"

#include <gtest/gtest.h>

#include "tests/unit/model/forecast/forecast_samples.h"

namespace headroom::forecast {
namespace {

using Kind = WhatIf::Kind;

Alternative made(const std::vector<WhatIf>& whatIfs) {
    auto result = alternativeOf(whatIfs, samples::scenarioOf(samples::shopText));
    if (const auto* error = std::get_if<std::string>(&result)) ADD_FAILURE() << *error;
    return std::holds_alternative<Alternative>(result) ? std::get<Alternative>(result) : Alternative{};
}

std::string refused(const WhatIf& whatIf) {
    auto result = alternativeOf({whatIf}, samples::scenarioOf(samples::shopText));
    return std::holds_alternative<std::string>(result) ? std::get<std::string>(result) : "taken";
}

TEST(WhatIf, NothingIsAsItIs) {
    const Alternative alternative = made({});
    EXPECT_EQ(alternative.name, "as it is");
    EXPECT_TRUE(alternative.settings.empty());
}

TEST(WhatIf, AllTogetherAreOneAlternative) {
    const Alternative alternative = made({{Kind::Scale, "audit=8"},
                                          {Kind::Partitions, "orders=12"},
                                          {Kind::Kill, "broker/main/1"},
                                          {Kind::Kill, "pod/audit"},
                                          {Kind::Set, "services.audit.startup=5s"}});
    EXPECT_EQ(alternative.name,
              "--scale audit=8 --partitions orders=12 --kill broker/main/1 --kill pod/audit --set services.audit.startup=5s");
    std::vector<std::string> texts;
    for (const model::Setting& setting : alternative.settings) texts.push_back(setting.path + "=" + setting.value);
    EXPECT_EQ(texts, (std::vector<std::string>{"faults[+]={at: 0s, scale: 'service/audit', replicas: 8}",
                                               "topics.'orders'.partitions=12", "faults[+]={at: 0s, kill: 'broker/main/1'}",
                                               "faults[+]={at: 0s, kill: 'pod/audit'}", "services.audit.startup=5s"}));
    EXPECT_EQ(alternative.origins.size(), texts.size());
    EXPECT_EQ(alternative.replicas.at("audit"), 8);
    EXPECT_EQ(alternative.podsKilled.at("audit"), 1);
    EXPECT_EQ(alternative.brokersKilled, std::vector<std::string>{"broker/main/1"});
    std::vector<model::Setting> settings{{"faults", "[]"}};  // as every starting point has it
    settings.insert(settings.end(), alternative.settings.begin(), alternative.settings.end());
    const model::Scenario scenario = samples::scenarioOf(samples::shopText, settings);
    EXPECT_EQ(scenario.faults.size(), 3U);
    EXPECT_EQ(scenario.findTopic("orders")->partitions, 12);
}

TEST(WhatIf, SaysWhatIsWrongWithIt) {
    EXPECT_EQ(refused({Kind::Scale, "audit"}),
              "--scale audit: error: it is SERVICE=N, with a whole number of replicas up to 100,000");
    EXPECT_EQ(refused({Kind::Scale, "audit=2.5"}),
              "--scale audit=2.5: error: it is SERVICE=N, with a whole number of replicas up to 100,000");
    EXPECT_EQ(refused({Kind::Scale, "audti=2"}), "--scale audti=2: error: there is no service 'audti'; did you mean 'audit'?");
    EXPECT_EQ(refused({Kind::Partitions, "orders=0"}),
              "--partitions orders=0: error: it is TOPIC=N, with a whole number of partitions from 1");
    EXPECT_EQ(refused({Kind::Partitions, "order=8"}),
              "--partitions order=8: error: there is no topic 'order'; did you mean 'orders'?");
    EXPECT_EQ(refused({Kind::Partitions, "orders=2"}),
              "--partitions orders=2: error: orders has 4 partitions, and Kafka takes none away");
    EXPECT_EQ(refused({Kind::Kill, "audit"}),
              "--kill audit: error: it is broker/CLUSTER/N, pod/SERVICE, node/GROUP/N or zone/ZONE");
    EXPECT_EQ(refused({Kind::Set, "nonsense"}), "--set nonsense: error: it is PATH=VALUE");
}

}  // namespace
}  // namespace headroom::forecast
