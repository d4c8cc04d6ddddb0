#include "model/calibration/rewriting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/scenario/reader.h"

namespace headroom::calibration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string shop = R"(# our shop
scenario: shop
clients:
  users: {load: poisson(100/s), journey: [{call: order.create}]}
services:
  order:
    operations:
      create:
        - wait: guess(1ms..9ms)   # the vendor's
        - {cpu: 1ms, probability: 50%}
)";

const std::string fitted = "measured(lognormal(mean=25ms, cv=0.4))";

TEST(Rewrite, ChangesTheValueAndSaysWhereItIsFrom) {
    const Rewriting made = rewrite(shop, "shop.yaml", {{"services.order.operations.create[0].wait", fitted, "of 9 times"}});
    EXPECT_THAT(made.refused, IsEmpty());
    std::string expected = shop;
    expected.replace(expected.find("guess(1ms..9ms)   # the vendor's"), 32, fitted + "   # the vendor's; of 9 times");
    EXPECT_EQ(made.text, expected) << "every other byte stays";
}

TEST(Rewrite, QuotesWhatACommaWouldEnd) {
    const Rewriting made = rewrite(shop, "shop.yaml",
                                   {{"services.order.operations.create[1].cpu", fitted, "of 9 times"},
                                    {"clients.users.load", "poisson(measured(99.5/s))", "of 7 arrivals"}});
    EXPECT_THAT(made.refused, IsEmpty());
    EXPECT_THAT(made.text, HasSubstr("- {cpu: '" + fitted + "', probability: 50%}  # of 9 times\n"));
    EXPECT_THAT(made.text, HasSubstr("{load: poisson(measured(99.5/s)), journey: [{call: order.create}]}  # of 7 arrivals\n"));
}

TEST(Rewrite, MakesAScenarioThatListsWhatWasMeasured) {
    const Rewriting made = rewrite(shop, "shop.yaml",
                                   {{"services.order.operations.create[0].wait", fitted, "of 9 times"},
                                    {"services.order.operations.create[1].cpu", "measured(2ms)", ""},
                                    {"clients.users.load", "poisson(measured(99.5/s))", ""}});
    const model::ReadResult read = model::readScenarioText(made.text, "shop.yaml");
    ASSERT_TRUE(read.scenario) << made.text;
    std::vector<std::string> paths;
    for (const model::Measured& measured : read.scenario->measured) paths.push_back(measured.path);
    EXPECT_THAT(paths, testing::UnorderedElementsAre("services.order.operations.create[0].wait",
                                                     "services.order.operations.create[1].cpu", "clients.users.load"));
    EXPECT_DOUBLE_EQ(std::get<model::WaitStep>(read.scenario->services[0].operations[0].steps[0].action).time.mean, 0.025);
    EXPECT_DOUBLE_EQ(std::get<model::OpenLoad>(read.scenario->clients[0].load).rate.pieces[0].from, 99.5);
    EXPECT_THAT(read.scenario->guesses, IsEmpty());
}

TEST(Rewrite, AddsOnlyWhatMayBeNew) {
    const Rewriting made = rewrite(shop, "shop.yaml",
                                   {{"kafka.main.requestWork", "measured(1.2ms)", "of 9 times", true},
                                    {"services.order.operations.create[7].wait", fitted, ""},
                                    {"services.nobody.operations.x[0].cpu", fitted, ""}});
    EXPECT_THAT(made.refused, ElementsAre("services.order.operations.create[7].wait", "services.nobody.operations.x[0].cpu"));
    EXPECT_THAT(made.text, HasSubstr("requestWork: measured(1.2ms)  # of 9 times"));
    EXPECT_TRUE(made.text.starts_with(shop));
}

TEST(Rewrite, LeavesFilesAndAliasesAlone) {
    const std::string pointing = "services: {order: {startup: !file x.yaml, scheduling: &one 5ms, endpointPropagation: *one}}\n";
    const Rewriting made = rewrite(pointing, "shop.yaml",
                                   {{"services.order.startup", fitted, ""}, {"services.order.endpointPropagation", fitted, ""}});
    EXPECT_THAT(made.refused, ElementsAre("services.order.startup", "services.order.endpointPropagation"));
    EXPECT_EQ(made.text, pointing);
}

TEST(Rewrite, TakesNoTextForAComment) {
    const std::string tricky = "services: {order: {startup: 5ms, description: \"all #1\"}}\n";
    const Rewriting made = rewrite(tricky, "shop.yaml", {{"services.order.startup", "measured(6ms)", "of 9 times"}});
    EXPECT_THAT(made.refused, IsEmpty());
    EXPECT_EQ(made.text, "services: {order: {startup: measured(6ms), description: \"all #1\"}}\n")
        << "rather no origin than a broken file";
}

}  // namespace
}  // namespace headroom::calibration
