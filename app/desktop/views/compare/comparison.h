#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::views {

/// One side of a comparison; without a scenario (null) there are no expectations.
struct ComparedRun {
    const trace::MemoryTrace* trace = nullptr;
    const model::Scenario* scenario = nullptr;
};

/// A row of what changed.
struct Change {
    enum class Kind { Expectation, OnlyInA, OnlyInB, Figure };
    Kind kind = Kind::Figure;
    std::string element;     ///< id; empty of an expectation
    QString elementName;
    std::string figure;      ///< "throughput", "latencyP99"; an expectation's name
    QString figureName;
    std::string unit;
    std::optional<double> a;
    std::optional<double> b;
    QString aText;
    QString bText;
    QString differenceText;
    QString intervalText;    ///< both with their 95 % intervals; empty without
    double relative = 0;     ///< −1 ... 1: (b − a) / the larger of both magnitudes; of a utilisation b − a
    bool isClear = false;    ///< beyond the intervals of both; without intervals, more than 0.5 %. Never a mean lag below a record in both
    double weight = 0;       ///< what it is sorted by
};

/// What an element's card says when the drawing shows the difference.
struct ElementDifference {
    QString id;
    QString text;         ///< "throughput −3.1 %"; "only in A"
    double position = 0;  ///< −1 ... 1 on the diverging scale: much less, the same, much more
    bool operator==(const ElementDifference&) const = default;
};

/// A line of what the two runs are.
struct IdentityRow {
    QString what;
    QString a;
    QString b;
    bool isDifferent() const { return a != b; }
};

struct Comparison {
    std::vector<IdentityRow> identity;
    QString summary;
    std::vector<Change> changes;
    std::vector<ElementDifference> differences;
    double fromSeconds = 0;  ///< the time compared: after both warm-ups, as long as both last
    double toSeconds = 0;
    bool isSame = false;     ///< nothing differs
};

enum class Thoroughness {
    Quick,      ///< without intervals, expectations and medians: while traces grow, and first
    Intervals,  ///< 95 % intervals by batch means
};

/// What differs between two traces, over the time both cover after the warm-up of either.
///
/// Order: expectations that hold in one run and fail in the other; then elements only one of them has; then figures by falling
/// weight = importance of the figure × |relative| × (1 if the difference is clear, 0.1 if it lies within the intervals of both).
/// Importance is 3 for what fails, 2 for throughput, p99 latency and lag, 1 for the rest; a quarter of it in links, topics and
/// brokers. Equal weights keep the traces' order.
/// Parts of elements (pods, partitions) are left out, as are figures that are equal.
Comparison compareTraces(const ComparedRun& a, const ComparedRun& b, Thoroughness thoroughness = Thoroughness::Intervals);

}  // namespace headroom::views
