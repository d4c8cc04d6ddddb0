#include "app/presentation/html_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/presentation/format.h"
#include "app/presentation/frame_figures.h"
#include "app/presentation/html_page.h"
#include "app/presentation/kinds.h"
#include "app/presentation/layered_layout.h"
#include "model/topology/topology_graph.h"

namespace headroom::presentation {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t mostIntervals = 600;
constexpr std::array drawnKinds{"client", "service", "store", "topic", "group"};
constexpr std::size_t npos = static_cast<std::size_t>(-1);

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

/// Four significant digits are more than a chart can show.
ordered_json shortened(const std::vector<double>& values) {
    ordered_json result = ordered_json::array();
    for (const double value : values) {
        if (!std::isfinite(value)) {
            result.push_back(nullptr);
            continue;
        }
        const double scale = value == 0 ? 1 : std::pow(10.0, 3 - std::floor(std::log10(std::abs(value))));
        const double rounded = std::round(value * scale) / scale;
        if (rounded == std::round(rounded) && std::abs(rounded) < 1e15)
            result.push_back(static_cast<std::int64_t>(rounded));
        else
            result.push_back(rounded);
    }
    return result;
}

/// Elements to draw and what joins them.
struct Drawing {
    std::vector<std::size_t> elements;  ///< indexes into the figures
    std::vector<std::pair<std::size_t, std::size_t>> edges;
    std::vector<std::string> relations;
};

Drawing drawingOf(const FrameFigures& figures, const model::Scenario* scenario) {
    Drawing drawing;
    std::vector<std::size_t> place(figures.elements.size(), npos);
    for (std::size_t i = 0; i < figures.elements.size(); ++i) {
        if (std::find(drawnKinds.begin(), drawnKinds.end(), figures.elements[i].kind) == drawnKinds.end()) continue;
        place[i] = drawing.elements.size();
        drawing.elements.push_back(i);
    }
    if (scenario == nullptr) return drawing;
    const model::TopologyGraph graph(*scenario);
    const auto placeOf = [&](std::size_t element) {
        const std::string& id = graph.elements()[element].id;
        for (std::size_t i = 0; i < figures.elements.size(); ++i) {
            const std::string& traced = figures.elements[i].id;
            // A traced group is named after its topic or listener as well where there are several.
            if (traced == id ||
                (traced.starts_with(id) && traced.size() > id.size() && (traced[id.size()] == '@' || traced[id.size()] == '/')))
                return place[i];
        }
        return npos;
    };
    for (const model::TopologyEdge& edge : graph.edges()) {
        if (edge.relation == model::Relation::Hosts || edge.relation == model::Relation::Replicates) continue;
        const bool runs = edge.relation == model::Relation::Runs;
        const std::size_t from = placeOf(runs ? edge.to : edge.from);
        const std::size_t to = placeOf(runs ? edge.from : edge.to);
        if (from == npos || to == npos || from == to) continue;
        drawing.edges.emplace_back(from, to);
        drawing.relations.emplace_back(runs ? "runs in" : model::name(edge.relation));
    }
    return drawing;
}

ordered_json topologyData(const FrameFigures& figures, const model::Scenario* scenario) {
    const Drawing drawing = drawingOf(figures, scenario);
    const Layout layout = layeredLayout(drawing.elements.size(), drawing.edges);
    ordered_json nodes = ordered_json::array();
    for (std::size_t i = 0; i < drawing.elements.size(); ++i)
        nodes.push_back({{"e", drawing.elements[i]}, {"x", layout.nodes[i].x}, {"y", layout.nodes[i].y}});
    ordered_json edges = ordered_json::array();
    for (std::size_t i = 0; i < drawing.edges.size(); ++i) {
        ordered_json points = ordered_json::array();
        for (const Point& point : layout.edges[i]) points.push_back({std::round(point.x), std::round(point.y)});
        edges.push_back({{"p", points}, {"r", drawing.relations[i]}});
    }
    return {{"width", layout.width}, {"height", layout.height}, {"nodes", nodes}, {"edges", edges}};
}

ordered_json pageData(const Report& report, const FrameFigures& figures, const model::Scenario* scenario) {
    ordered_json elements = ordered_json::array();
    for (const ElementFigures& element : figures.elements) {
        ordered_json lines = ordered_json::object();
        for (const FigureLine& line : element.lines) lines[line.name] = {{"unit", line.unit}, {"v", shortened(line.values)}};
        elements.push_back({{"id", element.id}, {"kind", element.kind}, {"name", element.name}, {"lines", lines}});
    }
    ordered_json events = ordered_json::array();
    for (const TimelineEntry& entry : report.timeline)
        events.push_back({{"t", static_cast<double>(entry.from.ns) / 1e9},
                          {"kind", entry.kind},
                          {"e", entry.element},
                          {"s", entry.severity},
                          {"text", entry.sentence},
                          {"source", entry.source}});
    return {{"times", figures.times},
            {"elements", elements},
            {"topology", topologyData(figures, scenario)},
            {"events", events},
            {"warmup", report.warmupSeconds}};
}

class HtmlTables {
public:
    explicit HtmlTables(const Report& report) : m_report(report) {}

