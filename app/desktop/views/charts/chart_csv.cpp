#include "app/desktop/views/charts/chart_csv.h"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "app/presentation/format.h"

namespace headroom::views {
namespace {

const char* nameOf(Figure figure) {
    switch (figure) {
        case Figure::Throughput: return "throughput";
        case Figure::Traffic: return "traffic";
        case Figure::LatencyP50: return "latencyP50";
        case Figure::LatencyP95: return "latencyP95";
        case Figure::LatencyP99: return "latencyP99";
        case Figure::ConsumerLag: return "consumerLag";
        case Figure::TimeLag: return "timeLag";
        case Figure::ReadyReplicas: return "readyReplicas";
        case Figure::WantedReplicas: return "replicas";
        case Figure::Utilisation: return "utilisation";
        case Figure::OpenBreakers: return "openBreakers";
        case Figure::Queued: return "queued";
        case Figure::Errors: return "errors";
    }
    return "";
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string headOf(const ChartBoard& board, const Chart& chart, const ChartLine& line) {
    const std::string unit = presentation::machineUnit(specOf(chart.kind).unit);
    const QString& tag = board.sources()[line.source].tag;
    const std::string prefix = tag.isEmpty() ? std::string() : tag.toStdString() + " ";
    return quoted(fmt::format("{}{} {} [{}]", prefix, line.element, nameOf(line.figure), unit));
}

/// The instants of all frames shown.
std::set<double> instantsOf(const ChartBoard& board) {
    std::set<double> instants;
    for (std::size_t source = 0; source < board.sources().size(); ++source)
        for (const double seconds : board.times(source))
            if (board.span().contains(seconds)) instants.insert(seconds);
    return instants;
}

std::string cellOf(const ChartBoard& board, const ChartLine& line, double seconds) {
    const std::vector<double>& times = board.times(line.source);
    const std::size_t position = positionAt(times, seconds);
    if (position >= times.size() || times[position] != seconds) return {};
    const double value = board.valueAt(line, seconds);
    return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

}  // namespace

std::string chartCsv(const ChartBoard& board) {
    std::string csv = "time [s]";
    for (const Chart& chart : board.charts())
        for (const ChartLine& line : chart.lines) csv += "," + headOf(board, chart, line);
    csv += "\r\n";
    for (const double seconds : instantsOf(board)) {
        csv += fmt::format("{}", seconds);
        for (const Chart& chart : board.charts())
            for (const ChartLine& line : chart.lines) csv += "," + cellOf(board, line, seconds);
        csv += "\r\n";
    }
    return csv;
}

}  // namespace headroom::views
