#include "app/cli/live_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "app/presentation/format.h"
#include "app/presentation/lag_text.h"

namespace headroom::cli {
namespace {

// What a page has besides the table's rows and what stands below them: title and heads, with room between.
constexpr std::size_t linesAbove = 6;

std::size_t linesOf(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

/// Latencies and workloads, each after a line that sets it apart; nothing of what nobody tells.
std::string otherParts(const LiveTables& tables, std::size_t width) {
    std::string all;
    // Measured beside predicted, once there is something predicted, says what the latencies alone would.
    const bool isPredicted = tables.prediction != nullptr && tables.prediction->prediction;
    const std::string latencies = isPredicted ? "" : presentation::latencyText(tables.latency, width);
    const std::string predicted = tables.prediction == nullptr ? "" : presentation::predictionText(*tables.prediction, width);
    for (const std::string& text : {latencies, predicted, presentation::workloadText(tables.workloads, width)})
        if (!text.empty()) all += "\n" + text;
    return all;
}

}  // namespace

std::string wholePage(const LiveTables& tables, const LiveScreen& screen) {
    constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
    return presentation::lagText(tables.lag, screen.columns(), all) + otherParts(tables, screen.columns());
}

std::string page(const LiveTables& tables, const LiveScreen& screen) {
    const std::size_t width = screen.columns();
    std::string others = otherParts(tables, width);
    const std::size_t least = linesAbove + linesOf(presentation::lagText(tables.lag, width, 0)) + 1;
    if (least + linesOf(others) > screen.lines() && !others.empty()) others = "\nlatencies and workloads need a higher window\n";
    const std::size_t beside = least - 1 + linesOf(others);
    const std::size_t room = std::max<std::size_t>(1, screen.lines() - std::min(screen.lines(), beside));
    return fmt::format("{}  {}  (Ctrl-C ends)\n\n", tables.lag.title(), presentation::formatClock(tables.lag.now())) +
           presentation::lagText(tables.lag, width, room) + others;
}

}  // namespace headroom::cli
