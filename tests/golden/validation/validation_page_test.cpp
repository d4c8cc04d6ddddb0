#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "app/validation/findings.h"
#include "model/scenario/reader.h"

namespace headroom::validation {
namespace {

using testing::HasSubstr;

std::string page() {
    std::ifstream file(HEADROOM_ROOT "/docs/validation.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

model::Scenario scenarioOf(const Study& study) {
    model::ReadOptions options;
    options.variant = study.variant;
    for (const std::string& setting : study.settings) {
        const std::size_t at = setting.find('=');
        options.settings.push_back({setting.substr(0, at), setting.substr(at + 1)});
    }
    model::ReadResult read = model::readScenario(HEADROOM_ROOT "/scenarios/transaction-platform.yaml", options);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        ADD_FAILURE() << study.id << ": " << model::toString(diagnostic);
    return read.scenario ? *read.scenario : model::Scenario{};
}

TEST(ValidationPage, TellsEveryPredictedFigure) {
    const std::string text = page();
    const Plan plan = transactionPlatformPlan();
    EXPECT_EQ(plan.rows.size(), 8u) << "rows marked P of the reference system";
    for (const Row& row : plan.rows) {
        EXPECT_THAT(text, HasSubstr("\n## " + row.id + " " + row.title + "\n\nThe paper: " + row.paper));
        EXPECT_THAT(text, HasSubstr(row.statement));
        EXPECT_THAT(text, HasSubstr(row.explanation));
        for (const Figure& figure : row.figures) {
            EXPECT_THAT(text, HasSubstr("\n| " + figure.label + " |"));
            if (figure.kind != Figure::Kind::Context) {
                EXPECT_THAT(text, HasSubstr("\n| " + row.id + " | " + row.title + ": " + figure.label + " |"));
            }
        }
    }
}

TEST(ValidationPage, StatesHowTheSourceIsRead) {
    const std::string text = page();
    for (const char* word : {"think time", "stabilization window", "one event a transaction", "sustained", "overload"})
        EXPECT_THAT(text, HasSubstr(word));
}

TEST(ValidationPlan, AsksForWhatTheScenarioHas) {
    const Plan plan = transactionPlatformPlan();
    for (const Study& study : plan.studies) {
        const model::Scenario scenario = scenarioOf(study);
        const auto has = [&](const std::string& name) {
            return std::any_of(scenario.expectations.begin(), scenario.expectations.end(),
                               [&](const auto& e) { return e.name == name; });
        };
        for (const std::string& path : study.guesses)
            EXPECT_TRUE(
                std::any_of(scenario.guesses.begin(), scenario.guesses.end(), [&](const auto& g) { return g.path == path; }))
                << study.id << ": no guess " << path;
        for (const Row& row : plan.rows)
            for (const Figure& figure : row.figures) {
                EXPECT_TRUE(figure.study != study.id || has(figure.expectation)) << study.id << ": " << figure.expectation;
                EXPECT_TRUE(figure.overStudy != study.id || has(figure.overExpectation))
                    << study.id << ": " << figure.overExpectation;
            }
    }
}

TEST(ValidationFindings, PercentilesAreInterpolated) {
    const std::vector<double> values{1, 2, 4, 8};
    EXPECT_DOUBLE_EQ(percentile(values, 0), 1);
    EXPECT_DOUBLE_EQ(percentile(values, 0.5), 3);
    EXPECT_DOUBLE_EQ(percentile(values, 1), 8);
}

}  // namespace
}  // namespace headroom::validation
