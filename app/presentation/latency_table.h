#pragma once

#include <cmath>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "model/trace/trace.h"

namespace headroom::presentation {

/// What an element did lately; NaN: unknown.
struct LatencyRow {
    std::string kind;
    std::string name;
    std::string latencyOf;             ///< which series it is: "latency", of groups "endToEndLatency"
    double throughput = std::nan("");  ///< 1/s, of what ended well
    double failed = std::nan("");      ///< share of what ended
    double mean = std::nan("");        ///< s, as the rest
    double p50 = std::nan("");
    double p99 = std::nan("");
    double inSystem = std::nan("");  ///< at the end
};

/// Throughput and latency of clients, services, stores and groups over the newest ten seconds of a trace as it goes on, in
/// bounded memory. Elements of which nobody has told anything yet have no row.
class LatencyTable : public trace::TraceSink {
public:
    static constexpr model::Duration window = model::Duration::seconds(10);

    void begin(const trace::Header&) override {}
    void declare(const trace::Element& element) override;
    void declare(const trace::Series& series) override;
    void frame(const trace::Frame& frame) override;
    void event(const trace::Event&) override {}
    void span(const trace::Span&) override {}
    void end(const trace::Footer&) override {}

    /// Clients, services, stores, then groups, each in the trace's order.
    std::vector<LatencyRow> rows() const;

private:
    enum class Figure { Completed, Failed, InSystem, Latency };
    struct Sample {
        model::Instant time;
        double completed = 0;
        double failed = 0;
        trace::LatencySketch latency;  ///< of what ended since the sample before
    };
    struct Row {
        std::string kind;
        std::string name;
        std::string latencyOf;
        double completed = std::nan("");  ///< until there is a series, which begins at 0; likewise the others
        double failed = std::nan("");
        double inSystem = std::nan("");
        trace::LatencySketch ended;
        bool isTold = false;
        std::deque<Sample> samples;
    };
    struct Place {
        std::size_t row = 0;
        Figure figure = Figure::Completed;
    };
    static LatencyRow shown(const Row& row);

    std::map<trace::ElementIndex, std::size_t> m_places;
    std::map<trace::SeriesIndex, Place> m_series;
    std::vector<Row> m_rows;
};

/// As text with line ends, at most so many columns; empty where there are no rows.
std::string latencyText(const LatencyTable& table, std::size_t width);

}  // namespace headroom::presentation
