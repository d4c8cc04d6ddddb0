#pragma once

#include <optional>
#include <string>

#include "model/scenario/elements.h"
#include "services/chance/draws.h"
#include "services/chance/keys.h"
#include "services/execution/faults.h"
#include "services/execution/guards.h"
#include "services/execution/ports.h"
#include "services/execution/step_times.h"

namespace headroom::services {

/// Where steps are played: one pod, or one client. What it names outlives it.
struct Workplace {
    std::string element;  ///< "service/transaction", "client/users"
    Draws draws;
    ServiceCalls& services;
    StoreCalls& stores;
    RecordSink& records;
    Guards& guards;
    const Faults& faults;
    const model::Outbox* outbox = nullptr;
    const StepTimes* times = nullptr;  ///< null: what steps take isn't measured
};

/// On whose behalf steps are played, and what becomes of those that are played again.
struct Performance {
    enum class Part { All, PerRecord, PerBatch };

    std::string writer;  ///< "service/orders", or a consumer group
    Part part = Part::All;
    bool isOnce = false;         ///< what an errand writes is written once, however often it is played
    std::string onceStore = {};  ///< and only there; empty: in every store
};

/// Plays the steps of an operation, a listener or a journey for real, on the calling thread: burns CPU, waits, calls, writes,
/// publishes. Everything drawn is drawn by errand and step, so an arrival meets the same times whenever and wherever it is
/// played.
class StepPlayer {
public:
    using Part = Performance::Part;

    explicit StepPlayer(Workplace& place) : m_place(place) {}

    /// The first outcome that isn't Ok ends it.
    Outcome play(const model::Steps& steps, const Errand& errand, const Performance& performance);

private:
    /// One step among others, for one errand.
    struct Turn {
        const model::Steps& steps;
        std::size_t index;
        const Errand& errand;
        const Performance& performance;
    };
    bool isTaken(const Turn& turn) const;
    bool hasPart(const model::Step& step, Part part) const;
    Outcome perform(const Turn& turn);
    Outcome perform(const Turn& turn, const model::CpuStep& step);
    Outcome perform(const Turn& turn, const model::WaitStep& step);
    Outcome perform(const Turn& turn, const model::CallStep& step);
    Outcome perform(const Turn& turn, const model::StoreStep& step);
    Outcome perform(const Turn& turn, const model::PublishStep& step);
    Outcome perform(const Turn& turn, const model::FailStep& step);
    template <class Call>
    Outcome guarded(const Turn& turn, const Call& step, const Guards::Attempt& attempt);
    OutgoingRecord recordOf(const Turn& turn, const model::PublishStep& step);
    std::optional<OutgoingRecord> rowAfter(const Turn& turn, const model::StoreStep& step);
    bool canCarryRow(const model::Step& step, const model::StoreStep& store) const;
    bool wasWrittenBefore(const Turn& turn) const;
    Outcome write(const Turn& turn, StoreCall call);
    model::Duration timeOf(const model::Distribution& amount, const Turn& turn) const;
    void measure(const Turn& turn, model::Duration took) const;

    Workplace& m_place;
    Keys m_keys;
};

}  // namespace headroom::services
