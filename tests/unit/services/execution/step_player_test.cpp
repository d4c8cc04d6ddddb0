#include "services/execution/step_player.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <utility>

#include "services/execution/work.h"

namespace headroom::services {
namespace {

using model::Duration;
using testing::ElementsAre;

/// The rest of the world: writes down what is asked of it.
class World : public ServiceCalls, public StoreCalls, public RecordSink {
public:
    Outcome call(const std::string& service, const std::string& operation, Duration, const Errand& errand) override {
        origins.push_back(errand.originNs);
        said.push_back("call " + service + "." + operation);
        return answer;
    }
    Outcome run(const StoreCall& call, const Errand&) override {
        writers.push_back(call.writer);
        keys.push_back(call.onceKey);
        said.push_back("store " + call.store + "." + call.operation +
                       (call.outboxRow == nullptr ? "" : " with row for " + call.outboxRow->topic));
        return answer;
    }
    bool hasSeen(const std::string&, const std::string&, const Errand&) override { return false; }
    Outcome markSeen(const std::string&, const std::string&, const Errand&) override { return Outcome::Ok; }
    Outcome send(const OutgoingRecord& record, bool awaitAcknowledgement) override {
        said.push_back("send " + record.topic + (awaitAcknowledgement ? " and wait" : ""));
        sent.push_back(record);
        return answer;
    }

    std::vector<std::string> said;
    std::vector<OutgoingRecord> sent;
    std::vector<std::string> writers;
    std::vector<std::string> keys;
    std::vector<std::int64_t> origins;
    Outcome answer = Outcome::Ok;
};

model::Step step(decltype(model::Step::action) action, double probability = 1, bool perBatch = false) {
    return {std::move(action), probability, perBatch, {}};
}

model::PublishStep publish(const std::string& topic, model::PublishStep::Via via) {
    return {topic, via, {model::KeySpec::Kind::Uniform, 10, 1}, model::Distribution::constant(100)};
}

class StepPlayerTest : public testing::Test {
protected:
    StepPlayerTest() { outbox.store = "ledger"; }

    Outcome play(const model::Steps& steps, StepPlayer::Part part = StepPlayer::Part::All, std::uint64_t id = 1) {
        performance.part = part;
        return player.play(steps, Errand::of({1, id, 1}, 1), performance);
    }

