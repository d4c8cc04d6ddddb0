#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/validation/live_page.h"
#include "model/trace/memory_trace.h"

namespace headroom::validation {

/// The recordings of a campaign, in one folder: "saturation-1.headroom" and so on, measured, and "predicted-saturation.headroom",
/// simulated, as tools/live_validation.sh names them.
class LiveCampaign {
public:
    LiveCampaign(const LivePlan& plan, std::string folder) : m_plan(plan), m_folder(std::move(folder)) {}

    /// Median of the measured saturation, records/s; absent where none was measured.
    std::optional<double> saturation() const;
    /// All figures of the plan, as far as their recordings are there.
    std::vector<Compared> figures() const;

private:
    std::optional<trace::MemoryTrace> read(const std::string& name) const;
    template <class Figure>
    std::vector<double> measured(const std::string& stage, int most, const Figure& figure) const;
    void addSteady(const std::string& stage, std::vector<Compared>& all) const;
    Compared saturationFigure() const;
    Compared drainFigure() const;

    const LivePlan& m_plan;
    std::string m_folder;
};

}  // namespace headroom::validation
