#include "services/metrics/instruments.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <mutex>

namespace headroom::services {

void Counter::add(double amount) {
    m_counter->Increment(amount);
}

double Counter::value() const {
    return m_counter->Value();
}

void Gauge::set(double value) {
    m_gauge->Set(value);
}

void Gauge::add(double amount) {
    m_gauge->Increment(amount);
}

double Gauge::value() const {
    return m_gauge->Value();
}

void DurationHistogram::observe(model::Duration duration) {
    m_histogram->Observe(duration.toSeconds());
}

void DurationsByOutcome::observe(std::string_view outcome, model::Duration duration) {
    histogram(outcome).observe(duration);
}

DurationHistogram DurationsByOutcome::histogram(std::string_view outcome) {
    {
        const std::shared_lock lock(m_mutex);
        const auto found = m_histograms.find(outcome);
        if (found != m_histograms.end()) return found->second;
    }
    const std::string name(outcome);
    const std::scoped_lock lock(m_mutex);
    const auto found = m_histograms.find(name);
    return found != m_histograms.end() ? found->second : m_histograms.emplace(name, m_make(name)).first->second;
}

}  // namespace headroom::services
