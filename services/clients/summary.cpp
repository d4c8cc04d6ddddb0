#include "services/clients/summary.h"

#include <fmt/format.h>

namespace headroom::services {

namespace {

constexpr double nanosecond = 1e-9;

Log::Fields times(const trace::LatencySketch& sketch) {
    const auto known = [&](double nanoseconds) { return sketch.empty() ? Log::Fields() : Log::Fields(nanoseconds * nanosecond); };
    return {{"count", sketch.count()},
            {"mean", known(sketch.mean())},
            {"min", known(static_cast<double>(sketch.min()))},
            {"p50", known(sketch.quantile(0.5))},
            {"p90", known(sketch.quantile(0.9))},
            {"p99", known(sketch.quantile(0.99))},
            {"p999", known(sketch.quantile(0.999))},
            {"max", known(static_cast<double>(sketch.max()))}};
}

}  // namespace

Log::Fields summaryFields(const std::string& client, const JourneyTally::Totals& totals, std::size_t inFlight) {
    constexpr double quantileError = 1.0 / (2 << trace::LatencySketch::subBucketBits);
    return {{"client", client},
            {"offered", totals.offered},
            {"completed", totals.completed},
            {"failed", totals.failed},
            {"rejected", totals.rejected},
            {"refused", totals.refused},
            {"inFlight", inFlight},
            {"latency", times(totals.latency)},
            {"lateness", times(totals.lateness)},
            {"quantileError", quantileError}};
}

std::string summarySentence(const std::string& client, const JourneyTally::Totals& totals, std::size_t inFlight) {
    std::string text = fmt::format("{}: {} journeys were due, {} completed", client, totals.offered, totals.completed);
    const auto add = [&](std::uint64_t count, const char* what) {
        if (count > 0) text += fmt::format(", {} {}", count, what);
    };
    add(totals.failed, "failed");
    add(totals.rejected, "were rejected");
    add(totals.refused, "were refused by the generator: too many in flight");
    add(inFlight, "had not ended");
    return text;
}

}  // namespace headroom::services
