// What the lessons teach is so: the system as it is fails its check, right changes pass it, and the obvious wrong ones don't.

#include <gtest/gtest.h>

#include "tests/gui/lessons/lesson_run.h"

namespace headroom::views {
namespace {

using Kind = LessonVerdict::Kind;

struct Attempt {
    const char* name;
    const char* lesson;
    Changes changes;
    Kind expected;
    const char* failing = "";  ///< name of the first expectation that doesn't hold

    friend void PrintTo(const Attempt& attempt, std::ostream* out) { *out << attempt.name; }
};

class LessonPhysics : public testing::TestWithParam<Attempt> {};

TEST_P(LessonPhysics, TheChangeDoesWhatItShould) {
    const Attempt& attempt = GetParam();
    const Lesson lesson = lessonCalled(QString::fromLatin1(attempt.lesson));
    const std::string original = originalOf(lesson);
    const std::string text = changed(original, attempt.changes);
    const LessonRun run(text);
    const LessonVerdict verdict = judgeLesson(lesson, original, text, run.trace());
    EXPECT_EQ(verdict.kind, attempt.expected) << verdict.sentence.toStdString();
    if (attempt.expected == Kind::Solved) {
        EXPECT_EQ(verdict.sentence, lesson.solved);
        return;
    }
    const auto failed = std::ranges::find(verdict.lines, false, &LessonCheckLine::pass);
    ASSERT_NE(failed, verdict.lines.end());
    EXPECT_EQ(failed->name.toStdString(), attempt.failing);
    EXPECT_TRUE(verdict.sentence.endsWith(lesson.otherwise.at(failed->name))) << verdict.sentence.toStdString();
}

const char* const late = "Billing is up to date at the end";
const std::string partitions = "topics.orders.partitions";
const std::string billing = "services.billing.replicas";
const std::string threads = "services.billing.listeners.billing.concurrency";

INSTANTIATE_TEST_SUITE_P(
    ConsumerLag, LessonPhysics,
    testing::Values(
        Attempt{"asItIs", "consumer-lag", {}, Kind::Unsolved, late},
        Attempt{"asManyReplicasAsPartitions", "consumer-lag", {{billing, "4"}}, Kind::Unsolved, late},
        Attempt{"moreReplicasThanPartitions", "consumer-lag", {{billing, "12"}}, Kind::Unsolved, late},
        Attempt{"moreThreadsThanPartitions", "consumer-lag", {{threads, "12"}}, Kind::Unsolved, late},
        Attempt{"morePartitionsAlone", "consumer-lag", {{partitions, "12"}}, Kind::Unsolved, late},
        Attempt{"largerPolls", "consumer-lag", {{"services.billing.consumer", "{max.poll.records: 5000}"}}, Kind::Unsolved, late},
        Attempt{"justNotEnough", "consumer-lag", {{partitions, "5"}, {billing, "5"}}, Kind::Unsolved, late},
        Attempt{"partitionsAndReplicas", "consumer-lag", {{partitions, "12"}, {billing, "6"}}, Kind::Solved},
        Attempt{"partitionsAndThreads", "consumer-lag", {{partitions, "12"}, {threads, "3"}}, Kind::Solved},
        Attempt{"oneInsertAPoll", "consumer-lag", {{"services.billing.listeners.billing.steps[0].per", "batch"}}, Kind::Solved}),
    [](const auto& attempt) { return attempt.param.name; });

const char* const slow = "payments are quick again three minutes into the sale";
const char* const dear = "the quiet minute before costs no more than three pods";
const std::string spec = "services.checkout.autoscaler.spec.";
const std::string limit = spec + "maxReplicas";
const std::string policy = spec + "behavior.scaleUp.policies[0]";
const std::string goal = spec + "metrics[0].resource.target.averageUtilization";

INSTANTIATE_TEST_SUITE_P(
    Autoscaling, LessonPhysics,
    testing::Values(
        Attempt{"asItIs", "autoscaling", {}, Kind::Unsolved, slow},
        Attempt{"moreReplicasAllowedAlone", "autoscaling", {{limit, "20"}}, Kind::Unsolved, slow},
        Attempt{"fasterAlone", "autoscaling", {{policy + ".value", "10"}}, Kind::Unsolved, slow},
        Attempt{"maxReplicasStillTooLow", "autoscaling", {{limit, "7"}, {spec + "behavior", "{}"}}, Kind::Unsolved, slow},
        Attempt{
            "targetWithoutRoom", "autoscaling", {{limit, "20"}, {spec + "behavior", "{}"}, {goal, "95"}}, Kind::Unsolved, slow},
        Attempt{"waitsTooLong",
                "autoscaling",
                {{limit, "20"}, {spec + "behavior", "{scaleUp: {stabilizationWindowSeconds: 180}}"}},
                Kind::Unsolved,
                slow},
        Attempt{"paidForAllNight", "autoscaling", {{limit, "20"}, {spec + "minReplicas", "12"}}, Kind::Unsolved, dear},
        Attempt{"morePodsAtATime", "autoscaling", {{limit, "20"}, {policy + ".value", "4"}}, Kind::Solved},
        Attempt{"moreOften", "autoscaling", {{limit, "20"}, {policy + ".periodSeconds", "15"}}, Kind::Solved},
        Attempt{
            "doubling", "autoscaling", {{limit, "20"}, {policy, "{type: Percent, value: 100, periodSeconds: 15}"}}, Kind::Solved},
        Attempt{"kubernetesDefaults", "autoscaling", {{limit, "12"}, {spec + "behavior", "{}"}}, Kind::Solved}),
    [](const auto& attempt) { return attempt.param.name; });

const char* const waiting = "pages are quick while Recommendations is away";
const char* const closed = "the breaker opens";
const std::string breaker = "services.shop.application.'resilience4j.circuitbreaker.instances.recommendations'.";
const std::string minimum = breaker + "minimum-number-of-calls";
const std::string timeout = "services.shop.operations.page[1].call.timeout";

INSTANTIATE_TEST_SUITE_P(
    CircuitBreaker, LessonPhysics,
    testing::Values(
        Attempt{"asItIs", "circuit-breaker", {}, Kind::Unsolved, waiting},
        Attempt{"moreThreads", "circuit-breaker", {{"services.shop.threads", "5000"}}, Kind::Unsolved, waiting},
        Attempt{"moreReplicas", "circuit-breaker", {{"services.shop.replicas", "20"}}, Kind::Unsolved, waiting},
        Attempt{"lowerThreshold", "circuit-breaker", {{breaker + "failure-rate-threshold", "10"}}, Kind::Unsolved, waiting},
        Attempt{"minimumAlone", "circuit-breaker", {{minimum, "20"}}, Kind::Unsolved, waiting},
        Attempt{"timeoutAlone", "circuit-breaker", {{timeout, "1s"}}, Kind::Unsolved, waiting},
        Attempt{"slowCallsCountWhenTheyEnd",
                "circuit-breaker",
                {{minimum, "20"}, {breaker + "slow-call-duration-threshold", "1s"}},
                Kind::Unsolved,
                waiting},
        Attempt{"shortTimeoutInsteadOfABreaker", "circuit-breaker", {{timeout, "50ms"}}, Kind::Unsolved, closed},
        Attempt{"timeoutThatCutsGoodCalls",
                "circuit-breaker",
                {{minimum, "20"}, {timeout, "10ms"}},
                Kind::Unsolved,
                "recommendations are shown while all is well"},
        Attempt{"openForTooLong",
                "circuit-breaker",
                {{minimum, "20"}, {timeout, "1s"}, {breaker + "wait-duration-in-open-state", "5m"}},
                Kind::Unsolved,
                "recommendations are back a minute after the outage"},
        Attempt{"minimumAndTimeout", "circuit-breaker", {{minimum, "20"}, {timeout, "1s"}}, Kind::Solved},
        Attempt{"countedWindowAndTimeout",
                "circuit-breaker",
                {{breaker + "sliding-window-type", "COUNT_BASED"}, {breaker + "sliding-window-size", "50"}, {timeout, "1s"}},
                Kind::Solved}),
    [](const auto& attempt) { return attempt.param.name; });

}  // namespace
}  // namespace headroom::views
