#include "tests/agreement/engines.h"

#include <gtest/gtest.h>

#include "model/trace/ndjson_reader.h"
#include "model/trace/query.h"
#include "tests/golden/cli/program.h"

namespace headroom::agreement {

trace::MemoryTrace simulate(const std::string& infrastructure, const std::vector<std::string>& arguments) {
    std::vector<std::string> command{HEADROOM_ENGINE};
    command.insert(command.end(), arguments.begin(), arguments.end());
    command.insert(command.end(), {"--infrastructure", infrastructure, "--stream", "--lossless-stream"});
    const Outcome outcome = run(command);
    EXPECT_EQ(outcome.status, 0) << infrastructure << ": " << outcome.error;
    trace::MemoryTrace trace;
    trace::NdjsonReader reader(trace);
    reader.feed(outcome.output);
    reader.finish();
    EXPECT_FALSE(reader.error()) << reader.error()->message;
    EXPECT_TRUE(trace.footer() && trace.footer()->outcome == "completed") << infrastructure;
    EXPECT_EQ(trace.header().runtime, infrastructure);
    return trace;
}

Pair simulateOnBoth(const std::vector<std::string>& arguments) {
    return {simulate("native", arguments), simulate("simgrid", arguments)};
}

double value(const trace::MemoryTrace& trace, Statistic statistic, const std::string& element, const std::string& metric) {
    model::MetricQuery query;
    query.statistic = statistic;
    query.element = element;
    query.metric = metric;
    const trace::QueryResult result = trace::evaluate(query, trace);
    EXPECT_TRUE(result.value) << element << "." << metric << ": " << result.message;
    return result.value.value_or(0);
}

void expectWithin(const Pair& pair, double fraction, Statistic statistic, const std::string& element, const std::string& metric) {
    const double native = value(pair.native, statistic, element, metric);
    const double simgrid = value(pair.simgrid, statistic, element, metric);
    EXPECT_GT(native, 0) << element << "." << metric;
    EXPECT_NEAR(simgrid / native, 1, fraction) << element << "." << metric << ": native " << native << ", simgrid " << simgrid;
}

void expectLatencyAgrees(const Pair& pair, const std::string& element, const std::string& metric) {
    expectWithin(pair, 0.05, Statistic::Mean, element, metric);
    expectWithin(pair, 0.10, Statistic::P99, element, metric);
}

double growth(const trace::MemoryTrace& trace, const std::string& element, const std::string& metric) {
    const trace::Series* const series = trace.findSeries(element, metric);
    if (series == nullptr) {
        ADD_FAILURE() << "no " << element << "." << metric;
        return 0;
    }
    const std::vector<double>& column = trace.column(series->index);
    std::size_t first = 0;
    while (trace.frames()[first].time < model::Instant{} + trace.header().warmup) ++first;
    const model::Duration length = trace.frames().back().time - trace.frames()[first].time;
    return (column.back() - column[first]) / length.toSeconds();
}

}  // namespace headroom::agreement
