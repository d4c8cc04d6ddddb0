#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "model/analysis/lag_trend.h"
#include "model/trace/trace.h"

namespace headroom::presentation {

/// How far a group is behind in a topic.
struct LagRow {
    std::string group;
    std::string topic;         ///< empty: the group has no share in any
    std::string activity;      ///< "active, 3 members"; empty: nobody has said
    double lag = 0;            ///< records; NaN: unknown
    bool isAtLeast = false;    ///< of some of the partitions it isn't known
    double timeLag = 0;        ///< seconds the first record of those has been waiting; NaN: unknown
    double retentionLeft = 0;  ///< seconds until a record of those may be deleted unread; infinite: never; NaN: unknown
    model::LagOutlook outlook;
};

/// Where the scenario that a session is laid over and what it sees differ, in the words of the trace.
struct LiveDrift {
    std::vector<std::string> onlyInScenario;  ///< "topic orders"
    std::vector<std::string> onlyInCluster;
    std::vector<std::string> differences;  ///< "orders: partitions 24 in the scenario, 12 in the cluster"
    bool isEmpty() const { return onlyInScenario.empty() && onlyInCluster.empty() && differences.empty(); }
};

/// The lags of a trace as it goes on, in bounded memory: the present ones and what a trend takes.
class LagTable : public trace::TraceSink {
public:
    void begin(const trace::Header& header) override;
    void declare(const trace::Element& element) override;
    void declare(const trace::Series& series) override;
    void frame(const trace::Frame& frame) override;
    void event(const trace::Event& event) override;
    void span(const trace::Span&) override {}
    void end(const trace::Footer&) override {}

    /// The longest waiting first, then the greatest lags, then by name. A lag whose time isn't known may be the oldest of all and
    /// comes first; what isn't known to be behind comes last.
    std::vector<LagRow> rows(std::size_t most) const;
    std::size_t size() const;
    /// What can't be found out at present, and why.
    const std::vector<std::string>& problems() const { return m_problems; }
    const LiveDrift& drift() const { return m_drift; }
    /// Groups that lose records, or are on course to, a sentence each.
    std::vector<std::string> warnings() const;
    const std::string& title() const { return m_title; }
    /// Whether a cluster is looked at, so that there may be groups.
    bool hasCluster() const { return m_hasCluster; }
    /// How many frames there were, and the last one's instant.
    std::size_t frames() const { return m_frames; }
    model::Instant now() const { return m_now; }

private:
    struct Row {
        std::string group;
        std::string topic;
        std::vector<double> partitions;  ///< present lags, NaN: unknown
        std::vector<double> times;       ///< present time lags, likewise
        std::vector<double> retentions;  ///< present times until a record is deleted unread, likewise
        double lag = 0;
        double timeLag = 0;
        double retentionLeft = 0;
        std::size_t known = 0;
        std::deque<model::LagSample> samples;
    };
    struct Share {
        std::size_t row = 0;
        std::size_t partition = 0;
    };
    void sample(Row& row);
    void noteDrift(const trace::Event& event);
    void noteRetention(const trace::Event& event);
    LagRow shown(const Row& row) const;
    std::vector<const Row*> sorted() const;

    std::string m_title;
    bool m_hasCluster = true;
    std::map<trace::ElementIndex, Share> m_shares;
    std::map<trace::SeriesIndex, Share> m_series;
    std::map<trace::SeriesIndex, Share> m_timeSeries;
    std::map<trace::SeriesIndex, Share> m_retentionSeries;
    std::map<std::pair<std::string, std::string>, std::size_t> m_places;
    std::vector<Row> m_rows;
    std::map<std::string, std::string> m_activities;  ///< by group, of all groups
    std::map<std::string, std::size_t> m_sharesOf;    ///< by group
    std::vector<std::string> m_problems;
    std::map<std::string, std::string> m_failures;  ///< by the element of who observes; empty: it sees something
    LiveDrift m_drift;
    std::map<std::string, std::string> m_warnings;  ///< by what is in danger
    std::size_t m_frames = 0;
    model::Instant m_now;
};

}  // namespace headroom::presentation
