#pragma once
// What a scenario does, one level below its elements: journeys, operations, listeners, topics and store operations.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"

namespace headroom::model {

/// A thing that happens at a rate. Points into the scenario it was made from.
struct Activity {
    enum class Kind {
        Journey,
        Operation,
        Listener,  ///< once a record
        Poll,      ///< of a listener: once a poll, for its `per: batch` steps
        Topic,     ///< once a record
        StoreOperation,
    };
    Kind kind = Kind::Operation;
    std::string id;       ///< "service/transaction.create", "group/audit@audit.audit", "store/ledger.insert"
    std::string element;  ///< id of the element it belongs to; a listener's is its group
    const Client* client = nullptr;
    const Service* service = nullptr;  ///< that runs it
    const Operation* operation = nullptr;
    const Listener* listener = nullptr;
    const Topic* topic = nullptr;
    const Store* store = nullptr;
    const Store::Operation* storeOperation = nullptr;

    /// Steps of the journey, operation, listener or poll; empty otherwise. A listener's include those of its polls.
    const Steps& steps() const;
    bool owns(const Step& step) const { return kind == Kind::Poll ? step.perBatch : kind != Kind::Listener || !step.perBatch; }
};

/// Why one activity causes another.
struct Causation {
    enum class Kind { Call, Store, Dedup, OutboxRow, Publish, Miss, Deliver, Poll, DeadLetter };
    Kind kind = Kind::Call;
    std::size_t from = 0;
    std::size_t to = 0;
    std::size_t step = 0;  ///< index into from's steps; Call, Store, OutboxRow, Publish
    bool isSynchronous() const { return kind <= Kind::OutboxRow || kind == Kind::Miss || kind == Kind::Poll; }
};

/// Activities and what causes what, in the scenario's order. The scenario must outlive it.
class ActivityGraph {
public:
    explicit ActivityGraph(const Scenario& scenario);

    const std::vector<Activity>& activities() const { return m_activities; }
    const std::vector<Causation>& causations() const { return m_causations; }
    /// Index of an activity; npos when there is none.
    std::size_t findActivity(const std::string& id) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    /// What an activity's success depends on; npos for what is not there.
    struct Needs {
        std::vector<std::size_t> steps;  ///< target of each of its steps
        std::size_t dedup = npos;
        std::size_t miss = npos;
    };
    const Needs& needs(std::size_t activity) const { return m_needs[activity]; }
    /// Those that have it among their needs.
    const std::vector<std::size_t>& neededBy(std::size_t activity) const { return m_neededBy[activity]; }
    /// In the scenario's order.
    const std::vector<std::size_t>& activitiesOf(const std::string& element) const;

    /// Strongly connected components in order of work: causes before effects.
    const std::vector<std::vector<std::size_t>>& components() const { return m_components; }
    /// Whether the component causes itself.
    bool isCyclic(const std::vector<std::size_t>& component) const;

private:
    void addActivities(const Scenario& scenario);
    void addListeners(const Service& service);
    void connectSteps(std::size_t from);
    void connectStep(std::size_t from, std::size_t step);
    void connectListener(std::size_t from);
    void add(Activity activity);
    void connect(Causation::Kind kind, std::size_t from, const std::string& to, std::size_t step = 0);
    void findComponents();
    void findNeeds();
    std::size_t targetOf(const Step& step) const;

    std::vector<Activity> m_activities;
    std::vector<Causation> m_causations;
    std::map<std::string, std::size_t> m_byId;
    std::map<std::string, std::vector<std::size_t>> m_byElement;
    std::vector<Needs> m_needs;
    std::vector<std::vector<std::size_t>> m_neededBy;
    std::vector<std::vector<std::size_t>> m_components;
};

/// "group/audit": where a listener's lag is counted.
std::string groupElementId(const Listener& listener, const Service& service);

}  // namespace headroom::model
