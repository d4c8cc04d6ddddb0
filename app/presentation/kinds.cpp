#include "app/presentation/kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/presentation/format.h"

namespace headroom::presentation {
namespace {

using model::Expectation;

constexpr std::array<std::pair<const char*, const char*>, 8> shownKinds{{{"client", "clients"},
                                                                         {"service", "services"},
                                                                         {"store", "stores"},
                                                                         {"cluster", "Kafka clusters"},
                                                                         {"broker", "brokers"},
                                                                         {"topic", "topics"},
                                                                         {"group", "consumer groups"},
                                                                         {"link", "links"}}};
// Parts of the elements above: hundreds of rows that the machine-readable formats have.
constexpr std::array hiddenKinds{"pod", "partition", "partitionOfGroup", "listener", "cgroup", "node", "zone", "step"};

constexpr std::array<std::pair<const char*, const char*>, 17> troubles{{{"outboxLeft", "rows left in the outbox"},
                                                                        {"failed", "failed"},
                                                                        {"rejected", "rejected"},
                                                                        {"unreachable", "unreachable"},
                                                                        {"recordsFailed", "records not published"},
                                                                        {"deadLettered", "dead-lettered"},
                                                                        {"skipped", "skipped"},
                                                                        {"redelivered", "redelivered"},
                                                                        {"lostRecords", "lost"},
                                                                        {"lostAcknowledged", "acknowledged and lost"},
                                                                        {"expiredUnread", "expired unread"},
                                                                        {"truncated", "truncated"},
                                                                        {"elections", "elections"},
                                                                        {"rebalances", "rebalances"},
                                                                        {"restarts", "restarts"},
                                                                        {"duplicates", "duplicates"},
                                                                        {"dropped", "dropped"}}};

/// "requests/s" is said once, by the column; here "/s" is enough.
std::string shortUnit(const Metric& metric) {
    if (metric.name == "throughput" && metric.unit != "B/s") return "/s";
    if (metric.unit == "records" || metric.unit == "requests" || metric.unit == "pods" || metric.unit == "journeys") return "";
    return metric.unit;
}

bool hasCells(const ElementRow& row) {
    const auto& all = columns();
    return !troubleText(row).empty() ||
           std::any_of(all.begin(), all.end(), [&](const Column& c) { return row.findMetric(c.metric) != nullptr; });
}

/// "1 election", "3 elections".
std::string counted(std::string word, double count) {
    if (count == 1 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
    return word;
}

Kind ofKind(const Report& report, const std::string& kind, const std::string& plural) {
    Kind result{kind, plural, {}};
    for (const ElementRow& row : report.elements)
        if (row.kind == kind && hasCells(row)) result.rows.push_back(&row);
    return result;
}

}  // namespace

std::vector<Kind> kindsOf(const Report& report) {
    std::vector<Kind> kinds;
    std::vector<std::string> known(hiddenKinds.begin(), hiddenKinds.end());
    for (const auto& [kind, plural] : shownKinds) {
        known.emplace_back(kind);
        kinds.push_back(ofKind(report, kind, plural));
    }
    for (const ElementRow& row : report.elements) {
        if (std::find(known.begin(), known.end(), row.kind) != known.end()) continue;
        known.push_back(row.kind);
        kinds.push_back(ofKind(report, row.kind, row.kind));
    }
    std::erase_if(kinds, [](const Kind& kind) { return kind.rows.empty(); });
    return kinds;
}

const std::vector<Column>& columns() {
    static const std::vector<Column> all{{"throughput", "throughput", ""}, {"busy", "utilisation", ""},
                                         {"p50", "latencyP50", ""},        {"p95", "latencyP95", ""},
                                         {"p99", "latencyP99", ""},        {"max", "latencyMax", ""},
                                         {"lag (max)", "lag", "lagMax"},   {"time lag (max)", "timeLag", "timeLagMax"},
                                         {"replicas", "replicas", ""}};
    return all;
}

std::string cellText(const ElementRow& row, const Column& column) {
    const Metric* metric = row.findMetric(column.metric);
    if (metric == nullptr) return {};
    // A service that only listens takes no requests: its groups say what it does.
    if (row.kind == "service" && metric->name == "throughput" && metric->value == 0) return {};
    if (metric->name == "replicas") {
        const Metric* least = row.findMetric("replicasMin");
        const Metric* most = row.findMetric("replicasMax");
        if (least != nullptr && most != nullptr && least->value != most->value && !metric->halfWidth)
            return fmt::format("{:.0f}–{:.0f}", least->value, most->value);
    }
    std::string text = formatInterval(metric->value, metric->halfWidth, shortUnit(*metric));
    const Metric* second = column.second.empty() ? nullptr : row.findMetric(column.second);
    if (second != nullptr) text += " (" + formatValue(second->value, shortUnit(*second)) + ")";
    return text;
}

std::string troubleText(const ElementRow& row) {
    std::string text;
    for (const auto& [name, word] : troubles) {
        const Metric* metric = row.findMetric(name);
        if (metric == nullptr || metric->value == 0) continue;
        text += (text.empty() ? "" : ", ") + formatValue(metric->value, "") + " " + counted(word, metric->value);
    }
    return text;
}

std::string toleranceText(const Expectation& claim) {
    if (claim.tolerance == 0 || claim.comparison == Expectation::Comparison::Equal) return {};
    return "± " + formatValue(claim.tolerance, claim.toleranceIsRelative ? "%" : claim.unit);
}

std::string referenceText(const Expectation& claim) {
    const std::string reference = formatValue(claim.reference, claim.unit);
    const std::string tolerance = toleranceText(claim);
    const std::string suffix = tolerance.empty() ? "" : " " + tolerance;
    switch (claim.comparison) {
        case Expectation::Comparison::AtMost: return "≤ " + reference + suffix;
        case Expectation::Comparison::AtLeast: return "≥ " + reference + suffix;
        case Expectation::Comparison::Equal: return "= " + reference;
        case Expectation::Comparison::Near: return reference + suffix;
    }
    return reference;
}

std::string standingText(const ExpectationRow& row) {
    if (!row.isEvaluated) return "– not evaluated";
    return row.pass ? "✓ holds" : "✗ fails";
}

std::string lengthText(const Report& report) {
    const std::string length = formatValue(report.simulatedSeconds, "s");
    if (report.isMeasured()) return length + " measured live";
    return fmt::format("{} simulated in {} on {}", length, formatValue(report.wallSeconds, "s"), report.runtime);
}

std::string roleText(Expectation::Role role) {
    switch (role) {
        case Expectation::Role::Calibrated: return "calibrated";
        case Expectation::Role::Predicted: return "predicted";
        case Expectation::Role::Required: return "required";
    }
    return {};
}

}  // namespace headroom::presentation
