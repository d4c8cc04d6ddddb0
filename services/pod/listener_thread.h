#pragma once

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "model/scenario/scenario.h"
#include "services/execution/step_player.h"
#include "services/kafka/consumer.h"
#include "services/process/stop_signal.h"

namespace headroom::services {

/// One listener thread of a pod: polls, processes, commits, with Spring's DefaultErrorHandler (back-off in the thread,
/// dead-letter topic).
class ListenerThread {
public:
    /// What it works with; outlives it.
    struct Surroundings {
        const model::Scenario& scenario;
        const KafkaAccess& access;
        Workplace& place;
        StepPlayer& player;
        StopSignal& stop;
        Metrics& metrics;
        Log& log;
    };

    /// Throws std::runtime_error where librdkafka refuses something.
    ListenerThread(const model::Listener& listener, const Surroundings& surroundings);
    /// After the stop signal: finishes its record, commits, leaves the group.
    ~ListenerThread();
    ListenerThread(const ListenerThread&) = delete;
    ListenerThread& operator=(const ListenerThread&) = delete;

    bool hasJoined() const { return m_consumer.hasJoined(); }

private:
    enum class End { Processed, Duplicate, DeadLettered, Skipped, Interrupted };

    void run();
    void process(const std::vector<ConsumedRecord>& records);
    End processRecord(const ConsumedRecord& record);
    bool hasBatchSteps() const;
    void commit(const std::vector<ConsumedRecord>& records);
    void count(const ConsumedRecord& record, End end) const;
    void countLatencies(const ConsumedRecord& record) const;
    bool finishBatch(const std::vector<ConsumedRecord>& records, std::vector<End>& ends);
    Outcome playRecord(const ConsumedRecord& record);
    /// Tries as often as the error handler says; Interrupted where the pod ends meanwhile.
    template <class Attempt>
    std::optional<Outcome> tried(const Attempt& attempt);
    End recover(const ConsumedRecord& record);
    model::Duration backOff(int failures) const;
    OutgoingRecord deadLetter(const ConsumedRecord& record) const;

    const model::Listener& m_listener;
    Surroundings m_around;
    Consumer m_consumer;
    std::thread m_thread;
};

}  // namespace headroom::services
