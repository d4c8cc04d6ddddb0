#pragma once

#include <algorithm>
#include <cstdint>

#include "model/quantities.h"

namespace headroom::sim {

/// The time average, maximum and integral of a quantity that is constant between changes.
class TimeWeighted {
public:
    explicit TimeWeighted(double value = 0, model::Instant start = {})
        : m_value(value), m_max(value), m_start(start), m_last(start) {}

    /// `now` is not before the last change.
    void set(model::Instant now, double value) {
        m_area += m_value * (now - m_last).toSeconds();
        m_last = now;
        m_value = value;
        m_max = std::max(m_max, value);
    }
    void add(model::Instant now, double difference) { set(now, m_value + difference); }
    /// Forgets everything but the present value: the end of the warm-up.
    void restart(model::Instant now) { *this = TimeWeighted(m_value, now); }

    double value() const { return m_value; }
    double max() const { return m_max; }
    /// Value-seconds up to `now`.
    double area(model::Instant now) const { return m_area + m_value * (now - m_last).toSeconds(); }
    /// The present value when no time has passed.
    double mean(model::Instant now) const { return now == m_start ? m_value : area(now) / (now - m_start).toSeconds(); }

private:
    double m_value;
    double m_max;
    double m_area = 0;
    model::Instant m_start;
    model::Instant m_last;
};

/// The share of a capacity in use, where both may change with time.
class Utilisation {
public:
    explicit Utilisation(double capacity, model::Instant start = {}) : m_busy(0, start), m_capacity(capacity, start) {}

    void setBusy(model::Instant now, double busy) { m_busy.set(now, busy); }
    void addBusy(model::Instant now, double difference) { m_busy.add(now, difference); }
    void setCapacity(model::Instant now, double capacity) { m_capacity.set(now, capacity); }
    void restart(model::Instant now) {
        m_busy.restart(now);
        m_capacity.restart(now);
    }

    double busy() const { return m_busy.value(); }
    double capacity() const { return m_capacity.value(); }
    /// Busy area over capacity area since the start; 0 while there was no capacity.
    double mean(model::Instant now) const {
        const double capacity = m_capacity.area(now);
        return capacity > 0 ? m_busy.area(now) / capacity : 0;
    }

private:
    TimeWeighted m_busy;
    TimeWeighted m_capacity;
};

}  // namespace headroom::sim
