#include "model/rules/kubernetes/probe_worker.h"

#include <stdexcept>

namespace headroom::rules {

ProbeWorker::Action ProbeWorker::tick(model::Instant now, const Container& container) {
    if (!container.id) return Action::Skip;
    if (m_container != container.id) {
        m_container = container.id;
        m_stored = initialResult();
        m_onHold = false;
    }
    if (m_onHold) return Action::Skip;
    if (!container.running) {
        m_stored = Result::Failure;
        return container.willRestart ? Action::Skip : Action::Stop;
    }
    if (container.podBeingDeleted && m_kind != Kind::Readiness) {
        m_stored = Result::Success;
        return Action::Stop;
    }
    // Both sides in whole seconds.
    if ((now - container.startedAt).ns / 1'000'000'000 < m_probe.initialDelay.ns / 1'000'000'000) return Action::Skip;
    const bool isStartup = m_kind == Kind::Startup;
    return container.started == isStartup ? Action::Skip : Action::Probe;
}

std::optional<ProbeWorker::Result> ProbeWorker::report(std::optional<bool> success) {
    if (!m_container) throw std::logic_error("ProbeWorker: a result without a container");
    if (!success) return std::nullopt;
    const Result result = *success ? Result::Success : Result::Failure;
    m_run = m_last == result ? m_run + 1 : 1;
    m_last = result;
    if (m_run < (*success ? m_probe.successThreshold : m_probe.failureThreshold)) return std::nullopt;
    const bool changed = m_stored != result;
    m_stored = result;
    if (m_kind == Kind::Startup || (m_kind == Kind::Liveness && result == Result::Failure)) {
        m_onHold = true;
        m_run = 0;
    }
    return changed ? std::optional(result) : std::nullopt;
}

ProbeWorker::Result ProbeWorker::initialResult() const {
    switch (m_kind) {
        case Kind::Readiness: return Result::Failure;
        case Kind::Liveness: return Result::Success;
        case Kind::Startup: break;
    }
    return Result::Unknown;
}

model::Duration firstProbeDelay(const model::Probe& probe, model::Duration kubeletAge, double draw) {
    if (!(draw >= 0 && draw < 1)) throw std::logic_error("firstProbeDelay: draw outside [0, 1)");
    if (probe.period <= kubeletAge) return model::Duration{0};
    return model::Duration{static_cast<std::int64_t>(draw * static_cast<double>(probe.period.ns))};
}

}  // namespace headroom::rules
