#include "model/analysis/headroom.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "model/analysis/capacity.h"
#include "model/analysis/flow_model.h"
#include "model/analysis/load_solver.h"

namespace headroom::model {

namespace {

using Kind = ResourceUse::Kind;

/// "this load", "2 times the load".
std::string loadName(double factor) {
    return factor == 1 ? "this load" : shortNumber(factor) + " times the load";
}

std::string counted(int count, const char* singular) {
    return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

/// Answers one question; collects the pieces in the order they need each other.
class Answer {
public:
    Answer(const Scenario& scenario, const HeadroomQuestion& question)
        : m_scenario(scenario), m_question(question), m_model(scenario, question.failures) {
        const LoadSolver load(scenario, m_model, question.point, 1);
        m_arrivals = load.offered();
        m_pods = m_model.replicas(ReplicaChoice::Maximum, {});
        m_flows = m_model.flows(m_arrivals, m_pods, load.seen());
        m_rows = resourcesWithFactors(scenario, m_model, m_arrivals, m_pods, load.seen());
    }

    Headroom headroom() {
        m_result.loadFactor = m_question.loadFactor;
        for (const double rate : m_arrivals) m_result.arrivalsPerSecond += rate;
        addBreaks();
        for (const GroupFlow& group : m_flows.groups) addGroup(group);
        for (const Service& service : m_scenario.services) addReplicas(service);
        addWarnings();
        m_result.sentence = summary();
        return std::move(m_result);
    }

private:
    void addBreaks() {
        std::vector<ResourceUse> rows = m_rows;
        std::ranges::stable_sort(rows, breaksBefore);
        for (const ResourceUse& row : rows) {
            if (!row.dependsOnLoad || !std::isfinite(row.factor)) continue;
            Break found{row.element, row.resource, row.kind, row.factor, row.factor * m_result.arrivalsPerSecond, {}};
            found.sentence = fmt::format("{}: {} is full at {} arrivals/s, {} times the load ({} of {} {} now)", row.element,
                                         row.resource, shortNumber(found.arrivalsPerSecond), shortNumber(row.factor),
                                         shortNumber(row.demand), shortNumber(row.capacity), row.unit);
            m_result.breaks.push_back(std::move(found));
        }
    }

    const Listener& listenerOf(const GroupFlow& group) const {
        const Service& service = *std::ranges::find(m_scenario.services, group.service, &Service::name);
        return *std::ranges::find(service.listeners, group.listener, &Listener::name);
    }

    /// Share of a group's records at the fullest of `members` threads.
    double shareAt(const GroupFlow& group, int members) const {
        double weighted = 0;
        double all = 0;
        for (const std::string& name : listenerOf(group).topics) {
            const auto topic = std::ranges::find(m_scenario.topics, name, &Topic::name);
            const TopicFlow* flow = m_flows.findTopic(name);
            if (topic == m_scenario.topics.end() || flow == nullptr) continue;
            weighted += flow->recordsPerSecond * fullestShare(*topic, members, flow->hottestShare);
            all += flow->recordsPerSecond;
        }
        return all > 0 ? weighted / all : 0;
    }

    void addGroup(const GroupFlow& group) {
        GroupAdvice advice;
        advice.group = group.group;
        advice.service = group.service;
        advice.recordsPerSecond = group.recordsPerSecond * m_question.loadFactor;
        const auto capacity = [&](int members) {
            const double perRecord = shareAt(group, members) * group.bestRecordTime;
            return perRecord > 0 && members > 0 ? 1 / perRecord : members > 0 ? INFINITY : 0.0;
        };
        advice.capacityNow = capacity(group.members);
        advice.capacityAtPartitions = capacity(std::max(1, group.partitions));
        advice.keepsUp = advice.recordsPerSecond <= advice.capacityNow;
        advice.canEverKeepUp = advice.recordsPerSecond <= advice.capacityAtPartitions;
        const double busy = advice.recordsPerSecond * group.bestRecordTime;
        const double excess = shareAt(group, std::max(1, group.partitions)) - 1.0 / std::max(1, group.partitions);
        if (excess * busy < 1)
            advice.partitionsNeeded = std::max(1, static_cast<int>(std::ceil(busy / (1 - excess * busy) - 1e-9)));
        advice.sentence = describe(advice, group);
        m_result.groups.push_back(std::move(advice));
    }

    static std::string describe(const GroupAdvice& advice, const GroupFlow& group) {
        const std::string load = fmt::format("group {} gets {} records/s", advice.group, shortNumber(advice.recordsPerSecond));
        if (advice.keepsUp)
            return fmt::format("{} and keeps up: {} can do {}", load, counted(group.members, "thread"),
                               shortNumber(advice.capacityNow));
        if (advice.canEverKeepUp)
            return fmt::format("{} but {} can do {} only; a thread for each of the {} partitions could do {}", load,
                               counted(group.members, "thread"), shortNumber(advice.capacityNow), group.partitions,
                               shortNumber(advice.capacityAtPartitions));
        if (!advice.partitionsNeeded)
            return fmt::format("{} and can never keep up: one key's records alone take longer than they have", load);
        return fmt::format("{} and can never keep up: {} allow{} {}, it takes {}", load,
                           counted(group.partitions, "partition"), group.partitions == 1 ? "s" : "",
                           shortNumber(advice.capacityAtPartitions), *advice.partitionsNeeded);
    }

    /// Replicas a pod-bound resource asks for.
    int podsFor(const ResourceUse& row, int pods) const {
        const double perPod = row.capacity / pods;
        return std::max(
            1, static_cast<int>(std::ceil(row.demand * m_question.loadFactor / (perPod * m_question.targetUtilisation) - 1e-9)));
    }

    static bool growsWithPods(Kind kind) {
        return kind == Kind::Cpu || kind == Kind::Threads || kind == Kind::Pool || kind == Kind::Bulkhead ||
               kind == Kind::RateLimiter;
    }

    void addReplicas(const Service& service) {
        ReplicaAdvice advice;
        advice.service = service.name;
        advice.declared = declaredReplicas(service, m_scenario);
        advice.maximum = m_pods.at(service.name);
        advice.settled = settledReplicas(service, m_flows.cpuSeconds.at(service.name) * m_question.loadFactor);
        advice.needed = 1;
        advice.because = "CPU";
        const auto raise = [&](int pods, const std::string& why) {
            if (!advice.needed || pods <= *advice.needed) return;
            advice.needed = pods;
            advice.because = why;
        };
        for (const ResourceUse& row : m_rows)
            if (row.element == "service/" + service.name && growsWithPods(row.kind) && row.capacity > 0)
                raise(podsFor(row, std::max(1, m_pods.at(service.name))), row.resource);
        for (const GroupFlow& group : m_flows.groups) {
            if (group.service != service.name) continue;
            const int concurrency = std::max(1, listenerOf(group).concurrency);
            const int most = (group.partitions + concurrency - 1) / concurrency;
            int pods = 1;
            const double busy = group.recordsPerSecond * m_question.loadFactor * group.bestRecordTime;
            while (pods < most && busy * shareAt(group, pods * concurrency) > m_question.targetUtilisation) ++pods;
            if (busy * shareAt(group, std::max(1, pods * concurrency)) > 1) {
                advice.needed.reset();
                advice.because = "group/" + group.group;
            }
            raise(pods, "group/" + group.group);
            if (advice.ranges.empty())
                advice.ranges = usefulReplicas(group.partitions, concurrency, std::max(most, advice.maximum));
        }
        advice.sentence = describe(advice);
        m_result.replicas.push_back(std::move(advice));
    }

    std::string describe(const ReplicaAdvice& advice) const {
        std::string text =
            advice.needed
                ? fmt::format("{} needs {} at {} ({} at most {:.0f} % busy); it has {}", advice.service,
                              counted(*advice.needed, "replica"), loadName(m_question.loadFactor), advice.because,
                              100 * m_question.targetUtilisation, advice.declared)
                : fmt::format("no number of replicas is enough for {} at {} because of {}", advice.service,
                              loadName(m_question.loadFactor), advice.because);
        if (advice.settled) text += fmt::format("; its autoscaler settles at {} of at most {}", *advice.settled, advice.maximum);
        if (advice.needed && *advice.needed > advice.maximum && advice.maximum != advice.declared)
            text += ", which is not enough";
        if (!advice.ranges.empty()) {
            std::vector<int> useful;
            for (const ReplicaRange& range : advice.ranges) useful.push_back(range.from);
            text += fmt::format("; for its partitions, only {} replicas make a difference", fmt::join(useful, ", "));
        }
        return text;
    }

    void addWarnings() {
        for (const ResourceUse& row : m_rows)
            if (!row.dependsOnLoad && row.utilisation > 1)
                m_result.warnings.push_back(fmt::format("{}: {} {} of {} are wanted once every autoscaler is at its maximum",
                                                        row.element, shortNumber(row.demand), row.resource,
                                                        shortNumber(row.capacity)));
        for (const std::string& activity : m_flows.diverging)
            m_result.warnings.push_back(
                fmt::format("{} is part of a cycle that causes at least as much work as it does", activity));
    }

    std::string summary() const {
        std::vector<std::string> firsts;
        for (const Break& found : m_result.breaks)
            if (found.factor <= m_question.loadFactor && firsts.size() < 3)
                firsts.push_back(fmt::format("{}'s {} at {}x", found.element, found.resource, shortNumber(found.factor)));
        if (!firsts.empty())
            return fmt::format("{} does not fit; full are {}", loadName(m_question.loadFactor), fmt::join(firsts, ", then "));
        if (m_result.breaks.empty()) return "nothing here is used by the load";
        const Break& first = m_result.breaks.front();
        return fmt::format("{} fits; the first to be full: {}'s {}, at {}x", loadName(m_question.loadFactor), first.element,
                           first.resource, shortNumber(first.factor));
    }

    const Scenario& m_scenario;
    const HeadroomQuestion& m_question;
    FlowModel m_model;
    std::vector<double> m_arrivals;
    std::map<std::string, int> m_pods;
    FlowBalance m_flows;
    std::vector<ResourceUse> m_rows;
    Headroom m_result;
};

}  // namespace

std::vector<ReplicaRange> usefulReplicas(int partitions, int concurrency, int most) {
    std::vector<ReplicaRange> ranges;
    for (int n = 1; n <= most; ++n) {
        const double capacity = static_cast<double>(partitions) / fullestPartitions(partitions, n * std::max(1, concurrency));
        if (ranges.empty() || capacity > ranges.back().relativeCapacity)
            ranges.push_back({n, n, capacity});
        else
            ranges.back().to = n;
    }
    return ranges;
}

Headroom analyse(const Scenario& scenario, const HeadroomQuestion& question) {
    return Answer(scenario, question).headroom();
}

Headroom analyse(const Scenario& scenario, double loadFactor) {
    HeadroomQuestion question;
    question.loadFactor = loadFactor;
    return analyse(scenario, question);
}

}  // namespace headroom::model
