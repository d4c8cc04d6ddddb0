#pragma once

#include "app/presentation/report.h"
#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::presentation {

/// Reports one trace. The scenario adds expectations, guesses and capacities; without one (null) the report says so.
Report buildReport(const trace::MemoryTrace& trace, const model::Scenario* scenario);

/// The rows of every element, in the order of declaration, over the frames after the warm-up.
std::vector<ElementRow> elementRows(const trace::MemoryTrace& trace, const model::Scenario* scenario);

/// Events in time order; those of one kind and rule that follow each other within a second become one entry.
std::vector<TimelineEntry> timelineOf(const std::vector<trace::Event>& events);

/// At most `most` entries of a timeline, in its order: errors, warnings and faults before other changes, these before routine (a
/// pod's way to readiness, an autoscaler that leaves all as it is); of equal weight the earlier ones.
std::vector<TimelineEntry> mostTelling(const std::vector<TimelineEntry>& timeline, std::size_t most);

/// The busiest element that has a utilisation; absent when none has.
std::optional<Bottleneck> findBottleneck(const std::vector<ElementRow>& elements);

/// Fills in verdict and pass from everything else in the report.
void judge(Report& report);

}  // namespace headroom::presentation