    using Via = model::PublishStep::Via;
    World world;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> output{std::tmpfile(), std::fclose};
    Log log{"test", output.get()};
    model::Service service;
    Metrics metrics{"a", "a-0"};
    Guards guards{service, metrics, log};
    Faults faults;
    model::Outbox outbox;
    Workplace place{"service/a", Draws(1, "service/a"), world, world, world, guards, faults, &outbox};
    StepPlayer player{place};
    Performance performance{"service/a.do"};
};

TEST_F(StepPlayerTest, TakesTheStepsInOrderUntilOneFails) {
    const model::Steps steps{step(model::CallStep{"b", "get", {}, {}, false}), step(publish("t", Via::Direct)),
                             step(publish("u", Via::Async))};
    EXPECT_EQ(play(steps), Outcome::Ok);
    EXPECT_THAT(world.said, ElementsAre("call b.get", "send t and wait", "send u"));
    world.said.clear();
    world.answer = Outcome::TimedOut;
    EXPECT_EQ(play(steps), Outcome::TimedOut);
    EXPECT_THAT(world.said, ElementsAre("call b.get"));
}

TEST_F(StepPlayerTest, GoesOnAfterAFailureThatIsIgnored) {
    world.answer = Outcome::Failed;
    EXPECT_EQ(play({step(model::CallStep{"b", "get", {}, {}, true}), step(model::FailStep{0})}), Outcome::Ok);
}

TEST_F(StepPlayerTest, WritesTheOutboxRowInTheTransactionOfTheStepBefore) {
    const model::StoreStep store{"ledger", "insert", {}, {}, false};
    EXPECT_EQ(play({step(store), step(publish("t", Via::Outbox))}), Outcome::Ok);
    EXPECT_THAT(world.said, ElementsAre("store ledger.insert with row for t"));
}

TEST_F(StepPlayerTest, WritesTheOutboxRowByItselfWhereNoTransactionIsThere) {
    const model::StoreStep elsewhere{"cache", "put", {}, {}, false};
    const model::StoreStep unsure{"ledger", "insert", {}, {}, true};
    EXPECT_EQ(play({step(publish("t", Via::Outbox)), step(elsewhere), step(publish("u", Via::Outbox)), step(unsure),
                    step(publish("v", Via::Outbox))}),
              Outcome::Ok);
    EXPECT_THAT(world.said, ElementsAre("store ledger.outboxInsert with row for t", "store cache.put",
                                        "store ledger.outboxInsert with row for u", "store ledger.insert",
                                        "store ledger.outboxInsert with row for v"));
}

TEST_F(StepPlayerTest, AnErrandThatComesAgainHasTheSameKeysAndNoOther) {
    const model::StoreStep insert{"ledger", "insert", {}, {}, false};
    const model::Steps steps{step(insert), step(publish("t", Via::Outbox)), step(insert), step(model::FailStep{0}),
                             step(publish("u", Via::Outbox))};
    performance.isOnce = true;
    play(steps);
    const std::vector<std::string> first = std::exchange(world.keys, {});
    EXPECT_THAT(first, testing::SizeIs(3)) << "the row goes with the step before it";
    EXPECT_EQ(std::set<std::string>(first.begin(), first.end()).size(), 3U);
    EXPECT_THAT(first, testing::Each(testing::StartsWith("service/a.do ")));
    EXPECT_THAT(world.writers, testing::Each("service/a.do"));
    play(steps);
    EXPECT_EQ(std::exchange(world.keys, {}), first);
    const auto others = [&](const Errand& errand) {
        player.play(steps, errand, performance);
        const std::vector<std::string> keys = std::exchange(world.keys, {});
        return std::ranges::none_of(keys, [&](const std::string& key) { return std::ranges::count(first, key) > 0; });
    };
    EXPECT_TRUE(others(Errand::of({2, 1, 1}, 1))) << "another run";
    EXPECT_TRUE(others(Errand::of({1, 2, 1}, 1))) << "another journey";
    EXPECT_TRUE(others(Errand::of({1, 1, 2}, 1))) << "another record of the journey";
    performance.writer = "billing";
    EXPECT_TRUE(others(Errand::of({1, 1, 1}, 1))) << "another group";
}

TEST_F(StepPlayerTest, HasNoKeyWhereNobodyKnowsWhatWasSeen) {
    const model::Steps steps{step(model::StoreStep{"ledger", "insert", {}, {}, false}),
                             step(model::StoreStep{"notes", "insert", {}, {}, false})};
    play(steps);
    EXPECT_THAT(std::exchange(world.keys, {}), ElementsAre("", ""));
    performance.isOnce = true;
    performance.onceStore = "notes";
    play(steps);
    EXPECT_THAT(world.keys, ElementsAre("", testing::Ne("")));
}

TEST_F(StepPlayerTest, TakesAProbableStepAsOftenAsItSays) {
    const model::Steps steps{step(publish("t", Via::Direct), 0.25)};
    for (std::uint64_t id = 0; id < 4000; ++id) play(steps, StepPlayer::Part::All, id);
    // Four standard deviations of a binomial.
    EXPECT_NEAR(static_cast<double>(world.sent.size()), 1000, 110);
}

TEST_F(StepPlayerTest, AnErrandMeetsTheSameWheneverItIsPlayed) {
    const model::Steps steps{step(publish("t", Via::Direct))};
    for (const std::uint64_t id : {7U, 8U, 7U}) play(steps, StepPlayer::Part::All, id);
    EXPECT_EQ(world.sent[0].key, world.sent[2].key);
    EXPECT_EQ(world.sent[0].trace, world.sent[2].trace);
    EXPECT_EQ(world.sent[0].bytes, 100);
}

TEST_F(StepPlayerTest, KnowsStepsOfARecordFromThoseOfABatch) {
    const model::Steps steps{step(publish("record", Via::Direct)), step(publish("batch", Via::Direct), 1, true)};
    play(steps, StepPlayer::Part::PerRecord);
    play(steps, StepPlayer::Part::PerBatch);
    EXPECT_THAT(world.said, ElementsAre("send record and wait", "send batch and wait"));
}

TEST_F(StepPlayerTest, TellsCalleesAndRecordsWhenTheJourneyBegan) {
    player.play({step(model::CallStep{"b", "get", {}, {}, false}), step(publish("t", Via::Direct))}, Errand::of({1, 2, 1}, 77), {"service/a"});
    EXPECT_THAT(world.origins, ElementsAre(77));
    EXPECT_EQ(world.sent.at(0).originNs, 77);
}

TEST_F(StepPlayerTest, MeasuresTheStepsThatAreItsServicesOwn) {
    service.name = "a";
    service.operations = {
        {"get",
         {step(model::CpuStep{model::Distribution::constant(0.002)}), step(model::CallStep{"b", "get", {}, {}, false}),
          step(model::WaitStep{model::Distribution::constant(0.003)})},
         {}}};
    const StepTimes times(service, metrics);
    place.times = &times;
    for (std::uint64_t id = 0; id < 5; ++id) play(service.operations[0].steps, StepPlayer::Part::All, id);
    play({step(model::WaitStep{model::Distribution::constant(0.001)})});
    const std::string told = metrics.exposition();
    const std::string name = "headroom_step_duration_seconds_count{";
    EXPECT_THAT(told, testing::HasSubstr("headroom_step=\"services.a.operations.get[0].cpu\",headroom_work=\"cpu\""));
    std::size_t counts = 0;
    for (std::size_t at = told.find(name); at != std::string::npos; at = told.find(name, at + 1)) {
        const std::string line = told.substr(at, told.find('\n', at) - at);
        EXPECT_TRUE(line.ends_with("} 5")) << line;
        ++counts;
    }
    EXPECT_EQ(counts, 2U) << "neither the call nor a step of nobody's";
}

TEST_F(StepPlayerTest, BurnsWhatACpuStepSays) {
    const auto before = std::clock();
    play({step(model::CpuStep{model::Distribution::constant(0.02)})});
    const double used = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    EXPECT_GE(used, 0.0199);
}

TEST_F(StepPlayerTest, RestsWhatAWaitStepSaysAndLongerWhereItIsSlow) {
    const model::Instant began = now();
    play({step(model::WaitStep{model::Distribution::constant(0.01)})});
    EXPECT_GE((now() - began).toSeconds(), 0.01);
    faults.begin({{"id", "1"}, {"kind", "slow"}, {"element", "service/a"}, {"factor", 3}});
    const model::Instant slow = now();
    play({step(model::WaitStep{model::Distribution::constant(0.01)})});
    EXPECT_GE((now() - slow).toSeconds(), 0.03);
}

TEST_F(StepPlayerTest, MarksRecordsAsPoisonWhileTheirTopicIsPoisoned) {
    faults.begin({{"id", "1"}, {"kind", "poison"}, {"topic", "t"}, {"fraction", 1}});
    play({step(publish("t", Via::Direct)), step(publish("u", Via::Direct))});
    EXPECT_TRUE(world.sent[0].isPoison);
    EXPECT_FALSE(world.sent[1].isPoison);
}

}  // namespace
}  // namespace headroom::services
