#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <memory>
#include <optional>

#include "app/desktop/views/graph/graph_model.h"
#include "app/desktop/views/playhead.h"
#include "app/presentation/instant_figures.h"

namespace headroom::views {

/// What a card shows now, in words and numbers; the view only draws it.
struct CardContent {
    QString title;
    QString detail;  ///< "3 replicas", "2 of 4 pods", "PostgreSQL · zone-a"
    QString figure;  ///< "48.2 k/s"
    QString second;  ///< "p99 12.0 ms", "lag 1.20 M"
    double utilisation = std::nan("");
    QString utilisationText;  ///< "87 %"; empty where unknown
    std::vector<double> history;
    std::vector<double> partitionLag;
    presentation::CardState state = presentation::CardState::Idle;
    QString stateWord;
    QString badge;            ///< "limits the rest", "full at 1.7×"; empty: none
    bool isBottleneck = false;
    bool isSinglePoint = false;
    bool isEstimated = false;  ///< of an analysis, not of a run
    std::vector<presentation::CardState> cells;  ///< of nodes, one each
    bool operator==(const CardContent&) const = default;

    /// Everything of it as one sentence, for those who can't see it.
    QString sentence() const;
};

/// Works out contents: measured at the playhead, or where there is no run, estimated by the analysis.
class CardContents {
public:
    /// All outlive it.
    CardContents(const GraphModel& graph, const StaticAnalysis& analysis, const TraceSource& source, const Playhead& playhead);

    /// The history is what costs most; from afar nobody sees it.
    CardContent of(const GraphNode& node, bool withHistory = true);
    /// What flows along an edge in a second, now.
    double rateOf(const GraphEdge& edge) const;
    /// Whether contents come from a run.
    bool isMeasured() const;
    /// Call before a round of of(): what the instant is. What limits the rest, and what flows along edges, is that of the round before;
    /// `precisely` makes it this instant's, for the price of a round.
    void refresh(bool precisely = true);

private:
    void forget();
    CardContent measured(const GraphNode& node, bool withHistory);
    CardContent estimated(const GraphNode& node) const;
    void describe(CardContent& content, const GraphNode& node) const;
    presentation::CardFigures figuresOf(const GraphNode& node, std::size_t frame, std::size_t history);
    void followTrace();
    void takeAnalysis();
    QString expectedBottleneck() const;
    void note(const GraphNode& node, const presentation::CardFigures& figures);

    const GraphModel& m_graph;
    const StaticAnalysis& m_analysis;
    const TraceSource& m_source;
    const Playhead& m_playhead;
    std::unique_ptr<presentation::InstantFigures> m_figures;
    const trace::MemoryTrace* m_figuresOf = nullptr;  ///< null: of one that is no more
    const model::Scenario* m_figuresScenario = nullptr;
    std::optional<std::size_t> m_frame;
    QString m_bottleneck;
    QString m_busiest;       ///< of this round so far
    double m_busiestLoad = 0;
    QHash<QString, double> m_taken;  ///< throughput by node, as last asked for
    std::shared_ptr<const AnalysisResult> m_result;
    QHash<QString, const model::Break*> m_breaks;  ///< the first of each element, in m_result
    QHash<QString, double> m_load;                 ///< the busiest resource of each element, in m_result
    QHash<QString, double> m_rates;                ///< expected throughput, in m_result
    QSet<QString> m_singlePoints;
    QObject m_listener;  ///< ends what is listened to with this
};

}  // namespace headroom::views