    std::string expectations() const {
        if (m_report.expectations.empty()) return "<p>The scenario states none.</p>";
        std::string out =
            "<table><tr><th>expectation<th><th class=n>value<th class=n>95 % interval<th "
            "class=n>reference<th>role<th>source</tr>";
        for (const ExpectationRow& row : m_report.expectations)
            out += fmt::format("<tr><td>{}<td class={}<td class=n>{}<td class=n>{}<td class=n>{}<td>{}<td>{}</tr>",
                               escaped(row.claim.name),
                               (!row.isEvaluated ? "plain>"
                                : row.pass       ? "good>"
                                                 : "bad>") +
                                   standingText(row),
                               row.value ? escaped(formatValue(row.value, row.claim.unit)) : escaped(row.comparison),
                               row.halfWidth ? "± " + escaped(formatValue(*row.halfWidth, row.claim.unit)) : "–",
                               escaped(referenceText(row.claim)), roleText(row.claim.role), escaped(row.claim.source));
        return out + "</table>";
    }

    std::string elements() const {
        std::string out;
        for (const Kind& kind : kindsOf(m_report)) {
            std::vector<const Column*> shown;
            for (const Column& column : columns())
                if (std::any_of(kind.rows.begin(), kind.rows.end(),
                                [&](const ElementRow* row) { return !cellText(*row, column).empty(); }))
                    shown.push_back(&column);
            out += "<table><tr><th>" + escaped(kind.plural);
            for (const Column* column : shown) out += "<th class=n>" + escaped(column->head);
            out += "<th>trouble</tr>";
            for (const ElementRow* row : kind.rows) {
                out += "<tr><td>" + escaped(row->name);
                for (const Column* column : shown) out += "<td class=n>" + escaped(cellText(*row, *column));
                out += "<td>" + escaped(troubleText(*row)) + "</tr>";
            }
            out += "</table>";
        }
        return out;
    }

    std::string guesses() const {
        if (m_report.guesses.empty()) return "<p>The scenario has none.</p>";
        std::string out = "<p>" + escaped(m_report.guessMethod) +
                          "</p><table><tr><th>guess<th class=n>range<th class=n>used<th class=n>effect<th>origin</tr>";
        for (const GuessRow& row : m_report.guesses)
            out += fmt::format("<tr><td>{}<td class=n>{} … {}<td class=n>{}<td class=n>{}<td>{}</tr>", escaped(row.path),
                               formatValue(row.low, row.unit), formatValue(row.high, row.unit), formatValue(row.value, row.unit),
                               escaped(row.effectText), escaped(row.origin));
        return out + "</table>";
    }

    std::string facts() const {
        std::string out =
            fmt::format("{}; seed {}; fingerprint {:016x}", escaped(lengthText(m_report)), m_report.seed, m_report.fingerprint);
        if (m_report.replications > 1) out += fmt::format("; {} replications", m_report.replications);
        if (m_report.warmupSeconds > 0)
            out += "; warm-up of " + formatValue(m_report.warmupSeconds, "s") + " left out of the tables";
        for (const auto& [name, value] : m_report.settings) out += "; " + escaped(name) + " = " + escaped(value);
        for (const std::string& note : m_report.notes) out += "<br>Note: " + escaped(note);
        return out;
    }

private:
    const Report& m_report;
};

/// JSON that can stand inside a script element.
std::string embeddable(const ordered_json& json) {
    std::string text = json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    for (std::size_t at = text.find("</"); at != std::string::npos; at = text.find("</", at + 3)) text.replace(at, 2, "<\\/");
    return text;
}

}  // namespace

std::string htmlReport(const Report& report, const trace::MemoryTrace& trace, const model::Scenario* scenario) {
    const FrameFigures figures = frameFigures(trace, scenario, mostIntervals);
    const HtmlTables tables(report);
    const char* verdictClass = !report.hasVerdict() ? "plain" : report.pass ? "good" : "bad";
    const char* sign = !report.hasVerdict() ? "" : report.pass ? "✓ " : "✗ ";
    std::string out =
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>" +
        escaped(report.scenario) + "</title><style>" + pageStyle() + "</style></head><body>";
    out += "<header><h1>" + escaped(report.scenario) + "</h1><p>" + escaped(report.description) + "</p><p class=\"verdict " +
           verdictClass + "\">" + sign + escaped(report.verdict) + "</p><p class=facts>" + tables.facts() + "</p></header>";
    out += pageMoment();
    out += "<h2>Expectations</h2>" + tables.expectations();
    out += "<h2>Bottleneck</h2><p>" +
           escaped(report.bottleneck ? report.bottleneck->sentence : std::string("No element's utilisation is known.")) + "</p>";
    out += "<h2>Elements</h2>" + tables.elements() + "<h2>Guesses</h2>" + tables.guesses();
    out += "<script type=\"application/json\" id=data>" + embeddable(pageData(report, figures, scenario)) + "</script><script>" +
           pageScript() + "</script></body></html>\n";
    return out;
}

}  // namespace headroom::presentation
