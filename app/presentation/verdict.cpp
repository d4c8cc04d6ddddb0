#include <fmt/format.h>

#include <algorithm>

#include "app/presentation/format.h"
#include "app/presentation/report_builder.h"
#include "model/find_named.h"

namespace headroom::presentation {
namespace {

constexpr double saturated = 0.95;

/// Brokers and pods count for the thing they belong to only by their own row; clients limit nothing.
bool canLimit(const ElementRow& row) {
    return row.kind != "client";
}

bool isFailing(const ExpectationRow& row) {
    return row.isEvaluated && !row.pass;
}

/// What nobody measured a live session says nothing about.
bool isLive(const Report& report) {
    return report.runtime == "live";
}

long skipped(const Report& report) {
    return std::count_if(report.expectations.begin(), report.expectations.end(),
                         [](const auto& row) { return !row.isEvaluated; });
}

std::string skippedPart(const Report& report) {
    if (skipped(report) == 0 || !report.hasJudged()) return {};
    return fmt::format("{} not evaluated, as {}", skipped(report),
                       isLive(report) ? "not everything was measured" : "the run is too short");
}

std::string expectationPart(const Report& report) {
    const auto failed = std::count_if(report.expectations.begin(), report.expectations.end(), isFailing);
    const auto all = static_cast<long>(report.expectations.size()) - skipped(report);
    if (report.expectations.empty()) return "The scenario states no expectation";
    if (all == 0 && isLive(report)) return "Nothing was measured that an expectation is about";
    if (all == 0) return "The run is too short to judge any expectation";
    if (failed == 0) return all == 1 ? "The expectation holds" : fmt::format("All {} expectations hold", all);
    const auto first = std::find_if(report.expectations.begin(), report.expectations.end(), isFailing);
    const std::string what = fmt::format("'{}'{} {}", first->claim.name, first->value ? " is" : ":", first->comparison);
    if (failed == 1) return fmt::format("1 of {} expectation{} fails: {}", all, all == 1 ? "" : "s", what);
    return fmt::format("{} of {} expectations fail, first {}", failed, all, what);
}

std::string limitPart(const Report& report) {
    if (!report.bottleneck) return {};
    const Bottleneck& limit = *report.bottleneck;
    const std::string share = formatValue(limit.utilisation, "%");
    if (limit.utilisation >= saturated) return fmt::format("{} is saturated ({} busy)", limit.element, share);
    return fmt::format("the busiest element is {} at {}", limit.element, share);
}

std::string loadPart(const Report& report) {
    double rate = 0;
    for (const ElementRow& row : report.elements)
        if (const Metric* metric = row.kind == "client" ? row.findMetric("throughput") : nullptr) rate += metric->value;
    return rate > 0 ? "clients complete " + formatValue(rate, "journeys/s") : "";
}

/// A backlog that takes longer than this to pass at the element's own pace is worth a word in the verdict.
constexpr double noticeableSeconds = 10;

std::string backlogPart(const Report& report) {
    for (const ElementRow& row : report.elements) {
        const Metric* left = row.findMetric(row.kind == "group" ? "lagEnd" : "outboxLeft");
        const Metric* pace = row.findMetric(row.kind == "group" ? "throughput" : "recordsAcknowledgedRate");
        if (left == nullptr || pace == nullptr || left->value <= noticeableSeconds * std::max(pace->value, 1.0)) continue;
        return fmt::format("{} ends with a backlog of {}", row.id, formatValue(left->value, left->unit));
    }
    return {};
}

}  // namespace

const Metric* ElementRow::findMetric(const std::string& metric) const {
    return model::findNamed(metrics, &Metric::name, metric);
}

const ElementRow* Report::findElement(const std::string& id) const {
    return model::findNamed(elements, &ElementRow::id, id);
}

bool Report::hasJudged() const {
    return std::any_of(expectations.begin(), expectations.end(), [](const auto& row) { return row.isEvaluated; });
}

std::optional<Bottleneck> findBottleneck(const std::vector<ElementRow>& elements) {
    const ElementRow* busiest = nullptr;
    double most = 0;
    for (const ElementRow& row : elements) {
        const Metric* metric = canLimit(row) ? row.findMetric("utilisation") : nullptr;
        if (metric == nullptr || metric->value <= most) continue;
        busiest = &row;
        most = metric->value;
    }
    if (busiest == nullptr) return std::nullopt;
    const std::string share = formatValue(most, "%");
    std::string sentence;
    if (most >= saturated)
        sentence = fmt::format("{} is {} busy: it is saturated, and everything that needs it waits", busiest->id, share);
    else
        sentence = fmt::format(
            "{} is {} busy on average, more than any other CPU, store or link; an even load with the same mix and settings "
            "saturates it at {:.3g} times this one, if threads, connection pools and relays, which check counts, are not full "
            "before",
            busiest->id, share, 1 / most);
    return Bottleneck{busiest->id, most, sentence};
}

void judge(Report& report) {
    report.pass = std::none_of(report.expectations.begin(), report.expectations.end(), isFailing);
    std::string verdict;
    if (report.isMeasured() && !report.wasInterrupted())
        verdict = "Measured for " + formatValue(report.simulatedSeconds, "s") + ": ";
    else if (report.outcome != "completed")
        verdict = fmt::format("Not finished ({} after {} of simulated time): ", report.outcome,
                              formatValue(report.simulatedSeconds, "s"));
    verdict += expectationPart(report);
    if (report.wasInterrupted() && report.hasJudged()) verdict += " so far";
    for (const std::string& part : {skippedPart(report), loadPart(report), limitPart(report), backlogPart(report)})
        if (!part.empty()) verdict += "; " + part;
    report.verdict = verdict + ".";
}

}  // namespace headroom::presentation
