#include "model/scenario/load.h"

#include <algorithm>
#include <cmath>

namespace headroom::model {

namespace {

using Piece = LoadProfile::Piece;
using Shape = Piece::Shape;

constexpr double pi = 3.14159265358979323846;

/// cos(2*pi*turns) by basic arithmetic only: rates decide event times, which are the same on every platform.
double cosineOfTurns(double turns) {
    const double x = std::abs(turns - std::floor(turns + 0.5));  // in [0, 1/2]
    const double folded = x > 0.25 ? 0.5 - x : x;                // in [0, 1/4]
    const double square = (2 * pi * folded) * (2 * pi * folded);
    double series = 1;
    for (int k = 22; k >= 2; k -= 2) series = 1 - square / (k * (k - 1)) * series;
    return x > 0.25 ? -series : series;
}

double turnsAt(const Piece& piece, Duration t) {
    return piece.period.ns > 0 ? static_cast<double>(t.ns % piece.period.ns) / static_cast<double>(piece.period.ns) : 0;
}

/// Level at `t` since the piece's start.
double levelAt(const Piece& piece, Duration t) {
    switch (piece.shape) {
        case Shape::Hold: return piece.from;
        case Shape::Ramp:
            if (piece.length.isInfinite()) return piece.from;
            if (t >= piece.length) return piece.to;
            return piece.from + (piece.to - piece.from) * (static_cast<double>(t.ns) / static_cast<double>(piece.length.ns));
        case Shape::Daily: return piece.from + (piece.to - piece.from) * (1 - cosineOfTurns(turnsAt(piece, t))) / 2;
        case Shape::Burst: return piece.period.ns > 0 && t.ns % piece.period.ns < piece.high.ns ? piece.to : piece.from;
    }
    return piece.from;
}

/// Integral of the level over the piece's first `t`, in level-seconds.
double integral(const Piece& piece, Duration t) {
    const double seconds = t.toSeconds();
    switch (piece.shape) {
        case Shape::Hold: return piece.from * seconds;
        case Shape::Ramp: {
            const Duration inside = std::min(t, piece.length);
            return (piece.from + levelAt(piece, inside)) / 2 * inside.toSeconds() + piece.to * (t - inside).toSeconds();
        }
        case Shape::Daily: {
            if (piece.period.ns <= 0) return piece.from * seconds;
            const double sine = cosineOfTurns(turnsAt(piece, t) - 0.25);
            return (piece.from + piece.to) / 2 * seconds -
                   (piece.to - piece.from) / 2 * piece.period.toSeconds() / (2 * pi) * sine;
        }
        case Shape::Burst: {
            if (piece.period.ns <= 0) return piece.from * seconds;
            const Duration high = std::min(piece.high, piece.period);
            const std::int64_t whole = t.ns / piece.period.ns * high.ns + std::min(t.ns % piece.period.ns, high.ns);
            return piece.from * seconds + (piece.to - piece.from) * Duration{whole}.toSeconds();
        }
    }
    return 0;
}

/// The largest level of the piece's first `t`; `t` > 0.
double peakOf(const Piece& piece, Duration t) {
    switch (piece.shape) {
        case Shape::Hold: return piece.from;
        case Shape::Ramp: return std::max(piece.from, levelAt(piece, t));
        case Shape::Daily: return std::max(piece.from, t.ns >= piece.period.ns / 2 ? piece.to : levelAt(piece, t));
        case Shape::Burst: {
            if (piece.period.ns <= 0 || piece.high.ns <= 0) return piece.from;
            return t > piece.high && piece.high < piece.period ? std::max(piece.from, piece.to) : piece.to;
        }
    }
    return piece.from;
}

}  // namespace

double LoadProfile::at(Instant t) const {
    Duration left = t.sinceStart();
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        if (i + 1 == pieces.size() || left < piece.length) return levelAt(piece, left);
        left = left - piece.length;
    }
    return 0;
}

double LoadProfile::peak() const {
    double highest = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Duration length = i + 1 == pieces.size() ? Duration::infinite() : pieces[i].length;
        if (length.ns > 0) highest = std::max(highest, peakOf(pieces[i], length));
    }
    return highest;
}

double LoadProfile::area(Duration horizon) const {
    double sum = 0;
    Duration left = horizon;
    for (std::size_t i = 0; i < pieces.size() && left.ns > 0; ++i) {
        const Duration inside = i + 1 == pieces.size() ? left : std::min(left, pieces[i].length);
        sum += integral(pieces[i], inside);
        left = left - inside;
    }
    return sum;
}

double LoadProfile::mean(Duration horizon) const {
    return horizon.ns <= 0 ? at(Instant::start()) : area(horizon) / horizon.toSeconds();
}

}  // namespace headroom::model
