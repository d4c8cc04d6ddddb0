#include "model/forecast/starting_point.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/analysis/flow_balance.h"
#include "model/forecast/load_text.h"
#include "model/topology/activity_graph.h"

namespace headroom::forecast {
namespace {

constexpr double mostRecords = 1e9;  // of an initial lag

/// Where on the scenario's own clock the trace is.
model::LoadPoint pointOf(const ObservedState& state) {
    return state.isLive ? model::LoadPoint{model::LoadPoint::Kind::Mean, {}}
                        : model::LoadPoint{model::LoadPoint::Kind::At, state.at};
}

/// Topics that clients lead to without a group in between: what is appended to them follows from the load alone.
std::set<std::string> fedByClients(const model::ActivityGraph& graph) {
    std::set<std::size_t> reached;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < graph.activities().size(); ++i)
        if (graph.activities()[i].kind == model::Activity::Kind::Journey) open.push_back(i);
    while (!open.empty()) {
        const std::size_t from = open.back();
        open.pop_back();
        if (!reached.insert(from).second || graph.activities()[from].topic != nullptr) continue;
        for (const model::Causation& causation : graph.causations())
            if (causation.from == from) open.push_back(causation.to);
    }
    std::set<std::string> topics;
    for (const std::size_t i : reached)
        if (graph.activities()[i].topic != nullptr) topics.insert(graph.activities()[i].topic->name);
    // A group that adds to one makes its rate say how fast the group is.
    for (const model::Causation& causation : graph.causations())
        if (graph.activities()[causation.from].kind == model::Activity::Kind::Listener &&
            graph.activities()[causation.to].topic != nullptr)
            topics.erase(graph.activities()[causation.to].topic->name);
    return topics;
}

class Builder {
public:
    Builder(const ObservedState& state, const model::Scenario& scenario) : m_state(state), m_scenario(scenario) {}

    StartingPoint build() {
        for (const char* replaced : {"faults=[]", "expect=[]", "warmup=0s", "initial={lag: [], replicas: {}}"})
            m_result.settings.push_back(*model::parseSetting(replaced));
        for (const model::Topic& topic : m_scenario.topics) addLags(topic);
        for (const ObservedService& service : m_state.services) addReplicas(service);
        for (const std::string& broker : m_state.brokersDown) {
            m_result.settings.push_back({"faults[+]", fmt::format("{{at: 0s, kill: {}}}", quoted(broker))});
            note("{} is down, and stays so", broker);
        }
        noteFaults();
        addLoads();
        return std::move(m_result);
    }

private:
    template <typename... Arguments>
    void note(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
        m_result.notes.push_back(fmt::format(text, std::forward<Arguments>(arguments)...));
    }

    struct Lag {
        std::string group;
        double records = 0;
        double age = 0;
    };

    /// All groups' lags on a topic, shortest first, with ages that ascend: the longer lag's oldest record is the older one.
    void addLags(const model::Topic& topic) {
        std::vector<Lag> lags;
        for (const ObservedGroup& group : m_state.groups) {
            const ObservedLag* lag = group.findLag(topic.name);
            if (lag == nullptr) continue;
            if (!lag->records)
                note("how much group {} has yet to read of {} isn't known; it begins with nothing to read", group.group,
                     topic.name);
            else if (*lag->records >= 1)
                lags.push_back({group.group, std::min(*lag->records, mostRecords), ageOf(group, *lag)});
        }
        std::ranges::stable_sort(lags, {}, &Lag::records);
        for (std::size_t i = 1; i < lags.size(); ++i) lags[i].age = std::max(lags[i].age, lags[i - 1].age);
        for (std::size_t i = lags.size(); i-- > 1;)
            if (std::llround(lags[i].records) == std::llround(lags[i - 1].records)) lags[i - 1].age = lags[i].age;
        // Partitions that an alternative adds hold nothing of it.
        for (const Lag& lag : lags)
            m_result.settings.push_back(
                {"initial.lag[+]",
                 fmt::format("{{topic: {}, groupId: {}, records: {}, age: {}s, partitions: {}}}", quoted(topic.name),
                             quoted(lag.group), std::llround(lag.records), numberText(lag.age), topic.partitions)});
    }

    double ageOf(const ObservedGroup& group, const ObservedLag& lag) {
        if (lag.age) return std::max(0.0, *lag.age);
        const ObservedTopic* topic = m_state.findTopic(lag.topic);
        if (topic != nullptr && topic->appended && topic->appended->perSecond > 0) {
            note("the time lag of group {} on {} isn't known; taken for its lag ÷ what arrives", group.group, lag.topic);
            return *lag.records / topic->appended->perSecond;
        }
        note("the time lag of group {} on {} isn't known; its records count as new", group.group, lag.topic);
        return 0;
    }

    void addReplicas(const ObservedService& service) {
        if (!service.ready) {
            const model::Service& declared = *m_scenario.findService(service.service);
            if (!declared.listeners.empty() || !m_state.isLive)
                note("how many pods {} has isn't known; it begins with those the scenario declares", service.service);
            return;
        }
        m_result.settings.push_back({"initial.replicas." + service.service, std::to_string(*service.ready)});
        if (service.wanted && *service.wanted != *service.ready)
            m_result.settings.push_back({"faults[+]", fmt::format("{{at: 0s, scale: {}, replicas: {}}}",
                                                                  quoted("service/" + service.service), *service.wanted)});
    }

