#pragma once

#include <QString>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace headroom::views {

/// One value an element has at every frame.
enum class Figure {
    Throughput,    ///< per second, of the interval that ends at the frame
    Traffic,       ///< bytes a second, of elements whose throughput is bytes
    LatencyP50,    ///< seconds; of what completed in the interval
    LatencyP95,
    LatencyP99,
    ConsumerLag,
    TimeLag,
    ReadyReplicas,
    WantedReplicas,
    Utilisation,   ///< a share
    OpenBreakers,
    Queued,
    Errors,        ///< failed and rejected, per second
};
inline constexpr std::size_t figureCount = 13;

/// A chart there can be.
enum class ChartKind { Throughput, Latency, ConsumerLag, TimeLag, Replicas, Utilisation, Breakers, Queued, Errors, Traffic };

struct ChartSpec {
    ChartKind kind;
    QString id;                   ///< "throughput"; for settings and file names
    QString title;
    std::string unit;             ///< as formatValue takes it
    std::vector<Figure> figures;
    bool isStepped = false;       ///< whole numbers that hold until they change
    bool isShownAtFirst = true;
};

/// All of them, in the order in which they are shown.
const std::vector<ChartSpec>& chartSpecs();
const ChartSpec& specOf(ChartKind kind);
/// What a line of the figure is called beside others of its chart: "p99", "wanted"; empty where the chart has only one.
QString figureWord(Figure figure);

}  // namespace headroom::views
