#include "sim/components/kubernetes/managed_pod.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/rules/kubernetes/cfs_quota.h"
#include "sim/components/kubernetes/reasons.h"

namespace headroom::sim {

namespace {

/// How old a deployment is that existed before the run: past every initialisation period of the controllers.
constexpr Duration ageAtStart = Duration::seconds(24 * 3600);
/// An overrunning preStop hook gets this much more, as the kubelet gives it.
constexpr Duration preStopExtension = Duration::seconds(2);
/// How exactly the end of a draining process is seen.
constexpr Duration idleCheck = Duration::milliseconds(100);
constexpr int exitOfSigkill = 137;
constexpr int exitOfSigterm = 143;

}  // namespace

ManagedPod::ManagedPod(Context& context, Service& service, RandomStream& random, Owner& owner, std::string name)
    : m_context(context),
      m_service(service),
      m_random(random),
      m_owner(owner),
      m_name(std::move(name)),
      m_element("pod/" + m_name),
      m_resources(PodResources::of(service.declaration())),
      m_created(context.kernel.now()),
      m_readyTransition(m_created),
      m_probes(context, service.declaration().deployment, *this),
      m_endpoint(context, service, random) {
    observe();
}

void ManagedPod::observe() {
    Observatory& observatory = m_context.observatory;
    const auto element = observatory.element("pod", m_name, "service/" + m_service.name());
    observatory.counterGauge(element, "cpuSeconds", "s", [this] { return cpuUsed().toSeconds(); });
    observatory.gauge(element, "ready", "1", [this] { return m_isReady ? 1.0 : 0.0; });
    observatory.counter(element, "restarts", "restarts", m_restarts);
    observatory.gauge(element, "busyThreads", "threads",
                      [this] { return m_pod ? static_cast<double>(m_pod->busyThreads()) : 0.0; });
    observatory.gauge(element, "queued", "requests", [this] { return m_pod ? static_cast<double>(m_pod->queued()) : 0.0; });
    if (!m_resources.cpuLimit) return;
    observatory.counter(element, "throttledPeriods", "periods", m_throttling.throttledPeriods);
    observatory.counterGauge(element, "throttledSeconds", "s", [this] { return m_throttling.throttledTime.toSeconds(); });
}

Duration ManagedPod::cpuUsed() const {
    return m_lastProcess == nullptr ? Duration{0} : m_context.infrastructure.cpuUsed(m_lastProcess->workplace().cgroup);
}

rules::HpaPod ManagedPod::status() const {
    rules::HpaPod status;
    status.phase = m_hasRun ? rules::HpaPod::Phase::Running : rules::HpaPod::Phase::Pending;
    status.beingDeleted = m_isBeingDeleted;
    status.startTime = m_startTime;
    if (m_startTime) status.ready = m_isReady ? rules::HpaPod::Readiness::True : rules::HpaPod::Readiness::False;
    status.readyLastTransition = m_readyTransition;
    return status;
}

void ManagedPod::tell(const char* kind, trace::Reason why, const char* severity) {
    m_context.observatory.event(eventOf(kind, m_element, std::move(why), severity));
}

// --- to a node, and to its first container ---

void ManagedPod::place(Node& node) {
    m_node = &node;
    node.pods.push_back(this);
    m_pod = m_lastProcess = &m_service.addPod(m_name, node.zone, node.host);
    if (node.tenant == nullptr) {
        const auto weight = rules::cpuWeight(m_resources.cpuRequest.value_or(model::MilliCpu{0}));
        m_context.infrastructure.setWeight(m_pod->workplace().cgroup, static_cast<double>(weight));
    }
    addQuota();
}

void ManagedPod::addQuota() {
    std::optional<model::MilliCpu> limit = m_resources.cpuLimit;
    // Without a limit, `cores` is what the program may use of a node that others share.
    const auto& cores = m_service.declaration().cores;
    if (!limit && cores && m_node->tenant == nullptr) limit = model::MilliCpu{static_cast<std::int64_t>(*cores * 1000 + 0.5)};
    if (!limit || limit->cores() >= m_node->cores) return;
    // Periods of different cgroups do not begin together.
    RandomStream random(m_context.scenario.seed, m_element + "/cfs");
    const Duration phase{static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(rules::cfsPeriod.ns)))};
    m_quota = std::make_unique<CfsQuota>(m_context.kernel, m_context.infrastructure, m_pod->workplace().cgroup,
                                         rules::cfsQuota(*limit), rules::cfsPeriod, m_context.kernel.now() - phase, m_throttling);
}

void ManagedPod::bind(Node& node) {
    place(node);
    m_pod->awaitStart();
    m_startTime = m_readyTransition = m_context.kernel.now();
    tell("pod.scheduled", {"scheduler.bind",
                           {{"node", node.name, ""}, {"zone", node.zone, ""}},
                           node.name,
                           fmt::format("{} bound to {}", m_name, node.name),
                           "pkg/scheduler"});
    schedule(Duration{m_random.drawNanoseconds(m_service.declaration().scheduling)}, ContainerStarts);
}

