// Files as teams keep them read the same as the scenario written out; here with KEDA and properties files, too.
#include <gtest/gtest.h>

#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

class OrderAndBilling : public testing::Test {
protected:
    static ReadResult read(const std::string& name) { return readScenario(sourcePath("tests/unit/model/ecosystem/order_and_billing/" + name)); }
    ReadResult m_pasted = read("scenario.yaml");
    ReadResult m_inline = read("inline.yaml");
};

void expectSameDeployment(const Deployment& a, const Deployment& b) {
    EXPECT_EQ(a.replicas, b.replicas);
    EXPECT_EQ(a.requests.cpu, b.requests.cpu);
    EXPECT_EQ(a.requests.memory, b.requests.memory);
    EXPECT_EQ(a.limits.cpu, b.limits.cpu);
    EXPECT_EQ(a.limits.memory, b.limits.memory);
    EXPECT_EQ(a.terminationGracePeriod, b.terminationGracePeriod);
    EXPECT_EQ(a.preStop, b.preStop);
    EXPECT_EQ(a.rollingUpdate.maxSurge, b.rollingUpdate.maxSurge);
    EXPECT_EQ(a.rollingUpdate.maxSurgeIsPercent, b.rollingUpdate.maxSurgeIsPercent);
    ASSERT_EQ(a.readinessProbe.has_value(), b.readinessProbe.has_value());
    if (a.readinessProbe) {
        EXPECT_EQ(a.readinessProbe->initialDelay, b.readinessProbe->initialDelay);
    }
    ASSERT_EQ(a.livenessProbe.has_value(), b.livenessProbe.has_value());
    if (a.livenessProbe) {
        EXPECT_EQ(a.livenessProbe->failureThreshold, b.livenessProbe->failureThreshold);
    }
}

void expectSamePools(const Service& a, const Service& b) {
    ASSERT_EQ(a.pools.size(), b.pools.size());
    for (const auto& [store, pool] : a.pools) {
        ASSERT_EQ(b.pools.count(store), 1U) << store;
        EXPECT_EQ(pool.maximumPoolSize, b.pools.at(store).maximumPoolSize);
        EXPECT_EQ(pool.connectionTimeout, b.pools.at(store).connectionTimeout);
    }
}

TEST_F(OrderAndBilling, ReadsWithoutFindings) {
    EXPECT_EQ(findings(m_pasted), "");
    EXPECT_EQ(findings(m_inline), "");
    EXPECT_TRUE(m_pasted.scenario);
    EXPECT_TRUE(m_inline.scenario);
}

TEST_F(OrderAndBilling, GivesTheSameServices) {
    ASSERT_TRUE(m_pasted.scenario && m_inline.scenario) << findings(m_pasted) << findings(m_inline);
    for (const char* name : {"order", "billing"}) {
        const Service& a = *m_pasted.scenario->findService(name);
        const Service& b = *m_inline.scenario->findService(name);
        expectSameDeployment(a.deployment, b.deployment);
        expectSamePools(a, b);
        EXPECT_EQ(a.threads, b.threads);
        EXPECT_EQ(a.queue, b.queue);
        EXPECT_EQ(a.startup, b.startup);
        EXPECT_EQ(a.hpa.has_value(), b.hpa.has_value());
        EXPECT_EQ(a.scaledObject.has_value(), b.scaledObject.has_value());
    }
    const Service& order = *m_pasted.scenario->findService("order");
    EXPECT_EQ(order.deployment.preStop, Duration::seconds(10));
    EXPECT_EQ(order.threads, 150);
    EXPECT_EQ(order.pools.at("orders").connectionTimeout, Duration::seconds(5));
    EXPECT_EQ(m_pasted.scenario->findService("billing")->pools.at("invoices").maximumPoolSize, 40);
}

