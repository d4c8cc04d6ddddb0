#include "sim/components/kubernetes/probe_runner.h"

namespace headroom::sim {

ProbeRunner::ProbeRunner(Context& context, const model::Deployment& deployment, Subject& subject)
    : m_context(context), m_subject(subject) {
    if (deployment.readinessProbe) m_workers[index(Kind::Readiness)].emplace(Kind::Readiness, *deployment.readinessProbe);
    if (deployment.livenessProbe) m_workers[index(Kind::Liveness)].emplace(Kind::Liveness, *deployment.livenessProbe);
    if (deployment.startupProbe) m_workers[index(Kind::Startup)].emplace(Kind::Startup, *deployment.startupProbe);
}

bool ProbeRunner::isReady() const {
    const auto& worker = m_workers[index(Kind::Readiness)];
    return !worker || worker->rule.stored() == Result::Success;
}

void ProbeRunner::adopt(RandomStream& random) {
    // The startup probe first: the others wait for it.
    for (const Kind kind : {Kind::Startup, Kind::Readiness, Kind::Liveness}) {
        if (!has(kind)) continue;
        Worker& worker = *m_workers[index(kind)];
        rules::ProbeWorker::Container container = m_subject.probedContainer();
        container.started = kind != Kind::Startup;
        worker.rule.tick(m_context.kernel.now(), container);
        for (int i = 0; i < worker.probe.successThreshold; ++i) worker.rule.report(true);
        const Duration phase{static_cast<std::int64_t>(random.uniform() * static_cast<double>(worker.probe.period.ns))};
        worker.tick = m_context.kernel.scheduleAfter(phase, *this, Tick, index(kind));
    }
}

void ProbeRunner::start() {
    for (std::size_t kind = 0; kind < m_workers.size(); ++kind)
        if (m_workers[kind]) restart(*m_workers[kind], kind);
}

void ProbeRunner::probeReadiness() {
    const std::size_t kind = index(Kind::Readiness);
    if (m_workers[kind]) restart(*m_workers[kind], kind);
}

void ProbeRunner::stop() {
    for (auto& worker : m_workers) {
        if (!worker) continue;
        m_context.kernel.cancel(worker->tick);
        worker->probing.reset();
    }
}

void ProbeRunner::restart(Worker& worker, std::size_t kind) {
    m_context.kernel.cancel(worker.tick);
    tick(worker, kind);
}

void ProbeRunner::tick(Worker& worker, std::size_t kind) {
    worker.tick = m_context.kernel.scheduleAfter(worker.probe.period, *this, Tick, kind);
    const rules::ProbeWorker::Container container = m_subject.probedContainer();
    if (worker.probing == container.id && worker.probing) return;  // the probe before still waits for its answer
    const auto before = worker.rule.stored();
    const auto action = worker.rule.tick(m_context.kernel.now(), container);
    if (action == rules::ProbeWorker::Action::Stop) m_context.kernel.cancel(worker.tick);
    if (worker.rule.stored() != before) m_subject.onProbeResult(static_cast<Kind>(kind), *worker.rule.stored());
    if (action != rules::ProbeWorker::Action::Probe) return;
    const Answer answer = m_subject.answerProbe();
    if (answer != Answer::None) {
        report(worker, kind, answer == Answer::Success);
        return;
    }
    worker.probing = container.id;
    m_context.kernel.scheduleAfter(worker.probe.timeout, *this, TimedOut, *container.id << 2 | kind);
}

void ProbeRunner::report(Worker& worker, std::size_t kind, bool success) {
    if (const auto changed = worker.rule.report(success)) m_subject.onProbeResult(static_cast<Kind>(kind), *changed);
}

void ProbeRunner::onEvent(std::uint32_t code, std::uint64_t argument) {
    const std::size_t kind = argument & 3U;
    Worker& worker = *m_workers[kind];
    if (code == Tick) {
        tick(worker, kind);
        return;
    }
    if (worker.probing != argument >> 2) return;
    worker.probing.reset();
    const auto container = m_subject.probedContainer();
    if (container.running && container.id == argument >> 2) report(worker, kind, false);
}

}  // namespace headroom::sim