void ManagedPod::adopt(Node& node) {
    place(node);
    m_created = m_readyTransition = m_context.kernel.now() - ageAtStart;
    m_startTime = m_created;
    m_hasRun = m_isServing = m_isReady = true;
    m_container = {1, true, true, m_created, true, false};
    m_probes.adopt(m_random);
    m_endpoint.adopt(*m_pod);
}

void ManagedPod::startContainer() {
    if (!hasKubelet()) return;  // goes on when the node comes back
    const bool isFirst = !m_hasRun;
    m_hasRun = true;
    m_isStopping = false;
    m_container = {containerId() + 1, true, true, m_context.kernel.now(), !m_probes.has(ProbeRunner::Kind::Startup), false};
    if (!isFirst) {
        ++m_restarts;
        if (m_quota) m_quota->renew();
    }
    const Duration startup{m_random.drawNanoseconds(m_service.declaration().startup)};
    tell(isFirst ? "pod.started" : "pod.restarted",
         {isFirst ? "kubelet.start" : "kubelet.restart",
          {{"restarts", static_cast<double>(m_restarts), "1"}, {"startup", startup.toSeconds(), "s"}},
          "running",
          isFirst ? fmt::format("{}: container started {:.3f} s after the pod's creation", m_name,
                                (m_context.kernel.now() - m_created).toSeconds())
                  : fmt::format("{}: restart {}, {:.3f} s after the exit", m_name, m_restarts,
                                (m_context.kernel.now() - m_exitedAt).toSeconds()),
          "pkg/kubelet"});
    if (startup.ns == 0)
        startupOver();
    else
        schedule(startup, StartupOver);
    isFirst ? m_probes.start() : m_probes.probeReadiness();
    updateReady();
}

void ManagedPod::startupOver() {
    m_isServing = true;
    m_pod->startProcess();
    m_pod->startListening(false);
}

// --- readiness ---

rules::ProbeWorker::Container ManagedPod::probedContainer() const {
    rules::ProbeWorker::Container container = m_container;
    container.podBeingDeleted = m_isBeingDeleted;
    return container;
}

ProbeRunner::Answer ManagedPod::answerProbe() const {
    if (!m_isServing) return ProbeRunner::Answer::Failure;
    return m_isHung ? ProbeRunner::Answer::None : ProbeRunner::Answer::Success;
}

void ManagedPod::onProbeResult(ProbeRunner::Kind kind, ProbeRunner::Result result) {
    if (m_isGone) return;
    if (kind == ProbeRunner::Kind::Startup && result == ProbeRunner::Result::Success) {
        m_container.started = true;
        m_probes.probeReadiness();
    }
    if (kind != ProbeRunner::Kind::Readiness && result == ProbeRunner::Result::Failure && m_container.running && !m_isStopping) {
        const bool isStartup = kind == ProbeRunner::Kind::Startup;
        const auto& deployment = m_service.declaration().deployment;
        const model::Probe& probe = isStartup ? *deployment.startupProbe : *deployment.livenessProbe;
        tell("pod.unhealthy",
             {isStartup ? "kubelet.startupProbe" : "kubelet.livenessProbe",
              {{"failureThreshold", static_cast<double>(probe.failureThreshold), "1"}, {"period", probe.period.toSeconds(), "s"}},
              "container is killed",
              fmt::format("{}: {} probe failed {} times in a row, the container is killed", m_name,
                          isStartup ? "startup" : "liveness", probe.failureThreshold),
              "pkg/kubelet/prober/worker.go"},
             "warning");
        stopContainer();
    }
    updateReady();
}

void ManagedPod::updateReady() {
    if (hasKubelet()) setReady(m_container.running && m_container.started && m_probes.isReady());
}

void ManagedPod::setReady(bool isReady) {
    if (isReady == m_isReady) return;
    m_isReady = isReady;
    m_readyTransition = m_context.kernel.now();
    if (m_isBeingDeleted) return;  // its endpoint has gone with the deletion timestamp
    if (m_pod != nullptr) m_endpoint.publish(*m_pod, isReady);
    const double age = (m_context.kernel.now() - m_created).toSeconds();
    tell(isReady ? "pod.ready" : "pod.unready",
         {isReady ? "kubelet.ready" : "kubelet.unready",
          {{"restarts", static_cast<double>(m_restarts), "1"}},
          isReady ? "ready" : "not ready",
          isReady ? fmt::format("{} is ready, {:.3f} s after its container started", m_name,
                                (m_context.kernel.now() - m_container.startedAt).toSeconds())
                  : fmt::format("{} is not ready, at the age of {:.3f} s", m_name, age),
          "pkg/kubelet/status"},
         isReady ? "info" : "warning");
}

// --- ends ---

void ManagedPod::remove(const trace::Reason& why) {
    if (m_isBeingDeleted || m_isGone) return;
    m_isBeingDeleted = true;
    tell("pod.terminating", why);
    m_owner.onDeleted(*this);
    if (m_pod != nullptr) m_endpoint.publish(*m_pod, false);
    if (m_node == nullptr || (hasKubelet() && !m_container.running))
        finish();
    else if (hasKubelet() && !m_isStopping)
        stopContainer();
}

