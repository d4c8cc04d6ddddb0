#include "connectors/kubernetes/observer.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <thread>

namespace headroom::connectors::kubernetes {
namespace {

constexpr auto askedEvery = std::chrono::milliseconds(20);

}  // namespace

class Observer::Implementation final : public FeedListener {
public:
    Implementation(Access access, ObserverOptions options)
        : m_login(std::move(access)),
          m_options(std::move(options)),
          m_state(Naming(m_options.services, m_login.access().space.empty())) {}

    std::optional<Error> begin() {
        // What makes no sense is said before anything begins.
        const auto entry = m_login.enter([] { return false; });
        if (!entry) return entry.error();
        for (const KindOfThing& thing : kinds) m_feeds.emplace_back(m_login, thing.kind, *this, m_options.feed);
        for (Feed& feed : m_feeds) m_threads.emplace_back([&feed](const std::stop_token& stop) { feed.run(stop); });
        return std::nullopt;
    }

    ~Implementation() override {
        for (std::jthread& thread : m_threads) thread.request_stop();
        m_threads.clear();
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    void listed(Kind kind, const std::vector<Object>& objects) override {
        const std::lock_guard lock(m_mutex);
        m_state.replaceAll(kind, objects, now());
        stateOf(kind) = {true, {}, 0};
    }
    void put(const Object& object) override {
        const std::lock_guard lock(m_mutex);
        m_state.put(object, now());
    }
    void removed(const Object& object) override {
        const std::lock_guard lock(m_mutex);
        m_state.remove(object, now());
    }
    void watched(Kind kind) override {
        const std::lock_guard lock(m_mutex);
        stateOf(kind).isKnown = true;
        stateOf(kind).error.reset();
    }
    void failed(Kind kind, const Error& error) override {
        const std::lock_guard lock(m_mutex);
        stateOf(kind).isKnown = false;
        stateOf(kind).error = error;
    }
    void foundSenseless(Kind kind, std::size_t objects) override {
        const std::lock_guard lock(m_mutex);
        stateOf(kind).senseless += objects;
    }

    Snapshot snapshot() {
        const std::lock_guard lock(m_mutex);
        Snapshot snapshot;
        snapshot.server = m_login.access().server.origin();
        snapshot.context = m_login.access().context;
        snapshot.space = m_login.access().space;
        snapshot.states = m_states;
        snapshot.naming = m_state.naming();
        if (snapshot.isKnown(Kind::Deployments)) addWorkloads(Workload::Type::Deployment, snapshot);
        if (snapshot.isKnown(Kind::StatefulSets)) addWorkloads(Workload::Type::StatefulSet, snapshot);
        if (snapshot.isKnown(Kind::Pods)) addPods(snapshot);
        if (snapshot.isKnown(Kind::Autoscalers))
            for (const auto& [name, scaler] : m_state.autoscalers()) snapshot.autoscalers.push_back(scaler);
        snapshot.restarts = m_state.restarts();
        snapshot.events = m_state.takeEvents(now());
        snapshot.newPods = m_state.takeNewPods();
        return snapshot;
    }

    bool isComplete() {
        const std::lock_guard lock(m_mutex);
        return std::ranges::all_of(m_states, [](const KindState& state) { return state.isKnown || state.error; });
    }

private:
    KindState& stateOf(Kind kind) { return m_states.at(static_cast<std::size_t>(kind)); }

    trace::Instant now() const {
        const auto passed = std::chrono::steady_clock::now() - m_options.began;
        return {std::chrono::duration_cast<std::chrono::nanoseconds>(passed).count()};
    }

    void addWorkloads(Workload::Type type, Snapshot& snapshot) const {
        for (const auto& [name, workload] : m_state.workloads(type)) snapshot.workloads.push_back(workload);
    }

    void addPods(Snapshot& snapshot) const {
        for (const auto& [name, pod] : m_state.pods()) {
            snapshot.pods.push_back(pod);
            std::string service = m_state.serviceOf(pod);
            if (!service.empty()) snapshot.serviceOfPod[m_state.naming().nameOf(name)] = std::move(service);
        }
    }

    Login m_login;
    ObserverOptions m_options;
    std::mutex m_mutex;
    ClusterState m_state;
    std::array<KindState, kinds.size()> m_states{};
    std::deque<Feed> m_feeds;
    std::vector<std::jthread> m_threads;  ///< last: they use all the rest
};

Observer::Observer(std::unique_ptr<Implementation> implementation) : m_implementation(std::move(implementation)) {}

Observer::~Observer() = default;

Result<std::unique_ptr<Observer>> Observer::begin(Access access, ObserverOptions options) {
    auto implementation = std::make_unique<Implementation>(std::move(access), std::move(options));
    if (auto error = implementation->begin()) return *error;
    return std::unique_ptr<Observer>(new Observer(std::move(implementation)));
}

Snapshot Observer::snapshot() {
    return m_implementation->snapshot();
}

Snapshot Observer::firstSnapshot(const std::function<bool()>& isCancelled) {
    while (!m_implementation->isComplete() && !isCancelled()) std::this_thread::sleep_for(askedEvery);
    return m_implementation->snapshot();
}

}  // namespace headroom::connectors::kubernetes
