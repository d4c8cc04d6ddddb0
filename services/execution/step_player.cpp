#include "services/execution/step_player.h"

#include <fmt/format.h>

#include <cmath>

#include "services/execution/work.h"

namespace headroom::services {

using model::Duration;

namespace {

// Each step has so many draws of its own; which is for what:
constexpr std::uint64_t drawsPerStep = 256;
enum Purpose : std::uint64_t { Taken, Amount, Time, Key, Poison, FirstPause };

std::uint64_t drawOf(std::size_t step, std::uint64_t purpose) {
    return step * drawsPerStep + purpose;
}

}  // namespace

Outcome StepPlayer::play(const model::Steps& steps, const Errand& errand, const Performance& performance) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Turn turn{steps, i, errand, performance};
        if (!hasPart(steps[i], performance.part) || !isTaken(turn)) continue;
        const Outcome outcome = perform(turn);
        if (!isOk(outcome)) return outcome;
    }
    return Outcome::Ok;
}

bool StepPlayer::hasPart(const model::Step& step, Part part) const {
    return part == Part::All || step.perBatch == (part == Part::PerBatch);
}

bool StepPlayer::isTaken(const Turn& turn) const {
    const double probability = turn.steps[turn.index].probability;
    return probability >= 1 || m_place.draws.chance(probability, turn.errand.id, drawOf(turn.index, Taken));
}

Outcome StepPlayer::perform(const Turn& turn) {
    return std::visit([&](const auto& step) { return perform(turn, step); }, turn.steps[turn.index].action);
}

Duration StepPlayer::timeOf(const model::Distribution& amount, const Turn& turn) const {
    const auto drawn = m_place.draws.time(amount, turn.errand.id, drawOf(turn.index, Amount));
    return {std::llround(static_cast<double>(drawn.count()) * m_place.faults.slowness(m_place.element))};
}

void StepPlayer::measure(const Turn& turn, Duration took) const {
    if (m_place.times != nullptr) m_place.times->observe(turn.steps[turn.index], took);
}

Outcome StepPlayer::perform(const Turn& turn, const model::CpuStep& step) {
    const Duration began = processorTime();
    burn(timeOf(step.work, turn));
    measure(turn, processorTime() - began);
    return Outcome::Ok;
}

Outcome StepPlayer::perform(const Turn& turn, const model::WaitStep& step) {
    const model::Instant began = now();
    rest(timeOf(step.time, turn));
    measure(turn, now() - began);
    return Outcome::Ok;
}

Outcome StepPlayer::perform(const Turn& turn, const model::FailStep& step) {
    return m_place.draws.chance(step.probability, turn.errand.id, drawOf(turn.index, Amount)) ? Outcome::Failed : Outcome::Ok;
}

template <class Call>
Outcome StepPlayer::guarded(const Turn& turn, const Call& step, const Guards::Attempt& attempt) {
    const auto draw = [&](int failures) {
        return m_place.draws.uniform(turn.errand.id, drawOf(turn.index, FirstPause + static_cast<std::uint64_t>(failures)));
    };
    const Outcome outcome = m_place.guards.run(step.guards, step.timeout.value_or(Duration::infinite()), draw, attempt);
    return step.ignoreFailure ? Outcome::Ok : outcome;
}

Outcome StepPlayer::perform(const Turn& turn, const model::CallStep& step) {
    const Errand errand{turn.errand.id, turn.errand.trace.child(turn.index), turn.errand.originNs};
    return guarded(turn, step,
                   [&](Duration limit) { return m_place.services.call(step.service, step.operation, limit, errand); });
}

Outcome StepPlayer::perform(const Turn& turn, const model::StoreStep& step) {
    const auto row = rowAfter(turn, step);
    return guarded(turn, step, [&](Duration limit) {
        return write(turn, {step.store, step.operation, limit, drawOf(turn.index, Time), row ? &*row : nullptr});
    });
}

/// Under a key that is this step's of this errand, where it has to happen once.
Outcome StepPlayer::write(const Turn& turn, StoreCall call) {
    const Performance& performance = turn.performance;
    call.writer = performance.writer;
    if (performance.isOnce && (performance.onceStore.empty() || performance.onceStore == call.store))
        call.onceKey = fmt::format("{} {} {}", performance.writer, turn.index, turn.errand.identity());
    return m_place.stores.run(call, turn.errand);
}

Outcome StepPlayer::perform(const Turn& turn, const model::PublishStep& step) {
    if (step.via != model::PublishStep::Via::Outbox)
        return m_place.records.send(recordOf(turn, step), step.via == model::PublishStep::Via::Direct);
    if (wasWrittenBefore(turn)) return Outcome::Ok;
    const OutgoingRecord row = recordOf(turn, step);
    return write(turn,
                 {m_place.outbox->store, m_place.outbox->insertOperation, Duration::infinite(), drawOf(turn.index, Time), &row});
}

/// The row of the publish step that comes next, which belongs into this step's transaction.
std::optional<OutgoingRecord> StepPlayer::rowAfter(const Turn& turn, const model::StoreStep& step) {
    const Turn next{turn.steps, turn.index + 1, turn.errand, turn.performance};
    if (next.index >= turn.steps.size() || !canCarryRow(turn.steps[turn.index], step)) return std::nullopt;
    const auto* publish = std::get_if<model::PublishStep>(&turn.steps[next.index].action);
    if (publish == nullptr || publish->via != model::PublishStep::Via::Outbox || !isTaken(next)) return std::nullopt;
    return recordOf(next, *publish);
}

/// A step whose failure is ignored can't: the row would be lost with it.
bool StepPlayer::canCarryRow(const model::Step& step, const model::StoreStep& store) const {
    return m_place.outbox != nullptr && store.store == m_place.outbox->store && !store.ignoreFailure && !step.perBatch;
}

/// By the step before, if that was taken.
bool StepPlayer::wasWrittenBefore(const Turn& turn) const {
    if (turn.index == 0) return false;
    const Turn before{turn.steps, turn.index - 1, turn.errand, turn.performance};
    const auto* store = std::get_if<model::StoreStep>(&turn.steps[before.index].action);
    return store != nullptr && canCarryRow(turn.steps[before.index], *store) && isTaken(before);
}

OutgoingRecord StepPlayer::recordOf(const Turn& turn, const model::PublishStep& step) {
    OutgoingRecord record;
    record.topic = step.topic;
    const std::uint64_t id = turn.errand.id;
    if (step.key.kind != model::KeySpec::Kind::None)
        record.key = std::to_string(m_keys.at(step.key, m_place.draws.uniform(id, drawOf(turn.index, Key))));
    record.bytes = std::llround(m_place.draws.value(step.size, id, drawOf(turn.index, Amount)));
    record.trace = turn.errand.trace.child(turn.index);
    record.createdNs = wallClockNs();
    record.originNs = turn.errand.originNs;
    record.isPoison = m_place.draws.chance(m_place.faults.poisonFraction(step.topic), id, drawOf(turn.index, Poison));
    return record;
}

}  // namespace headroom::services