    /// Those that a run was under when it was observed; nobody can see them but by what they do.
    void noteFaults() {
        if (m_state.isLive) return;
        for (const model::Fault& fault : m_scenario.faults) {
            const bool hasBegun = fault.at <= m_state.at;
            const bool hasEnded = fault.length && fault.at + *fault.length <= m_state.at;
            const bool isMoment = !fault.length && (std::holds_alternative<model::KillPod>(fault.action) ||
                                                    std::holds_alternative<model::DeletePod>(fault.action) ||
                                                    std::holds_alternative<model::KillBroker>(fault.action) ||
                                                    std::holds_alternative<model::ScaleService>(fault.action));
            if (hasBegun && !hasEnded && !isMoment) note("the fault '{}' was under way; it is taken to be over", fault.name);
            if (!hasBegun) m_hasPlanned = true;
        }
        if (m_hasPlanned) note("faults that the scenario plans for later are left out");
    }

    void addLoads() {
        model::AnalysisOptions options;
        options.point = pointOf(m_state);
        const model::FlowBalance flows = model::balanceFlows(m_scenario, options);
        const ClientLoad byTopics = factorByTopics(flows);
        for (const model::Client& client : m_scenario.clients) {
            ClientLoad load = ownFactor(client, flows);
            if (load.basis == ClientLoad::Basis::None) load = byTopics;
            load.client = client.name;
            if (load.basis == ClientLoad::Basis::None)
                note("what client/{} really sends isn't known; it is taken for what the scenario says", client.name);
            m_result.loads.push_back(load);
        }
    }

    ClientLoad ownFactor(const model::Client& client, const model::FlowBalance& flows) const {
        const ObservedClient* observed = m_state.findClient(client.name);
        const double level = model::levelAt(client.load, pointOf(m_state), m_scenario.duration);
        const bool isClosed = std::holds_alternative<model::ClosedLoad>(client.load);
        if (observed == nullptr || level <= 0) return {};
        if (isClosed && observed->users) return {client.name, *observed->users / level, 0, ClientLoad::Basis::Users};
        if (!observed->arrivals) return {};
        double expected = level;
        if (isClosed) {
            const auto flow = std::ranges::find(flows.clients, client.name, &model::ClientFlow::client);
            expected = flow == flows.clients.end() ? 0 : flow->arrivals;
        }
        return factorOf(*observed->arrivals, expected, ClientLoad::Basis::Client);
    }

    ClientLoad factorByTopics(const model::FlowBalance& flows) const {
        ObservedRate observed;
        double expected = 0;
        for (const std::string& name : fedByClients(model::ActivityGraph(m_scenario))) {
            const ObservedTopic* topic = m_state.findTopic(name);
            const model::TopicFlow* flow = flows.findTopic(name);
            if (topic == nullptr || !topic->appended || flow == nullptr) continue;
            observed.perSecond += topic->appended->perSecond;
            observed.standardError = std::hypot(observed.standardError, topic->appended->standardError);
            expected += flow->recordsPerSecond;
        }
        return factorOf(observed, expected, ClientLoad::Basis::Topics);
    }

    static ClientLoad factorOf(const ObservedRate& observed, double expected, ClientLoad::Basis basis) {
        if (!(expected > 0) || !std::isfinite(expected)) return {};
        const double error = observed.perSecond > 0 ? observed.standardError / observed.perSecond : 0;
        return {"", observed.perSecond / expected, error, basis};
    }

    const ObservedState& m_state;
    const model::Scenario& m_scenario;
    StartingPoint m_result;
    bool m_hasPlanned = false;
};

/// As it is written; a closed load's think time is kept.
std::string writtenLoad(const model::Scenario& scenario, const std::string& client) {
    const auto found = std::ranges::find(scenario.effective, "clients." + client + ".load", &model::EffectiveValue::path);
    return found == scenario.effective.end() ? "" : found->value;
}

}  // namespace

std::string wordsOf(ClientLoad::Basis basis) {
    switch (basis) {
        case ClientLoad::Basis::Client: return "its arrivals";
        case ClientLoad::Basis::Users: return "its users";
        case ClientLoad::Basis::Topics: return "what was appended to the topics it leads to";
        case ClientLoad::Basis::None: return "nothing but the scenario";
    }
    return "";
}

StartingPoint startingPoint(const ObservedState& state, const model::Scenario& scenario) {
    return Builder(state, scenario).build();
}

std::vector<model::Setting> loadSettings(const StartingPoint& start, const ObservedState& state, const model::Scenario& scenario,
                                         const LoadCourse& course) {
    std::vector<model::Setting> settings;
    for (std::size_t i = 0; i < start.loads.size(); ++i) {
        const ClientLoad& load = start.loads[i];
        const model::Load& declared = scenario.clients[i].load;
        const double factor = std::max(0.0, load.factor * (1 + course.deviation * load.relativeError)) / course.loadScale;
        const auto* closed = std::get_if<model::ClosedLoad>(&declared);
        const auto* open = std::get_if<model::OpenLoad>(&declared);
        const bool isReplay = open != nullptr && open->process == model::OpenLoad::Process::Replay;
        model::LoadProfile profile = closed != nullptr ? closed->users : open->rate;
        model::Instant from = state.at;
        if (state.isLive || isReplay) {
            profile = model::LoadProfile::hold(model::levelAt(declared, pointOf(state), scenario.duration));
            from = model::Instant::start();
        }
        const std::string level = profileText(profile, from, course.length, factor, closed != nullptr ? "" : "/s");
        const bool isConstant = open != nullptr && open->process == model::OpenLoad::Process::Constant;
        const std::string text = closed != nullptr ? withUsers(writtenLoad(scenario, load.client), level)
                                                   : fmt::format("{}({})", isConstant ? "constant" : "poisson", level);
        if (!text.empty()) settings.push_back({fmt::format("clients.{}.load", load.client), quoted(text)});
    }
    return settings;
}

}  // namespace headroom::forecast
