#pragma once

#include <variant>
#include <vector>

#include "model/quantities.h"
#include "model/scenario/distribution.h"

namespace headroom::model {

/// A level (arrivals per second, or users) as a function of time; pieces follow each other, the last one holds for ever.
struct LoadProfile {
    struct Piece {
        enum class Shape {
            Hold,   ///< `from` throughout
            Ramp,   ///< linear from `from` to `to` over `length`
            Daily,  ///< cosine with trough `from`, peak `to`, period `period`; the trough is at the piece's start
            Burst,  ///< `from`, but `to` during the first `high` of every `period`
        };
        Shape shape = Shape::Hold;
        double from = 0;
        double to = 0;
        Duration length = Duration::infinite();
        Duration period{0};
        Duration high{0};
    };
    std::vector<Piece> pieces;

    static LoadProfile hold(double level) { return {{{Piece::Shape::Hold, level, level, Duration::infinite(), {}, {}}}}; }

    double at(Instant t) const;
    /// The largest level ever reached.
    double peak() const;
    /// Integral over [0, horizon], in level-seconds: the expected arrivals.
    double area(Duration horizon) const;
    /// Time average over [0, horizon].
    double mean(Duration horizon) const;
};

/// Arrivals that do not wait for answers.
struct OpenLoad {
    enum class Process { Poisson, Constant, Replay };
    Process process = Process::Poisson;
    LoadProfile rate;                ///< per second
    std::vector<Duration> arrivals;  ///< Replay: times since the start, ascending
};

/// Virtual users, each waiting for the answer and then thinking.
struct ClosedLoad {
    LoadProfile users;
    Distribution thinkTime;  ///< seconds
};

using Load = std::variant<OpenLoad, ClosedLoad>;

}  // namespace headroom::model
