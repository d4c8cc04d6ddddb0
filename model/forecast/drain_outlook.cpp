#include "model/forecast/drain_outlook.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "model/analysis/capacity.h"
#include "model/topology/placement.h"

namespace headroom::forecast {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// A queue that fills and is emptied at constant rates.
struct Queue {
    double lag = 0;
    double arrivals = 0;
    double capacity = 0;
};

/// What is left after a time.
double leftAfter(const Queue& queue, double seconds) {
    return std::max(0.0, queue.lag + (queue.arrivals - queue.capacity) * seconds);
}

double timeTo(const Queue& queue, double target) {
    if (queue.lag <= target) return 0;
    const double speed = queue.capacity - queue.arrivals;
    return speed > 0 ? (queue.lag - target) / speed : never;
}

/// Until something takes effect after `delay`, and from then on.
struct Course {
    Queue before;
    Queue after;  ///< its lag is that at the beginning, as it is spread afterwards
    double delay = 0;

    double drained(double target) const {
        if (delay <= 0) return timeTo(after, target);
        if (const double early = timeTo(before, target); early <= delay) return early;
        Queue rest = after;
        rest.lag = before.lag > 0 ? rest.lag * leftAfter(before, delay) / before.lag : leftAfter(before, delay);
        return delay + timeTo(rest, target);
    }

    /// Records read by an instant, as long as there are some.
    double readBy(double seconds) const {
        const double early = std::min(seconds, delay);
        return amount(before.capacity, early) + amount(after.capacity, seconds - early);
    }

    /// When the oldest unread record is as old as retention allows, at the earliest; `age` is its age now. The lag is evenly
    /// aged.
    double breach(double age, double retention, double until) const {
        if (age >= retention) return 0;
        const auto ageAt = [&](double seconds) {
            const double read = readBy(seconds);
            // Up to the last of them, whatever rounding says.
            if (read < after.lag * (1 + 1e-9)) return age * std::max(0.0, 1 - read / after.lag) + seconds;
            return after.arrivals > 0 ? seconds - (read - after.lag) / after.arrivals : 0;
        };
        // The age is linear between these instants, and its slope no longer changes after the last.
        const double emptied = timeToRead(after.lag);
        const double horizon = std::max({retention, delay, std::isinf(emptied) ? 0 : emptied}) * 2 + 1;
        std::vector<double> corners{0, delay, emptied, horizon, horizon * 1e4};
        std::erase_if(corners, [](double at) { return !std::isfinite(at); });
        std::ranges::sort(corners);
        for (std::size_t i = 1; i < corners.size(); ++i) {
            const double from = ageAt(corners[i - 1]);
            const double to = ageAt(corners[i]);
            if (to < retention || to <= from) continue;
            const double at = corners[i - 1] + (retention - from) / (to - from) * (corners[i] - corners[i - 1]);
            return at < until ? at : never;
        }
        return never;
    }

private:
    /// Nothing in no time, however fast.
    static double amount(double rate, double seconds) { return seconds > 0 ? rate * seconds : 0; }

    double timeToRead(double records) const {
        const double early = amount(before.capacity, delay);
        if (records <= early) return before.capacity > 0 ? records / before.capacity : 0;
        return after.capacity > 0 ? delay + (records - early) / after.capacity : never;
    }
};

double meanStart(const model::Service& service, bool isNew) {
    return (isNew ? service.scheduling.mean : 0) + service.startup.mean;
}

std::vector<const model::InitialState::Lag*> lagsOf(const model::Scenario& scenario, const std::string& group) {
    std::vector<const model::InitialState::Lag*> lags;
    for (const model::InitialState::Lag& lag : scenario.initial.lags)
        if (lag.groupId == group) lags.push_back(&lag);
    return lags;
}

class Outlook {
public:
    Outlook(const model::Scenario& scenario, const ObservedGroup& observed, const Alternative& alternative)
        : m_observed(observed), m_alternative(alternative), m_before(scenario), m_after(scenario) {
        m_result.notes = alternative.notes;
        for (const auto& [name, replicas] : alternative.replicas) scale(name, replicas);
        for (const auto& [name, count] : alternative.podsKilled) kill(name, count);
    }

