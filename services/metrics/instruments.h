#pragma once
// What is measured with. Copies of an instrument are the same instrument; all are for any thread, cheap, and live as long as the
// Registry they came from.

#include <functional>
#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "model/quantities.h"

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace headroom::services {

/// Only grows.
class Counter {
public:
    explicit Counter(prometheus::Counter& counter) : m_counter(&counter) {}
    void add(double amount = 1);
    double value() const;

private:
    prometheus::Counter* m_counter;
};

/// Goes up and down.
class Gauge {
public:
    explicit Gauge(prometheus::Gauge& gauge) : m_gauge(&gauge) {}
    void set(double value);
    void add(double amount);
    double value() const;

private:
    prometheus::Gauge* m_gauge;
};

/// How long something took, in the buckets of durationBuckets().
class DurationHistogram {
public:
    explicit DurationHistogram(prometheus::Histogram& histogram) : m_histogram(&histogram) {}
    void observe(model::Duration duration);

private:
    prometheus::Histogram* m_histogram;
};

/// Histograms of one place, a histogram for each way in which it ended; made when it first ends so.
class DurationsByOutcome {
public:
    /// Makes the histogram of an outcome; called once for each.
    using Make = std::function<DurationHistogram(const std::string& outcome)>;

    explicit DurationsByOutcome(Make make) : m_make(std::move(make)) {}
    DurationsByOutcome(const DurationsByOutcome&) = delete;
    DurationsByOutcome& operator=(const DurationsByOutcome&) = delete;

    void observe(std::string_view outcome, model::Duration duration);

private:
    DurationHistogram histogram(std::string_view outcome);

    Make m_make;
    std::shared_mutex m_mutex;
    std::map<std::string, DurationHistogram, std::less<>> m_histograms;
};

}  // namespace headroom::services
