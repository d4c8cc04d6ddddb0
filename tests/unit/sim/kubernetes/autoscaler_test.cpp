#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim::testing {
namespace {

using Times = std::vector<double>;

/// The drawn phase of a controller's first action, as it is documented: a whole number of nanoseconds below the period.
double phase(const model::Scenario& scenario, const std::string& stream, Duration period) {
    RandomStream random(scenario.seed, stream);
    return static_cast<double>(random.below(static_cast<std::uint64_t>(period.ns))) * 1e-9;
}

/// 100 requests a second of 20 ms are two cores; pods request one.
model::Scenario twoCoresOfLoad() {
    model::Scenario scenario;
    scenario.services.push_back(service("web", 1));
    model::Service& web = scenario.services[0];
    web.cores = 4;
    web.deployment.requests.cpu = model::MilliCpu{1000};
    web.hpa.emplace();
    web.hpa->scaleTargetRef = "web";
    web.hpa->maxReplicas = 10;
    web.hpa->metrics.push_back({model::HpaMetric::Type::Resource, "cpu", "", model::HpaMetric::TargetType::Utilization, 50});
    scenario.clients.push_back(client("web", {{hold(100, Duration::seconds(100)), hold(25)}}));
    return scenario;
}

TEST(Hpa, FollowsTheLoadAsComputedByHand) {
    const model::Scenario scenario = twoCoresOfLoad();
    const double offset = phase(scenario, "hpa/web", Duration::seconds(15));
    Lab lab(scenario);
    lab.runTo(500);
    // Second sync (the first has no sample): ceil(1 × 199 / 50) = 4. At the third the new pods have no sample and the old one's
    // is above target: counted as 0 the ratio turns below 1, so nothing happens. From the fourth on 200/4 = 50 %.
    const Times scaled = lab.times("hpa.scaled");
    ASSERT_EQ(scaled.size(), 3U);
    EXPECT_NEAR(scaled[0], offset + 15, 1e-6);
    // Load falls at 100 s. The window that ends at 105 s has (10 × 2 + 5 × 0.5)/15 = 1.5 cores: 37 % of 4 cores, 3 replicas;
    // the next one 12 %: 1 replica. The last recommendation of 4 is that of the last sync before 105 s; it holds for 300 s.
    double lastFour = offset;
    while (lastFour + 15 < 105) lastFour += 15;
    EXPECT_NEAR(scaled[1], lastFour + 315, 1e-6);
    EXPECT_NEAR(scaled[2], lastFour + 330, 1e-6);
    // From the first recommendation below 4 on, what stabilises is news, once.
    ASSERT_EQ(lab.times("hpa.limited").size(), 1U);
    EXPECT_NEAR(lab.times("hpa.limited")[0], lastFour + 15, 1e-6);
    std::vector<std::string> sentences;
    for (const trace::Event& event : lab.trace.events())
        if (event.kind == "hpa.scaled") sentences.push_back(event.reason.sentence);
    EXPECT_EQ(sentences[0], "HPA 1 → 4: ceil(1 × 199 / 50) = 4; max(2 × current, 4) allows 4");
    EXPECT_EQ(sentences[1].substr(0, 11), "HPA 4 → 3");
    EXPECT_EQ(sentences[2].substr(0, 11), "HPA 3 → 1");
    EXPECT_EQ(lab.deployment("web").desired(), 1);
    EXPECT_EQ(lab.last("service/web", "replicas"), 1);
}

TEST(Hpa, TellsALimitWithTheScalingAndNotAgain) {
    model::Scenario scenario = twoCoresOfLoad();
    scenario.services[0].hpa->maxReplicas = 2;
    Lab lab(scenario);
    lab.runTo(90);
    const double offset = phase(scenario, "hpa/web", Duration::seconds(15));
    // Second sync: 4 wanted, 2 allowed, told with the scaling. Third: the old pod used (15 + offset)/15 cores and the new one has
    // no sample, so more than 2 are wanted still, unless that is within the tolerance of 0.1. From then on 4 again: nothing is
    // news.
    ASSERT_GT(offset, 1.6);
    EXPECT_EQ(lab.times("hpa.scaled").size(), 1U);
    EXPECT_NEAR(lab.times("hpa.scaled").at(0), offset + 15, 1e-6);
    EXPECT_TRUE(lab.times("hpa.limited").empty());
    EXPECT_TRUE(lab.times("hpa.stable").empty());
    EXPECT_TRUE(lab.times("hpa.failed").empty());
    EXPECT_EQ(lab.deployment("web").desired(), 2);
}

TEST(Hpa, APodsMetricIsReadFromTheObservatory) {
    model::Scenario scenario = twoCoresOfLoad();
    scenario.services[0].operations[0].steps = {{model::WaitStep{model::Distribution::constant(0.2)}, 1, false, {}}};
    scenario.services[0].hpa->metrics = {
        {model::HpaMetric::Type::Pods, "busyThreads", "", model::HpaMetric::TargetType::AverageValue, 5}};
    Lab lab(scenario);
    lab.runTo(90);
    // 100/s × 0.2 s = 20 busy threads: 20 / 5 = 4 replicas.
    EXPECT_EQ(lab.deployment("web").desired(), 4);
}

TEST(Hpa, AnUnknownMetricIsReportedOnce) {
    model::Scenario scenario = twoCoresOfLoad();
    scenario.services[0].hpa->metrics = {
        {model::HpaMetric::Type::External, "depth", "store/none", model::HpaMetric::TargetType::AverageValue, 5}};
    Lab lab(scenario);
    lab.runTo(200);
    EXPECT_EQ(lab.times("hpa.failed").size(), 1U);
    EXPECT_EQ(lab.deployment("web").desired(), 1);
}

model::Scenario slowConsumer() {
    model::Scenario scenario;
    scenario.frameInterval = Duration::milliseconds(100);
    scenario.clusters.push_back({});
    scenario.clusters[0].name = "kafka";
    model::Topic topic;
    topic.name = "orders";
    topic.cluster = "kafka";
    topic.partitions = 2;
    scenario.topics.push_back(topic);
    model::Service worker;
    worker.name = "worker";
    worker.deployment.replicas = 0;
    worker.scheduling = model::Distribution::constant(2);
    worker.startup = model::Distribution::constant(5);
    model::Listener listener;
    listener.name = "onOrder";
    listener.groupId = "work";
    listener.topics = {"orders"};
    listener.steps.push_back({model::WaitStep{model::Distribution::constant(2)}, 1, false, {}});
    worker.listeners.push_back(listener);
    worker.scaledObject.emplace();
    worker.scaledObject->scaleTargetRef = "worker";
    worker.scaledObject->maxReplicaCount = 1;
    worker.scaledObject->cooldownPeriod = Duration::seconds(60);
    model::KedaKafkaTrigger trigger;
    trigger.topic = "orders";
    trigger.consumerGroup = "work";
    worker.scaledObject->triggers.push_back(trigger);
    scenario.services.push_back(worker);
    model::Client source;
    source.name = "source";
    source.load = eachSecond(41, 100);
    model::PublishStep publish;
    publish.topic = "orders";
    publish.size = model::Distribution::constant(100);
    source.journey.push_back({publish, 1, false, {}});
    scenario.clients.push_back(source);
    return scenario;
}

TEST(Keda, ScalesFromZeroWhenThereIsLagAndBackAfterTheCooldown) {
    const model::Scenario scenario = slowConsumer();
    const double firstPoll = phase(scenario, "keda/worker", Duration::seconds(30));
    Lab lab(scenario);
    lab.runTo(600);
    const trace::Series* lag = lab.trace.findSeries("group/work", "consumerLag");
    ASSERT_NE(lag, nullptr);
    const std::vector<double>& lags = lab.trace.column(lag->index);
    const auto lagAt = [&](double seconds) { return lags.at(static_cast<std::size_t>(seconds * 10) - 1); };
    EXPECT_GT(lagAt(100), 20);
    EXPECT_EQ(lagAt(500), 0);
    double up = firstPoll;
    while (up < 41.5) up += 30;  // the first record is sent at 41 s
    double lastActive = up;
    for (double poll = up; poll < 500; poll += 30)
        if (lagAt(poll) > 0) lastActive = poll;
    double down = lastActive;
    while (down <= std::floor(lastActive) + 60) down += 30;
    const Times scaled = lab.times("keda.scaled");
    ASSERT_EQ(scaled.size(), 2U);
    EXPECT_NEAR(scaled[0], up, 1e-6);
    EXPECT_NEAR(scaled[1], down, 1e-6);
    EXPECT_EQ(lab.times("pod.started"), Times{scaled[0] + 2});
    EXPECT_EQ(lab.last("group/work", "processed"), 60);
    EXPECT_EQ(lab.deployment("worker").desired(), 0);
    EXPECT_TRUE(lab.deployment("worker").pods().empty());
}

TEST(Keda, SeesTheLagTheRunBeginsWith) {
    model::Scenario scenario = slowConsumer();
    scenario.initial.lags.push_back({"orders", "work", 20, Duration::seconds(10)});
    const double firstPoll = phase(scenario, "keda/worker", Duration::seconds(30));
    Lab lab(scenario);
    lab.runTo(35);  // before the first record is sent
    ASSERT_EQ(lab.times("keda.scaled").size(), 1U);
    EXPECT_NEAR(lab.times("keda.scaled")[0], firstPoll, 1e-6);
}

}  // namespace
}  // namespace headroom::sim::testing
