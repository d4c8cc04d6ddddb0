#include "services/audit/auditor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::services {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Kind = AuditFinding::Kind;

/// An order that is written, billed and noted, with a dead-letter topic for the latter two.
class AuditorTest : public testing::Test {
protected:
    AuditReport report() const { return audit(duties, evidence); }
    void begin(const std::string& trace, const std::string& outcome = "ok") {
        evidence.journeys[trace] = {"users", outcome.empty() ? std::nullopt : std::optional(outcome)};
    }
    void effect(std::size_t duty, const std::string& trace, int count = 1) { evidence.effects[duty][trace] = count; }
    void complete(const std::string& trace) {
        begin(trace);
        for (std::size_t duty = 0; duty < duties.size(); ++duty) effect(duty, trace);
    }
    /// The only finding's kind, and its sentence.
    static std::pair<Kind, std::string> only(const AuditReport& report) {
        EXPECT_THAT(report.findings, SizeIs(1)) << report.text();
        return report.findings.empty() ? std::pair{Kind::Stray, std::string()}
                                       : std::pair{report.findings[0].kind, report.findings[0].sentence};
    }

    const std::vector<Duty> duties{{"ledger", {}, {}}, {"billing", 0, "bills-dlt"}, {"notes", 0, "notes-dlt"}};
    AuditEvidence evidence{{}, std::vector<TraceCounts>(3), {}};
};

TEST_F(AuditorTest, FindsNothingWhereAllIsThereOnce) {
    complete("a");
    complete("b");
    const AuditReport found = report();
    EXPECT_THAT(found.findings, IsEmpty()) << found.text();
    EXPECT_EQ(found.accepted, 2U);
    EXPECT_EQ(found.effects, 6U);
    EXPECT_EQ(found.unconfirmed, 0U);
}

TEST_F(AuditorTest, AnAcceptedJourneyWithoutEffectIsLost) {
    begin("a");
    EXPECT_EQ(only(report()), std::pair(Kind::Lost, std::string("ledger a: the client was told that it is done, and there is no "
                                                                "effect")));
}

TEST_F(AuditorTest, AnEventThatNobodyProcessedIsLost) {
    complete("a");
    evidence.effects[2].clear();
    EXPECT_EQ(only(report()), std::pair(Kind::Lost, std::string("notes a: neither effect nor dead letter after ledger")));
}

TEST_F(AuditorTest, ADeadLetterTakesTheEffectsPlace) {
    complete("a");
    evidence.effects[1].clear();
    evidence.deadLetters["bills-dlt"]["a"] = 3;
    const AuditReport found = report();
    EXPECT_THAT(found.findings, IsEmpty()) << found.text();
    EXPECT_EQ(found.deadLetters, 1U);
    EXPECT_EQ(found.repeatedLetters, 2U);
    EXPECT_EQ(found.effects, 2U);
}

TEST_F(AuditorTest, AnotherGroupsDeadLetterDoesNot) {
    complete("a");
    evidence.effects[1].clear();
    evidence.deadLetters["notes-dlt"]["a"] = 1;
    const AuditReport found = report();
    EXPECT_EQ(found.count(Kind::Lost), 1U);
    EXPECT_EQ(found.count(Kind::Ambiguous), 1U);
}

TEST_F(AuditorTest, TwoEffectsAreOneTooMany) {
    complete("a");
    effect(1, "a", 2);
    EXPECT_EQ(only(report()), std::pair(Kind::Duplicated, std::string("billing a: 2 effects")));
}

TEST_F(AuditorTest, AnEffectWithADeadLetterIsAmbiguous) {
    complete("a");
    evidence.deadLetters["bills-dlt"]["a"] = 1;
    EXPECT_EQ(only(report()).first, Kind::Ambiguous);
}

TEST_F(AuditorTest, WhatWasNotConfirmedMayBeDoneOrNotButNotByHalves) {
    begin("nothing", "timedOut");
    begin("all", "");
    for (std::size_t duty = 0; duty < duties.size(); ++duty) effect(duty, "all");
    EXPECT_THAT(report().findings, IsEmpty()) << report().text();
    EXPECT_EQ(report().unconfirmed, 2U);
    effect(0, "nothing");
    const AuditReport found = report();
    EXPECT_EQ(found.count(Kind::Lost), 2U) << "its row was in the outbox: " << found.text();
    effect(1, "nothing");
    effect(2, "nothing");
    effect(0, "nothing", 2);
    EXPECT_EQ(only(report()).first, Kind::Duplicated);
}

TEST_F(AuditorTest, WhatNothingHasBroughtAboutIsStray) {
    complete("a");
    begin("b", "failed");
    effect(1, "b");
    EXPECT_THAT(only(report()), testing::Pair(Kind::Stray, HasSubstr("no effect of ledger before it")));
    evidence.effects[1].erase("b");
    effect(0, "c");
    EXPECT_EQ(report().count(Kind::Stray), 1U);
    EXPECT_EQ(report().count(Kind::Lost), 2U);
    EXPECT_THAT(report().text(), HasSubstr("ledger c: no client has begun this journey"));
    evidence.effects[0].erase("c");
    evidence.deadLetters["notes-dlt"]["d"] = 1;
    EXPECT_THAT(only(report()), testing::Pair(Kind::Stray, HasSubstr("notes d: no client")));
}

}  // namespace
}  // namespace headroom::services
