#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "app/presentation/forecast_report.h"
#include "app/presentation/format.h"
#include "app/presentation/text_table.h"

namespace headroom::presentation {
namespace {

using forecast::Outcome;

std::string rateText(const std::optional<forecast::ObservedRate>& rate, const char* verb) {
    if (!rate) return fmt::format("how many are {} isn't known", verb);
    return fmt::format("{} ± {} are {}", formatValue(rate->perSecond, "records/s"), formatValue(rate->standardError, "/s"), verb);
}

std::string drainedText(double seconds) {
    return std::isinf(seconds) ? "never" : formatValue(seconds, "s");
}

std::string breachText(const forecast::DrainOutlook& outlook) {
    if (!outlook.breach) return fmt::format("unknown (age in {})", outlook.breachTopic);
    if (std::isinf(*outlook.breach)) return "none";
    return *outlook.breach <= 0 ? fmt::format("now, in {}", outlook.breachTopic)
                                : fmt::format("after {} in {}", formatValue(*outlook.breach, "s"), outlook.breachTopic);
}

std::string within(double seconds, double horizon) {
    return std::isinf(seconds) ? "not in " + formatValue(horizon, "s") : formatValue(seconds, "s");
}

std::vector<double> valuesOf(const ForecastRow& row, double Outcome::*value) {
    std::vector<double> values;
    values.reserve(row.outcomes.size());
    for (const Outcome& outcome : row.outcomes) values.push_back(outcome.*value);
    return values;
}

std::string bandText(const forecast::Band& band, double horizon) {
    if (band.coverage <= 0) return "";
    return fmt::format("{} … {}", within(band.low, horizon), within(band.high, horizon));
}

std::string lostText(const ForecastRow& row) {
    const forecast::Band lost = forecast::bandOf(valuesOf(row, &Outcome::lost));
    if (std::isnan(lost.median)) return "–";
    if (lost.high <= 0) return "0";
    const forecast::Band first = forecast::bandOf(valuesOf(row, &Outcome::firstLost));
    std::string text = formatValue(std::round(lost.median), "records");
    if (lost.low != lost.high) text += fmt::format(" ({} … {})", formatValue(lost.low, "1"), formatValue(lost.high, "1"));
    return std::isinf(first.low) ? text : fmt::format("{}, first after {}", text, formatValue(first.low, "s"));
}

void addNotes(const Forecast& forecast, std::size_t width, std::string& text) {
    std::vector<std::string> notes = forecast.notes;
    for (const ForecastRow& row : forecast.rows)
        for (const std::string& note : row.outlook.notes)
            if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
    if (notes.empty()) return;
    text += "\nTaken for granted\n";
    for (const std::string& note : notes) text += wrapped("- " + note, width, "  ") + "\n";
}

/// One line an alternative for those whose simulation is there.
std::string simulated(const Forecast& forecast, std::size_t width) {
    double coverage = 0;
    for (const ForecastRow& row : forecast.rows)
        if (!row.outcomes.empty()) coverage = forecast::bandOf(valuesOf(row, &Outcome::drained)).coverage;
    TextTable table({"alternative", "drained in (flow)", "(simulated)", fmt::format("{:.0f} % band", coverage * 100),
                     "lag at the end", "lost to retention", "busiest element"});
    table.alignLeft(5);
    table.alignLeft(6);
    table.keepWhole(6);
    for (const ForecastRow& row : forecast.rows) {
        if (row.outcomes.empty()) continue;
        const forecast::Band drained = forecast::bandOf(valuesOf(row, &Outcome::drained));
        const forecast::Band lag = forecast::bandOf(valuesOf(row, &Outcome::lagAtEnd));
        const Busiest busiest = busiestOf(row.outcomes);
        table.add(
            {row.name, drainedText(row.outlook.drained), within(drained.median, forecast.horizonSeconds),
             bandText(drained, forecast.horizonSeconds), formatValue(std::round(lag.median), "records"), lostText(row),
             busiest.element.empty() ? "–" : fmt::format("{}, {}", busiest.element, formatValue(busiest.utilisation, "%"))});
    }
    return table.empty() ? "" : table.render(width);
}

}  // namespace

Busiest busiestOf(const std::vector<Outcome>& outcomes) {
    std::map<std::string, std::vector<double>> found;
    for (const Outcome& outcome : outcomes)
        if (!outcome.busiest.empty()) found[outcome.busiest].push_back(outcome.utilisation);
    const auto most = std::ranges::max_element(found, {}, [](const auto& entry) { return entry.second.size(); });
    return most == found.end() ? Busiest{} : Busiest{most->first, forecast::bandOf(most->second).median};
}

std::string forecastStart(const Forecast& forecast, std::size_t width) {
    const forecast::ObservedGroup& group = forecast.group;
    const std::string source = forecast.watched
                                   ? fmt::format("{} of watching {}", formatValue(*forecast.watched, "s"), forecast.scenario)
                                   : forecast.recording;
    std::string text = fmt::format(
        "Group {}{} at {}{} of {}\n", group.group, forecast.groupWords.empty() ? "" : fmt::format(" ({})", forecast.groupWords),
        formatClock(forecast.at), forecast.atWords.empty() ? "" : fmt::format(" ({})", forecast.atWords), source);
    std::string seen = fmt::format("{} behind, time lag {}; {}; {}", formatValue(group.records, "records"),
                                   formatValue(group.age, "s"), rateText(group.processed, "read"), forecast.replicas);
    text += wrapped(seen, width, "  ") + "\n";
    for (const forecast::ClientLoad& load : forecast.loads)
        text += wrapped(fmt::format("client/{} sends {} times what the scenario says, by {}", load.client,
                                    formatEstimate(load.factor, load.factor * load.relativeError), forecast::wordsOf(load.basis)),
                        width, "  ") +
                "\n";
    text += "\nBy flow balance, without running\n";
    TextTable table({"alternative", "records come", "can be read", "limited by", "drained in", "deleted unread"});
    table.alignLeft(3);
    table.alignLeft(5);
    for (const ForecastRow& row : forecast.rows)
        table.add({row.name, formatValue(row.outlook.pace.arrivals, "/s"), formatValue(row.outlook.pace.capacity, "/s"),
                   row.outlook.pace.limitedBy, drainedText(row.outlook.drained), breachText(row.outlook)});
    return text + table.render(width);
}

std::string forecastEnd(const Forecast& forecast, std::size_t width) {
    std::string text;
    const std::string table = simulated(forecast, width);
    std::size_t runs = 0;
    for (const ForecastRow& row : forecast.rows) runs = std::max(runs, row.outcomes.size());
    if (!table.empty())
        text =
            fmt::format("\nBy simulation, {} of {} each\n", formatCount(runs, "run"), formatValue(forecast.horizonSeconds, "s")) +
            table;
    addNotes(forecast, width, text);
    return text;
}

}  // namespace headroom::presentation
