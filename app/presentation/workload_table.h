#pragma once

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "model/trace/trace.h"

namespace headroom::presentation {

/// Who plays a service on a Kubernetes cluster; NaN: unknown.
struct WorkloadRow {
    std::string service;
    double ready = std::nan("");  ///< pods
    double wanted = std::nan("");
    double updated = std::nan("");
    double pending = std::nan("");
    double restarts = std::nan("");  ///< since the session began
    double least = std::nan("");     ///< that its autoscaler allows; likewise the rest
    double most = std::nan("");
    double desired = std::nan("");
    struct Metric {
        std::string name;
        std::string unit;
        double current = std::nan("");
        double target = std::nan("");
    };
    std::vector<Metric> metrics;  ///< that its autoscaler goes by
    std::string trouble;          ///< of its pods or its autoscaler, the newest of the last ten minutes; empty: none
};

/// Replicas and autoscalers of services, and what happened to their pods, as a trace goes on. Services of which nobody has told
/// any replicas have no row.
class WorkloadTable : public trace::TraceSink {
public:
    static constexpr model::Duration memory = model::Duration::seconds(600);

    void begin(const trace::Header&) override {}
    void declare(const trace::Element& element) override;
    void declare(const trace::Series& series) override;
    void frame(const trace::Frame& frame) override;
    void event(const trace::Event& event) override;
    void span(const trace::Span&) override {}
    void end(const trace::Footer&) override {}

    /// In the trace's order.
    std::vector<WorkloadRow> rows() const;

private:
    struct Service {
        std::string name;
        std::map<std::string, double> values;  ///< by the series' names
        std::map<std::string, std::string> units;
        std::vector<std::string> metrics;  ///< of its autoscaler, in the order they were told of
        std::string trouble;
        model::Instant troubledAt;
    };
    struct Place {
        std::size_t service = 0;
        std::string series;
    };

    std::map<trace::ElementIndex, std::size_t> m_elements;
    std::map<std::string, std::size_t> m_services;  ///< by the ids of services and of their pods
    std::map<trace::SeriesIndex, Place> m_series;
    std::vector<Service> m_rows;
    model::Instant m_now;
};

/// As text with line ends, at most so many columns; empty where there are no rows.
std::string workloadText(const WorkloadTable& table, std::size_t width);

}  // namespace headroom::presentation