void ManagedPod::removeAtOnce(const trace::Reason& why) {
    if (m_isGone) return;
    tell("pod.killed", why, "warning");
    const bool wasReplica = !m_isBeingDeleted;
    m_isBeingDeleted = true;
    finish();
    if (wasReplica) m_owner.onDeleted(*this);
}

void ManagedPod::crash(int exitCode, const trace::Reason& why) {
    if (!m_container.running || !hasKubelet()) return;
    tell("pod.killed", why, "warning");
    exited(exitCode);
}

void ManagedPod::stopContainer() {
    const model::Deployment& deployment = m_service.declaration().deployment;
    const bool overruns = deployment.preStop.ns > 0 && deployment.preStop >= deployment.terminationGracePeriod;
    m_isStopping = true;
    ++m_epoch;  // a startup that is under way ends with the process
    if (!m_isServing) {
        schedule(std::min(deployment.preStop, deployment.terminationGracePeriod), Terminate);
    } else {
        schedule(deployment.terminationGracePeriod + (overruns ? preStopExtension : Duration{0}), Kill);
        schedule(std::min(deployment.preStop, deployment.terminationGracePeriod), Terminate);
    }
}

void ManagedPod::terminate() {
    if (!m_isServing) {
        exited(exitOfSigterm);
        return;
    }
    if (m_isHung) return;
    m_pod->drain();
    m_pod->stopListening();
    schedule(Duration{0}, CheckIdle);
}

void ManagedPod::exited(int exitCode) {
    const bool wasServing = m_isServing;
    killProcess();
    m_exitedAt = m_context.kernel.now();
    if (exitCode == exitOfSigkill && m_isStopping && wasServing)
        tell("pod.killed",
             {"kubelet.sigkill",
              {{"terminationGracePeriod", m_service.declaration().deployment.terminationGracePeriod.toSeconds(), "s"}},
              "exit 137",
              fmt::format("{}: still running at the end of its grace period, killed", m_name),
              "pkg/kubelet/kuberuntime"},
             "warning");
    m_isStopping = false;
    if (m_isBeingDeleted) {
        finish();
        return;
    }
    updateReady();
    restartIfAllowed();
}

void ManagedPod::killProcess() {
    ++m_epoch;
    m_isServing = false;
    m_container.running = false;
    m_usage = {};
    if (m_pod != nullptr) m_pod->die();
}

void ManagedPod::restartIfAllowed() {
    if (!hasKubelet()) return;
    const Instant now = m_context.kernel.now();
    const auto until = m_backOff.blockedUntil(now, m_exitedAt);
    if (!until) {
        startContainer();
        return;
    }
    tell("pod.backOff",
         {"kubelet.crashLoopBackOff",
          {{"restarts", static_cast<double>(m_restarts), "1"}, {"backOff", m_backOff.current().toSeconds(), "s"}},
          "waiting",
          fmt::format("{}: CrashLoopBackOff, restart {} waits {:.0f} s", m_name, m_restarts + 1, m_backOff.current().toSeconds()),
          "pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff"},
         "warning");
    schedule(*until - now, BackOffOver);
}

void ManagedPod::finish() {
    killProcess();
    m_isGone = true;
    m_isReady = false;
    m_probes.stop();
    m_quota.reset();
    if (m_node != nullptr) std::erase(m_node->pods, this);
    if (m_pod != nullptr) {
        Pod& pod = *m_pod;
        m_pod = nullptr;
        m_endpoint.retire(pod);
    }
    m_owner.onGone(*this);
}

// --- its node ---

void ManagedPod::nodeLost() {
    ++m_epoch;
    m_isServing = false;
    m_probes.stop();
    m_usage = {};
    m_exitedAt = m_context.kernel.now();
    if (m_pod != nullptr) m_pod->vanish();
}

void ManagedPod::nodeUnknown() {
    m_usage = {};
    setReady(false);
}

void ManagedPod::evict(const trace::Reason& why) {
    if (m_isBeingDeleted || m_isGone) return;
    m_isBeingDeleted = true;
    tell("pod.evicted", why, "warning");
    if (m_pod != nullptr) m_endpoint.publish(*m_pod, false);
    m_owner.onDeleted(*this);
}

void ManagedPod::nodeRestored() {
    if (m_isBeingDeleted) {
        finish();
        return;
    }
    m_container.running = false;
    m_backOff = rules::CrashLoopBackOff();  // it was in the kubelet's memory
    m_pod->awaitStart();
    updateReady();
    if (m_hasRun) m_probes.start();
    startContainer();
}

void ManagedPod::onEvent(std::uint32_t code, std::uint64_t epoch) {
    if (epoch != m_epoch || m_isGone) return;
    switch (static_cast<Code>(code)) {
        case ContainerStarts: startContainer(); return;
        case StartupOver: startupOver(); return;
        case BackOffOver: restartIfAllowed(); return;
        case Terminate: terminate(); return;
        case Kill: exited(exitOfSigkill); return;
        case CheckIdle:
            if (m_pod->isIdle())
                exited(exitOfSigterm);
            else
                schedule(idleCheck, CheckIdle);
            return;
    }
}

}  // namespace headroom::sim
