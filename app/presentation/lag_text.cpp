#include "app/presentation/lag_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/presentation/format.h"
#include "app/presentation/text_table.h"

namespace headroom::presentation {
namespace {

const std::string unknown = "–";

/// Whole records: who watches them compares them with another tool's.
std::string lagOf(const LagRow& row) {
    if (std::isnan(row.lag)) return unknown;
    return fmt::format("{}{:.0f}", row.isAtLeast ? "≥ " : "", row.lag);
}

std::string timeLagOf(const LagRow& row) {
    if (std::isnan(row.timeLag)) return unknown;
    return (row.isAtLeast ? "≥ " : "") + formatValue(row.timeLag, "s");
}

std::string retentionOf(const LagRow& row) {
    if (std::isinf(row.retentionLeft)) return "for ever";
    return std::isnan(row.retentionLeft) ? unknown : formatValue(row.retentionLeft, "s");
}

std::string orUnknown(const std::string& text) {
    return text.empty() ? unknown : text;
}

constexpr std::size_t mostNamed = 8;

/// "title: a, b and 3 more"; nothing of nothing.
std::string listed(const std::string& title, const std::vector<std::string>& texts, const char* separator) {
    std::string result;
    for (std::size_t i = 0; i < texts.size() && i < mostNamed; ++i) result += (i == 0 ? "" : separator) + texts[i];
    if (texts.size() > mostNamed) result += fmt::format(" and {} more", texts.size() - mostNamed);
    return texts.empty() ? result : title + result + ". ";
}

}  // namespace

std::string driftText(const LiveDrift& drift) {
    if (drift.isEmpty()) return {};
    std::string text = "Drift from the scenario. " + listed("Only in the scenario: ", drift.onlyInScenario, ", ") +
                       listed("Only in the cluster: ", drift.onlyInCluster, ", ") + listed("", drift.differences, "; ");
    text.pop_back();
    return text;
}

std::string trendText(const model::LagOutlook& outlook) {
    const std::string rate = outlook.growth ? " " + formatValue(std::abs(*outlook.growth), "/s") : "";
    switch (outlook.trend) {
        case model::LagTrend::Unknown: return unknown;
        case model::LagTrend::Steady: return "steady";
        case model::LagTrend::Growing: return "growing" + rate;
        case model::LagTrend::Recovering: return "recovering" + rate;
    }
    return unknown;
}

std::string drainText(const model::LagOutlook& outlook) {
    if (!outlook.drain) return unknown;
    return std::isinf(*outlook.drain) ? "never" : formatValue(*outlook.drain, "s");
}

std::string lagText(const LagTable& table, std::size_t width, std::size_t mostRows) {
    TextTable text({"group", "topic", "time lag", "lag in records", "trend", "drained in", "retention left", "members"});
    text.alignLeft(1);
    text.alignLeft(4);
    text.keepWhole(4);
    text.alignLeft(7);
    const std::vector<LagRow> rows = table.rows(mostRows);
    // Where nobody knows any, which is told below, there is no column for it.
    const bool hasRetention = std::ranges::any_of(rows, [](const LagRow& row) { return !std::isnan(row.retentionLeft); });
    for (const LagRow& row : rows)
        text.add({row.group, orUnknown(row.topic), timeLagOf(row), lagOf(row), trendText(row.outlook), drainText(row.outlook),
                  hasRetention ? retentionOf(row) : "", orUnknown(row.activity)});
    std::string result = text.empty() ? (table.hasCluster() ? "no consumer groups\n" : "") : text.render(width);
    if (table.size() > rows.size()) result += fmt::format("… and {} more\n", table.size() - rows.size());
    for (const std::string& warning : table.warnings()) result += "\n! " + wrapped(warning, width - 2, "  ") + "\n";
    const std::string drift = driftText(table.drift());
    if (!drift.empty()) result += "\n" + wrapped(drift, width, "") + "\n";
    for (const std::string& problem : table.problems()) result += "\n! " + wrapped(problem, width - 2, "  ") + "\n";
    return result;
}

}  // namespace headroom::presentation
