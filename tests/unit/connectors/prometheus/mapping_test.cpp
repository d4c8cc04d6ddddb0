#include "connectors/prometheus/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::connectors::prometheus {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string complaints(const std::string& text) {
    model::Diagnostics diagnostics;
    readMapping(text, "mine.yaml", diagnostics);
    std::string all;
    for (const model::Diagnostic& diagnostic : diagnostics.all()) all += model::toString(diagnostic) + "\n";
    return all;
}

TEST(MappingTest, IsReadFromAFile) {
    model::Diagnostics diagnostics;
    const Mapping mapping = readMapping(
        "rules:\n"
        "  - name: ours\n"
        "    series: shop_request_time\n"
        "    figure: requests\n"
        "    unit: ms\n"
        "    namedBy: app\n"
        "    where: {stage: prod}\n"
        "    unless: {path: [/health, \"/internal/*\"]}\n"
        "    failed: {result: error}\n"
        "  - {series: shop_busy, figure: inFlight}\n"
        "aliases:\n"
        "  service: {tx-svc: transaction}\n",
        "mine.yaml", diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << model::toString(diagnostics.all().front());
    ASSERT_EQ(mapping.rules.size(), 2U);
    const Rule& ours = mapping.rules[0];
    EXPECT_EQ(ours.series, "shop_request_time");
    EXPECT_EQ(ours.figure, Figure::Requests);
    EXPECT_EQ(ours.unit, 1e-3);
    EXPECT_THAT(ours.namedBy, ElementsAre("app"));
    EXPECT_THAT(ours.unless.at(0).patterns, ElementsAre("/health", "/internal/*"));
    EXPECT_EQ(mapping.rules[1].name, "shop_busy");
    EXPECT_THAT(mapping.rules[1].namedBy, testing::Contains("service_name"));
    EXPECT_EQ(mapping.aliases.at({"service", "tx-svc"}), "transaction");
}

TEST(MappingTest, IsRefusedWithTheplaceOfWhatIsWrong) {
    EXPECT_THAT(complaints("rules:\n  - {serie: a, figure: requests}\n"),
                HasSubstr("mine.yaml:2:6: error: a rule has no key 'serie'; did you mean 'series'?"));
    EXPECT_THAT(complaints("rules:\n  - {series: a, figure: request}\n"),
                HasSubstr("mine.yaml:2:25: error: figure is one of requests, topicLatency"));
    EXPECT_THAT(complaints("rules:\n  - {series: a, figure: request}\n"), HasSubstr("did you mean 'requests'?"));
    EXPECT_THAT(complaints("rules:\n  - {figure: requests}\n"), HasSubstr("2:5: error: a rule needs series"));
    EXPECT_THAT(complaints("rules:\n  - {series: \"a b\", figure: memory}\n"), HasSubstr("'a b' can't be a metric's name"));
    EXPECT_THAT(complaints("rules:\n  - {series: a, figure: memory, unit: fortnight}\n"),
                HasSubstr("unit is one of s, ms, us, ns, min"));
    EXPECT_THAT(complaints("rules:\n  - {series: a, figure: memory, where: prod}\n"), HasSubstr("where maps labels to patterns"));
    EXPECT_THAT(complaints("rules:\n  - {series: a, figure: memory, where: {a: {}}}\n"),
                HasSubstr("a pattern is a text or a list"));
    EXPECT_THAT(complaints("rules: 7\n"), HasSubstr("rules is a list"));
    EXPECT_THAT(complaints("rules: [7]\n"), HasSubstr("a rule is a mapping"));
    EXPECT_THAT(complaints("aliases: {service: x}\n"), HasSubstr("map measured names to the scenario's"));
    EXPECT_THAT(complaints("aliases: {pod: {}}\n"), HasSubstr("aliases has no key 'pod'"));
    EXPECT_THAT(complaints("rules: [\n"), HasSubstr("mine.yaml:"));
    EXPECT_EQ(complaints(""), "");
}

TEST(MappingTest, HasTheUsualFrameworksBuiltIn) {
    const Mapping& mapping = builtInMapping();
    EXPECT_GT(mapping.rules.size(), 15U);
    model::Diagnostics diagnostics;
    EXPECT_EQ(readMapping(std::string(builtInMappingText()), "built-in", diagnostics).rules.size(), mapping.rules.size());
}

TEST(MappingTest, PutsUsersRulesFirst) {
    Mapping all = builtInMapping();
    Mapping mine;
    mine.rules.push_back(
        {"mine", "http_server_request_duration_seconds", Figure::Requests, "service", {"app"}, {}, {}, {}, {}, 1, ""});
    all.addBefore(mine);
    EXPECT_EQ(all.rules.front().name, "mine");
    EXPECT_EQ(all.rules.size(), builtInMapping().rules.size() + 1);
}

}  // namespace
}  // namespace headroom::connectors::prometheus
