#include "app/presentation/prediction_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

#include "app/presentation/format.h"
#include "app/presentation/text_table.h"

namespace headroom::presentation {
namespace {

struct Column {
    const char* figure;
    const char* words;
};
// By importance: where a line is short, the last give way.
constexpr std::array columns{
    Column{"throughput", "throughput"},   Column{"latencyP99", "p99 latency"},   Column{"lag", "lag"},
    Column{"utilisation", "utilisation"}, Column{"latencyMean", "mean latency"}, Column{"latencyP50", "p50 latency"},
    Column{"latencyP95", "p95 latency"},  Column{"timeLag", "time lag"}};
constexpr std::size_t leastColumns = 1;

/// "44.9 | 43.7 records/s": a unit that both have stands once.
std::string beside(std::string measured, const std::string& predicted) {
    const std::size_t unit = predicted.find(' ');
    const bool isShared = unit != std::string::npos && measured.ends_with(predicted.substr(unit)) &&
                          measured.find(' ') == measured.size() - (predicted.size() - unit);
    if (isShared) measured.resize(measured.find(' '));
    return measured + " | " + predicted;
}

std::string cellOf(const ComparedElement& element, const char* name) {
    const ComparedFigure* figure = element.findFigure(name);
    // What nobody measures and never happens is no figure to anybody.
    if (figure == nullptr || (std::isnan(figure->measured) && figure->predicted == 0)) return {};
    return (figure->isOutside ? "! " : "") +
           beside(formatValue(figure->measured, figure->unit), formatValue(figure->predicted, figure->unit));
}

/// With the first so many of the columns that anybody has.
std::string tableOf(const std::vector<ComparedElement>& compared, const std::vector<Column>& shown, std::size_t width) {
    std::vector<std::string> heads{"measured | predicted"};
    for (const Column& column : shown) heads.emplace_back(column.words);
    TextTable table(heads);
    table.keepWhole(0);
    for (const ComparedElement& element : compared) {
        std::string name = element.id;
        std::ranges::replace(name, '/', ' ');
        std::vector<std::string> cells{name};
        for (const Column& column : shown) cells.push_back(cellOf(element, column.figure));
        const bool isEmpty = std::all_of(cells.begin() + 1, cells.end(), [](const std::string& cell) { return cell.empty(); });
        if (!isEmpty) table.add(std::move(cells));
    }
    return table.empty() ? "" : table.render(width);
}

std::size_t widthOf(const std::string& text) {
    std::size_t widest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, displayWidth(line));
    return widest;
}

std::vector<Column> columnsOf(const std::vector<ComparedElement>& compared) {
    std::vector<Column> present;
    for (const Column& column : columns)
        if (std::ranges::any_of(compared, [&](const ComparedElement& each) { return each.findFigure(column.figure) != nullptr; }))
            present.push_back(column);
    return present;
}

std::string loadsText(const Prediction& prediction) {
    std::string text;
    for (const forecast::ClientLoad& load : prediction.loads)
        text += fmt::format("{}client/{} at {} times the scenario's load", text.empty() ? "" : ", ", load.client,
                            formatEstimate(load.factor, load.factor * load.relativeError));
    return text.empty() ? "a scenario without clients" : text;
}

std::string headOf(const PredictionView& view) {
    const std::string under = view.isSimulating ? "; a simulation is under way" : "";
    if (!view.prediction)
        return view.waiting.empty() ? "No prediction yet" + under : "No prediction yet: " + view.waiting + under;
    std::string text = fmt::format("Measured over {}, predicted {} ago for {}", formatValue(view.measuredSeconds, "s"),
                                   formatValue((view.now - view.prediction->at).toSeconds(), "s"), loadsText(*view.prediction));
    if (view.isOutdated) text += "; the load is another by now";
    return text + under;
}

}  // namespace

std::string predictedFigureWords(const std::string& figure) {
    const auto found = std::ranges::find(columns, figure, &Column::figure);
    return found == columns.end() ? figure : found->words;
}

std::string predictionText(const PredictionView& view, std::size_t width) {
    std::string text = wrapped(headOf(view), width, "  ") + "\n";
    if (!view.failure.empty()) text += "! " + wrapped(view.failure, width - 2, "  ") + "\n";
    if (!view.prediction) return text;
    std::vector<Column> shown = columnsOf(view.compared);
    std::string table = tableOf(view.compared, shown, width);
    std::string left;
    while (shown.size() > leastColumns && widthOf(table) > width) {
        left = shown.back().words + (left.empty() ? "" : ", " + left);
        shown.pop_back();
        table = tableOf(view.compared, shown, width);
    }
    text += table;
    if (!left.empty()) text += wrapped("needs a wider window: " + left, width, "  ") + "\n";
    for (const PredictionAlarm& alarm : view.alarms)
        text += "! " +
                wrapped(fmt::format("{}, for {}", sentenceOf(alarm), formatValue((view.now - alarm.since).toSeconds(), "s")),
                        width - 2, "  ") +
                "\n";
    for (const std::string& note : view.prediction->notes) text += wrapped("- " + note, width, "  ") + "\n";
    return text;
}

}  // namespace headroom::presentation
