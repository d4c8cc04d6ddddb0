#include "app/desktop/views/charts/chart_lines.h"

#include <algorithm>
#include <array>
#include <functional>

namespace headroom::views {
namespace {

constexpr std::array kindsOfSystem{"client", "service", "group", "store", "broker", "topic", "link"};

LinePattern patternOf(Figure figure) {
    switch (figure) {
        case Figure::LatencyP50: return LinePattern::Dotted;
        case Figure::LatencyP95:
        case Figure::WantedReplicas: return LinePattern::Dashed;
        default: return LinePattern::Solid;
    }
}

/// The figure that stands for the others of its chart.
std::vector<Figure> mainFigure(const ChartSpec& spec) {
    return {spec.kind == ChartKind::Latency ? Figure::LatencyP99 : spec.figures.front()};
}

bool has(const ChartElement& element, const std::vector<Figure>& figures) {
    return std::ranges::any_of(element.histories, [&](const ElementHistory* history) {
        return history != nullptr &&
               std::ranges::any_of(figures, [&](Figure figure) { return !history->values(figure).empty(); });
    });
}

bool isEverMore(const ChartElement& element, const std::vector<Figure>& figures) {
    return std::ranges::any_of(element.histories, [&](const ElementHistory* history) {
        return history != nullptr && std::ranges::any_of(figures, [&](Figure figure) { return history->isEverMore(figure); });
    });
}

class LineBuilder {
public:
    LineBuilder(const ChartSpec& spec, const std::vector<QString>& tags, std::size_t elements)
        : m_spec(spec), m_tags(tags), m_isDetailed(tags.size() == 1 && elements <= 2) {}

    std::vector<Figure> figures() const { return m_isDetailed ? m_spec.figures : mainFigure(m_spec); }

    void add(const ChartElement& element, int look, Chart& chart) const {
        for (std::size_t source = 0; source < element.histories.size(); ++source)
            for (const Figure figure : figures()) {
                const ElementHistory* history = element.histories[source];
                if (history == nullptr || history->values(figure).empty()) continue;
                const LinePattern pattern = source > 0 ? LinePattern::Dashed
                                            : m_isDetailed ? patternOf(figure) : LinePattern::Solid;
                chart.lines.push_back({element.id, labelOf(element, figure, source), figure, source, look, pattern});
            }
    }

private:
    QString labelOf(const ChartElement& element, Figure figure, std::size_t source) const {
        QString label = element.name;
        const QString word = figureWord(figure);
        const bool isSaid = m_isDetailed || m_spec.kind == ChartKind::Latency;
        if (!word.isEmpty() && isSaid) label += QLatin1Char(' ') + word;
        if (!m_tags[source].isEmpty()) label += QLatin1Char(' ') + m_tags[source];
        return label;
    }

    const ChartSpec& m_spec;
    const std::vector<QString>& m_tags;
    bool m_isDetailed;
};

}  // namespace

std::vector<std::string> elementsOfSystem(const trace::MemoryTrace& trace, std::size_t most) {
    std::vector<std::string> ids;
    for (const char* kind : kindsOfSystem)
        for (const trace::Element* element : trace.elementsOfKind(kind))
            if (ids.size() < most) ids.push_back(element->id);
    return ids;
}

std::vector<QString> distinctNames(const std::vector<std::string>& ids, const trace::MemoryTrace& trace) {
    std::vector<QString> names;
    for (const std::string& id : ids) {
        const trace::Element* element = trace.findElement(id);
        names.push_back(QString::fromStdString(element == nullptr ? id : element->name));
    }
    const std::vector<QString> plain = names;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (std::ranges::count(plain, plain[i]) > 1)
            names[i] += QStringLiteral(" (%1)").arg(QString::fromStdString(ids[i].substr(0, ids[i].find('/'))));
    return names;
}

Chart chartOf(const ChartSpec& spec, const std::vector<ChartElement>& elements, const ChartChoice& choice) {
    std::vector<std::size_t> having;
    for (std::size_t i = 0; i < elements.size(); ++i)
        if (has(elements[i], spec.figures)) having.push_back(i);
    if (!choice.isChosen) {
        const auto isMore = [&](std::size_t i) { return isEverMore(elements[i], spec.figures); };
        if (std::ranges::any_of(having, isMore)) std::erase_if(having, std::not_fn(isMore));
    }
    Chart chart{spec.kind, {}, having.size() > choice.most ? having.size() - choice.most : 0};
    const LineBuilder builder(spec, choice.tags, having.size());
    for (std::size_t i = 0; i < std::min(choice.most, having.size()); ++i)
        builder.add(elements[having[i]], static_cast<int>(having[i]), chart);
    return chart;
}

}  // namespace headroom::views
