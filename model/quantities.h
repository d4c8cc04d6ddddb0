#pragma once
// Strong types for every physical quantity the lab computes with. Header-only, no I/O.

#include <compare>
#include <cstdint>
#include <limits>

namespace headroom::model {

/// A span of time in integer nanoseconds; negative values are allowed only as differences.
struct Duration {
    std::int64_t ns = 0;

    static constexpr Duration nanoseconds(std::int64_t value) { return {value}; }
    static constexpr Duration microseconds(std::int64_t value) { return {value * 1'000}; }
    static constexpr Duration milliseconds(std::int64_t value) { return {value * 1'000'000}; }
    static constexpr Duration seconds(std::int64_t value) { return {value * 1'000'000'000}; }
    /// Rounds to the nearest nanosecond, halves away from zero.
    static constexpr Duration fromSeconds(double value) {
        const double ns = value * 1e9;
        return {static_cast<std::int64_t>(ns < 0 ? ns - 0.5 : ns + 0.5)};
    }
    static constexpr Duration infinite() { return {std::numeric_limits<std::int64_t>::max()}; }

    constexpr double toSeconds() const { return static_cast<double>(ns) * 1e-9; }
    /// Whole milliseconds, truncated as Java's Duration.toMillis does.
    constexpr std::int64_t toMilliseconds() const { return ns / 1'000'000; }
    constexpr bool isInfinite() const { return *this == infinite(); }

    constexpr auto operator<=>(const Duration&) const = default;
};

constexpr Duration operator+(Duration a, Duration b) { return {a.ns + b.ns}; }
constexpr Duration operator-(Duration a, Duration b) { return {a.ns - b.ns}; }
constexpr Duration operator*(Duration a, std::int64_t factor) { return {a.ns * factor}; }
constexpr Duration operator/(Duration a, std::int64_t divisor) { return {a.ns / divisor}; }
constexpr Duration& operator+=(Duration& a, Duration b) { return a = a + b; }

/// An instant in nanoseconds since the start of the run (simulated) or of the session (live).
struct Instant {
    std::int64_t ns = 0;

    static constexpr Instant start() { return {0}; }
    static constexpr Instant never() { return {std::numeric_limits<std::int64_t>::max()}; }
    constexpr double toSeconds() const { return static_cast<double>(ns) * 1e-9; }
    constexpr Duration sinceStart() const { return {ns}; }
    constexpr bool isNever() const { return *this == never(); }

    constexpr auto operator<=>(const Instant&) const = default;
};

constexpr Instant operator+(Instant t, Duration d) { return {t.ns + d.ns}; }
constexpr Instant operator-(Instant t, Duration d) { return {t.ns - d.ns}; }
constexpr Duration operator-(Instant a, Instant b) { return {a.ns - b.ns}; }

/// A size in bytes.
struct Bytes {
    std::int64_t value = 0;

    static constexpr Bytes kibi(std::int64_t n) { return {n * 1024}; }
    static constexpr Bytes mebi(std::int64_t n) { return {n * 1024 * 1024}; }
    static constexpr Bytes gibi(std::int64_t n) { return {n * 1024 * 1024 * 1024}; }
    constexpr auto operator<=>(const Bytes&) const = default;
};

constexpr Bytes operator+(Bytes a, Bytes b) { return {a.value + b.value}; }
constexpr Bytes operator-(Bytes a, Bytes b) { return {a.value - b.value}; }

/// Something per second: arrivals, records, requests.
struct Rate {
    double perSecond = 0;
    constexpr auto operator<=>(const Rate&) const = default;
};

/// Bytes per second.
struct Bandwidth {
    double bytesPerSecond = 0;
    constexpr auto operator<=>(const Bandwidth&) const = default;
};

/// CPU capacity in thousandths of a core, as Kubernetes counts it (500m = half a core).
struct MilliCpu {
    std::int64_t value = 0;
    constexpr double cores() const { return static_cast<double>(value) / 1000.0; }
    constexpr auto operator<=>(const MilliCpu&) const = default;
};

}  // namespace headroom::model
