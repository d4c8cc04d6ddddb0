// The table of metrics that a scenario's expectations are checked against is what simulations declare.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/scenario/metric_names.h"
#include "model/scenario/reader.h"
#include "sim/infrastructure/native/native_infrastructure.h"
#include "sim/world/world.h"

namespace headroom::sim {
namespace {

using Series = std::map<std::string, std::set<std::string>>;

/// Keeps the names of all series by the kind of their element.
class SeriesSink final : public trace::TraceSink {
public:
    void begin(const trace::Header&) override {}
    void declare(const trace::Element& element) override { m_kinds.push_back(element.kind); }
    void declare(const trace::Series& series) override { m_series[m_kinds.at(series.element.value)].insert(series.name); }
    void frame(const trace::Frame&) override {}
    void event(const trace::Event&) override {}
    void span(const trace::Span&) override {}
    void end(const trace::Footer&) override {}

    const Series& series() const { return m_series; }

private:
    std::vector<std::string> m_kinds;
    Series m_series;
};

Series declaredBy(const std::string& path) {
    model::ReadOptions options;
    options.settings = {{"duration", "2s"}, {"warmup", "0s"}, {"faults", "[]"}, {"expect", "[]"}};
    const model::ReadResult read = model::readScenario(HEADROOM_SOURCE_DIR "/scenarios/" + path, options);
    for (const model::Diagnostic& finding : read.diagnostics.all())
        if (finding.severity == model::Severity::Error) ADD_FAILURE() << model::toString(finding);
    if (!read.scenario) return {};
    SeriesSink sink;
    Kernel kernel;
    const auto infrastructure = makeNativeInfrastructure(kernel);
    World world(*read.scenario, kernel, *infrastructure, sink);
    kernel.runUntil(Instant{} + read.scenario->duration);
    return sink.series();
}

TEST(DeclaredSeries, AreWhatExpectationsMayAskFor) {
    Series declared;
    for (const char* path : {"transaction-platform.yaml", "monolith.yaml", "paste-your-own/scenario.yaml", "lessons/consumer-lag.yaml",
                             "lessons/autoscaling.yaml", "lessons/circuit-breaker.yaml"})
        for (const auto& [kind, names] : declaredBy(path)) declared[kind].insert(names.begin(), names.end());
    Series table;
    for (const std::string& kind : model::measuredKinds()) {
        const std::vector<std::string>& names = model::metricNames(kind);
        table[kind] = {names.begin(), names.end()};
    }
    EXPECT_EQ(declared, table);
}

}  // namespace
}  // namespace headroom::sim
