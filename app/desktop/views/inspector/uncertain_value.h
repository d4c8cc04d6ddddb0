#pragma once

#include <QString>

namespace headroom::views {

/// A value as it is known: exactly, as a guess between two ends, or measured by two percentiles.
struct UncertainValue {
    enum class Mode { Exact, Guess, Measured };
    Mode mode = Mode::Exact;
    QString first;        ///< the value; a guess's lower end; a measurement's p50 (or mean)
    QString second;       ///< a guess's upper end; a measurement's p99
    bool isMean = false;  ///< measured(mean=…, p99=…)

    /// Exact for everything that is neither a guess nor a measurement as a whole; two ends with dots between them are a guess.
    static UncertainValue parse(const QString& text);
    QString text() const;
    /// The same knowledge in another mode, with what can be kept filled in: 2ms becomes a guess from 1ms to 4ms.
    UncertainValue inMode(Mode mode) const;
};

}  // namespace headroom::views
