#pragma once

#include <QString>
#include <QStringList>
#include <vector>

#include "app/desktop/views/charts/chart_kind.h"
#include "app/desktop/views/charts/element_history.h"
#include "model/trace/memory_trace.h"

namespace headroom::views {

/// How a line is drawn, besides its colour.
enum class LinePattern { Solid, Dashed, Dotted };

/// One line of a chart.
struct ChartLine {
    std::string element;
    QString label;  ///< "transaction p99", "audit (group)", "transaction B"
    Figure figure = Figure::Throughput;
    std::size_t source = 0;
    int look = 0;   ///< of the element: the same number in all charts; gives its colour and marker
    LinePattern pattern = LinePattern::Solid;
    bool operator==(const ChartLine&) const = default;
};

struct Chart {
    ChartKind kind = ChartKind::Throughput;
    std::vector<ChartLine> lines;
    std::size_t leftOut = 0;  ///< elements that have such a figure, but no place
    bool operator==(const Chart&) const = default;
};

/// An element that may have lines, and its histories in each source (null where the source doesn't know it).
struct ChartElement {
    std::string id;
    QString name;
    std::vector<const ElementHistory*> histories;
};

/// The elements of a system worth a line, at most so many: clients, services, groups, stores, brokers, topics, links.
std::vector<std::string> elementsOfSystem(const trace::MemoryTrace& trace, std::size_t most);

/// What elements are called beside each other: their names, with the kind where two share one.
std::vector<QString> distinctNames(const std::vector<std::string>& ids, const trace::MemoryTrace& trace);

/// The chart of a kind for these elements. Up to `most` elements get lines; with one or two of them, and one source, all the
/// figures of the kind are shown, else the one that matters most. `tags` name the sources. Without a
/// choice of a person's, elements that always have 0 are left out, as long as one has more.
struct ChartChoice {
    std::vector<QString> tags;
    std::size_t most = 8;
    bool isChosen = false;  ///< a person selected the elements
};
Chart chartOf(const ChartSpec& spec, const std::vector<ChartElement>& elements, const ChartChoice& choice);

}  // namespace headroom::views