    DrainOutlook outlook() {
        const GroupLimits before(m_before, m_observed.group);
        const GroupLimits after(m_after, m_observed.group);
        m_result.pace = after.pace();
        double waiting = 0;
        for (const auto* lag : lagsOf(m_after, m_observed.group)) waiting += static_cast<double>(lag->records);
        const Course fullest{{fullestLag(before), before.arrivalsAtFullest(), before.threadRate()},
                             {fullestLag(after), after.arrivalsAtFullest(), after.threadRate()},
                             m_result.delay};
        const Course together{{waiting, before.pace().arrivals, before.resourceLimit()},
                              {waiting, after.pace().arrivals, after.resourceLimit()},
                              m_result.delay};
        const double share = m_result.pace.arrivals > 0 ? after.arrivalsAtFullest() / m_result.pace.arrivals : 0;
        const double byThreads = fullest.drained(m_result.pace.steadyLag * share);
        const double byResources = together.drained(m_result.pace.steadyLag);
        m_result.drained = waiting <= m_result.pace.steadyLag ? 0 : std::max(byThreads, byResources);
        const bool isWaitedFor = byResources > byThreads;
        breach(isWaitedFor ? together : fullest);
        killBrokers();
        return std::move(m_result);
    }

private:
    void scale(const std::string& name, int replicas) {
        const model::Service& service = *m_after.findService(name);
        const int present = model::declaredReplicas(service, m_before);
        m_after.initial.replicas[name] = replicas;
        if (replicas > present) m_result.delay = std::max(m_result.delay, meanStart(service, true));
        if (replicas < present) m_before.initial.replicas[name] = replicas;
    }

    void kill(const std::string& name, int count) {
        const model::Service* service = m_after.findService(name);
        if (service == nullptr) return;
        const int present = model::declaredReplicas(*service, m_before);
        m_before.initial.replicas[name] = std::max(0, present - count);
        m_result.delay = std::max(m_result.delay, meanStart(*service, false));
    }

    /// Records that wait for the thread with most of them: with the most partitions, or with the fullest one.
    double fullestLag(const GroupLimits& limits) const {
        double sum = 0;
        for (const auto* lag : lagsOf(m_after, m_observed.group)) {
            const int holders = std::max(1, lag->partitions > 0 ? lag->partitions : m_after.findTopic(lag->topic)->partitions);
            const double even = static_cast<double>(lag->records) * limits.holdersAtFullest(lag->topic, holders) / holders;
            double fullest = 0;
            if (const ObservedLag* seen = m_observed.findLag(lag->topic))
                for (const double records : seen->partitions) fullest = std::max(fullest, std::isnan(records) ? 0 : records);
            sum += std::max(even, fullest);
        }
        return sum;
    }

    void breach(const Course& course) {
        m_result.breach = never;
        for (const auto* lag : lagsOf(m_after, m_observed.group)) {
            const model::Topic& topic = *m_after.findTopic(lag->topic);
            if (topic.config.retentionBytes >= 0)
                m_result.notes.push_back(fmt::format(
                    "retention.bytes of {} may delete records earlier; the flow balance goes by time only", lag->topic));
            if (topic.config.retentionTime.isInfinite()) continue;
            const ObservedLag* seen = m_observed.findLag(lag->topic);
            if (seen == nullptr || !seen->age) {
                m_result.breach.reset();
                m_result.breachTopic = lag->topic;
                return;
            }
            const double at = course.breach(*seen->age, topic.config.retentionTime.toSeconds(), m_result.drained);
            if (at >= *m_result.breach) continue;
            m_result.breach = at;
            m_result.breachTopic = lag->topic;
        }
    }

    /// Partitions without another replica can't be read until their broker is back.
    void killBrokers() {
        for (const auto* lag : lagsOf(m_after, m_observed.group)) {
            const model::Topic& topic = *m_after.findTopic(lag->topic);
            const model::KafkaCluster* cluster = model::clusterOf(topic, m_after);
            int lost = 0;
            for (int p = 0; cluster != nullptr && p < topic.partitions; ++p) lost += isLost(topic, *cluster, p) ? 1 : 0;
            if (lost == 0) continue;
            m_result.drained = never;
            m_result.notes.push_back(
                fmt::format("{} of the {} partitions of {} have no other replica: nobody can read them until "
                            "the broker is back",
                            lost, topic.partitions, topic.name));
        }
    }

    bool isLost(const model::Topic& topic, const model::KafkaCluster& cluster, int partition) const {
        const std::vector<int> brokers = model::replicaBrokers(topic, cluster, partition);
        return std::ranges::all_of(brokers, [&](int broker) {
            const std::string id = fmt::format("broker/{}/{}", cluster.name, broker);
            const bool isDown = std::ranges::any_of(m_after.faults, [&](const model::Fault& fault) {
                const auto* kill = std::get_if<model::KillBroker>(&fault.action);
                return kill != nullptr && kill->cluster == cluster.name && kill->broker == broker;
            });
            return isDown || std::ranges::find(m_alternative.brokersKilled, id) != m_alternative.brokersKilled.end();
        });
    }

    const ObservedGroup& m_observed;
    const Alternative& m_alternative;
    model::Scenario m_before;  ///< until the delay is over
    model::Scenario m_after;
    DrainOutlook m_result;
};

}  // namespace

DrainOutlook drainOutlook(const model::Scenario& scenario, const ObservedGroup& observed, const Alternative& alternative) {
    return Outlook(scenario, observed, alternative).outlook();
}

}  // namespace headroom::forecast
