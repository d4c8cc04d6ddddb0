#include "services/metrics/registry.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <iterator>
#include <vector>

#include "services/metrics/duration_buckets.h"
#include "services/metrics/process_usage.h"

namespace headroom::services {

struct Registry::Parts {
    prometheus::Registry registry;
    prometheus::Labels everywhere;
};

namespace {

prometheus::MetricFamily single(const char* name, const char* help, prometheus::MetricType type, double value,
                                const prometheus::Labels& labels) {
    prometheus::ClientMetric metric;
    for (const auto& [label, text] : labels) metric.label.push_back({label, text});
    if (type == prometheus::MetricType::Counter)
        metric.counter.value = value;
    else
        metric.gauge.value = value;
    return {name, help, type, {metric}};
}

/// With the names that Prometheus' own client libraries give them.
std::vector<prometheus::MetricFamily> ofTheProcess(const prometheus::Labels& labels) {
    using prometheus::MetricType;
    const ProcessUsage usage = processUsage();
    return {
        single("process_cpu_seconds_total", "Processor time used, user and system", MetricType::Counter, usage.cpuSeconds,
               labels),
        single("process_resident_memory_bytes", "Memory in use", MetricType::Gauge, usage.residentBytes, labels),
        single("process_threads", "Threads", MetricType::Gauge, usage.threads, labels),
        single("process_start_time_seconds", "Start since the epoch", MetricType::Gauge, usage.startSeconds, labels),
    };
}

}  // namespace

Registry::Registry(const std::string& service, const std::string& instance) : m_parts(std::make_unique<Parts>()) {
    m_parts->everywhere = {{"service_name", service}};
    gauge({"target_info", "What is measured"}, {{"service_instance_id", instance}}).set(1);
}

Registry::~Registry() = default;

Counter Registry::counter(const Family& family, const Labels& labels) {
    auto& found =
        prometheus::BuildCounter().Name(family.name).Help(family.help).Labels(m_parts->everywhere).Register(m_parts->registry);
    return Counter(found.Add(labels));
}

Gauge Registry::gauge(const Family& family, const Labels& labels) {
    auto& found =
        prometheus::BuildGauge().Name(family.name).Help(family.help).Labels(m_parts->everywhere).Register(m_parts->registry);
    return Gauge(found.Add(labels));
}

DurationHistogram Registry::histogram(const Family& family, const Labels& labels) {
    auto& found =
        prometheus::BuildHistogram().Name(family.name).Help(family.help).Labels(m_parts->everywhere).Register(m_parts->registry);
    return DurationHistogram(found.Add(labels, durationBuckets()));
}

std::string Registry::exposition() const {
    std::vector<prometheus::MetricFamily> all = m_parts->registry.Collect();
    std::vector<prometheus::MetricFamily> own = ofTheProcess(m_parts->everywhere);
    all.insert(all.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    return prometheus::TextSerializer().Serialize(all);
}

}  // namespace headroom::services