TEST_F(OrderAndBilling, GivesTheSameAutoscalers) {
    ASSERT_TRUE(m_pasted.scenario && m_inline.scenario);
    const HorizontalPodAutoscaler& a = *m_pasted.scenario->findService("order")->hpa;
    const HorizontalPodAutoscaler& b = *m_inline.scenario->findService("order")->hpa;
    EXPECT_EQ(a.maxReplicas, 10);
    EXPECT_EQ(a.maxReplicas, b.maxReplicas);
    EXPECT_EQ(a.metrics.at(0).target, b.metrics.at(0).target);
    EXPECT_EQ(a.behavior->scaleDown.policies.at(0).value, 50);
    EXPECT_EQ(a.behavior->scaleDown.policies.at(0).period, b.behavior->scaleDown.policies.at(0).period);
    const ScaledObject& c = *m_pasted.scenario->findService("billing")->scaledObject;
    const ScaledObject& d = *m_inline.scenario->findService("billing")->scaledObject;
    EXPECT_EQ(c.triggers.at(0).lagThreshold, 500);
    EXPECT_EQ(c.triggers.at(0).topic, d.triggers.at(0).topic);
    EXPECT_EQ(c.pollingInterval, d.pollingInterval);
    EXPECT_EQ(c.maxReplicaCount, d.maxReplicaCount);
}

TEST_F(OrderAndBilling, GivesTheSameKafkaSettings) {
    ASSERT_TRUE(m_pasted.scenario && m_inline.scenario);
    const Listener& a = m_pasted.scenario->findService("billing")->listeners.at(0);
    const Listener& b = m_inline.scenario->findService("billing")->listeners.at(0);
    EXPECT_EQ(a.groupId, "billing");
    EXPECT_EQ(a.concurrency, 2);
    EXPECT_EQ(a.ackMode, b.ackMode);
    EXPECT_EQ(a.consumer.maxPollRecords, 200);
    EXPECT_EQ(a.consumer.fetchMaxWait, b.consumer.fetchMaxWait);
    EXPECT_EQ(a.consumer.sessionTimeout, b.consumer.sessionTimeout);
    EXPECT_EQ(a.consumer.partitionAssignmentStrategy, b.consumer.partitionAssignmentStrategy);
    EXPECT_EQ(a.consumer.autoOffsetReset, ConsumerConfig::OffsetReset::Earliest);
    const ProducerConfig& p = m_pasted.scenario->findService("order")->producer;
    const ProducerConfig& q = m_inline.scenario->findService("order")->producer;
    EXPECT_EQ(p.batchSize, Bytes{32768});
    EXPECT_EQ(p.batchSize, q.batchSize);
    EXPECT_EQ(p.linger, Duration::milliseconds(10));
    EXPECT_EQ(p.deliveryTimeout, q.deliveryTimeout);
    const Topic& s = *m_pasted.scenario->findTopic("order-placed");
    const Topic& t = *m_inline.scenario->findTopic("order-placed");
    EXPECT_EQ(s.partitions, t.partitions);
    EXPECT_EQ(s.config.minInsyncReplicas, 2);  // from server.properties
    EXPECT_EQ(s.config.retentionTime, t.config.retentionTime);
    EXPECT_EQ(m_pasted.scenario->findTopic("order-placed-dlt")->config.retentionTime, Duration::seconds(72 * 3600));
    EXPECT_EQ(m_pasted.scenario->clusters.at(0).config.numIoThreads, 16);
}

TEST_F(OrderAndBilling, InheritsResilience4jConfigurations) {
    ASSERT_TRUE(m_pasted.scenario && m_inline.scenario);
    for (const ReadResult* result : {&m_pasted, &m_inline}) {
        const Service& order = *result->scenario->findService("order");
        const CircuitBreakerConfig& breaker = order.circuitBreakers.at("orders");
        EXPECT_EQ(breaker.slidingWindowType, CircuitBreakerConfig::SlidingWindowType::TimeBased);
        EXPECT_EQ(breaker.minimumNumberOfCalls, 50);
        EXPECT_EQ(breaker.failureRateThreshold, 40.0F);
        EXPECT_EQ(breaker.waitDurationInOpenState, Duration::seconds(20));
        const RetryConfig& retry = order.retries.at("orders");
        EXPECT_EQ(retry.maxAttempts, 4);
        EXPECT_EQ(retry.waitDuration, Duration::milliseconds(200));
        EXPECT_TRUE(retry.enableExponentialBackoff);
    }
}

TEST_F(OrderAndBilling, ListsWhatHasNoEffect) {
    ASSERT_TRUE(m_pasted.scenario);
    int count = 0;
    for (const EffectiveValue& value : m_pasted.scenario->effective) count += value.origin == "no effect here" ? 1 : 0;
    EXPECT_GE(count, 15);
}

}  // namespace
}  // namespace headroom::model
