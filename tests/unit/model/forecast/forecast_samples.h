#pragma once
// A small scenario, and traces of it made by hand.

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/scenario/reader.h"
#include "model/trace/memory_trace.h"

namespace headroom::forecast::samples {

/// 100 records/s into four partitions; two threads of 5 ms a record.
inline const std::string shopText = R"(scenario: shop
duration: 10m
clients:
  users: {load: poisson(100/s), journey: [{publish: {to: orders, via: async}}]}
services:
  audit: {replicas: 2, listeners: {audit: {topics: [orders], steps: [{wait: 5ms}]}}}
kafka:
  main: {brokers: 3}
topics:
  orders: {partitions: 4, replicas: 3, config: {retention.ms: 60000}}
)";

inline model::Scenario scenarioOf(const std::string& text, const std::vector<model::Setting>& settings = {}) {
    model::ReadOptions options;
    options.settings = settings;
    model::ReadResult read = model::readScenarioText(text, "shop.yaml", options);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) ADD_FAILURE() << model::toString(diagnostic);
    return read.scenario.value_or(model::Scenario{});
}

/// A trace with a frame a second; NaN is unknown.
class TraceMaker {
public:
    explicit TraceMaker(const std::string& runtime = "native") {
        trace::Header header;
        header.runtime = runtime;
        trace.begin(header);
    }

    /// A gauge, or a counter, with one value a frame. All have equally many.
    TraceMaker& with(const std::string& element, const std::string& metric, std::vector<double> values,
                     trace::SeriesKind kind = trace::SeriesKind::Gauge, const std::string& parent = "") {
        if (trace.findElement(element) == nullptr) {
            const std::size_t slash = element.find('/');
            trace.declare(trace::Element{trace::ElementIndex{m_elements++}, element, element.substr(0, slash),
                                         element.substr(slash + 1), parent});
        }
        const trace::SeriesIndex index{static_cast<std::uint32_t>(m_columns.size())};
        trace.declare(trace::Series{index, trace.findElement(element)->index, metric, "1", kind});
        m_columns.push_back(std::move(values));
        return *this;
    }
    TraceMaker& counter(const std::string& element, const std::string& metric, std::vector<double> values) {
        return with(element, metric, std::move(values), trace::SeriesKind::Counter);
    }
    TraceMaker& partition(const std::string& group, const std::string& topic, int number, const std::string& metric,
                          std::vector<double> values) {
        return with("partitionOfGroup/" + group + "/" + topic + "/" + std::to_string(number), metric, std::move(values),
                    trace::SeriesKind::Gauge, "group/" + group);
    }

    const trace::MemoryTrace& made() {
        for (std::size_t i = 0; i < m_columns.at(0).size(); ++i) {
            trace::Frame frame;
            frame.number = i;
            frame.time = model::Instant{static_cast<std::int64_t>(i) * 1'000'000'000};
            for (std::size_t s = 0; s < m_columns.size(); ++s)
                frame.values.emplace_back(trace::SeriesIndex{static_cast<std::uint32_t>(s)}, m_columns[s].at(i));
            trace.frame(frame);
        }
        return trace;
    }

    trace::MemoryTrace trace;

private:
    std::uint32_t m_elements = 0;
    std::vector<std::vector<double>> m_columns;
};

}  // namespace headroom::forecast::samples
