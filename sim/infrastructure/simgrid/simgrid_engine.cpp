#include "sim/infrastructure/simgrid/simgrid_engine.h"

#include <simgrid/kernel/Timer.hpp>
#include <simgrid/kernel/resource/Model.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace headroom::sim {

namespace {

using simgrid::kernel::timer::Timer;
using simgrid::s4u::Activity;
using simgrid::s4u::ActivityPtr;
using simgrid::s4u::Engine;

/// Some milliseconds of the wall clock: an event costs SimGrid far more than us.
constexpr std::uint64_t eventsABite = 1U << 9U;

/// The engine wants an argument vector that outlives it.
struct Arguments {
    std::vector<std::string> texts{
        "headroom-sim",
        "--log=root.thresh:warning",
        "--cfg=surf/precision:1e-10",    // at 1e-9 an observer that does nothing changes the outcome
        "--cfg=network/model:CM02",      // LV08 multiplies latencies by 13
        "--cfg=network/crosstraffic:0",  // acknowledgements load no link
        "--cfg=network/TCP-gamma:0",     // no window bounds a transfer
        "--cfg=network/loopback-lat:0",
    };
    std::vector<char*> pointers;
    int count = 0;
    Arguments() {
        for (std::string& text : texts) pointers.push_back(text.data());
        count = static_cast<int>(pointers.size());
        pointers.push_back(nullptr);
    }
};

Arguments& arguments() {
    static Arguments instance;
    return instance;
}

}  // namespace

SimgridEngine::SimgridEngine(Kernel& kernel) : m_kernel(kernel), m_engine(&arguments().count, arguments().pointers.data()) {
    m_root = simgrid::s4u::create_full_zone("headroom");
    Activity::on_completion_cb([this](const Activity& activity) { complete(activity); });
}

void SimgridEngine::begin(std::uint32_t slot, ActivityPtr activity) {
    if (slot >= m_activities.size()) m_activities.resize(slot + 1);
    m_pool[slot].state = Work::State::Served;
    const std::uintptr_t name = (static_cast<std::uintptr_t>(m_pool[slot].generation) << 32) | slot;
    activity->set_data(reinterpret_cast<void*>(name));
    m_activities[slot] = std::move(activity);
    m_activities[slot]->start();
}

void SimgridEngine::stop(std::uint32_t slot) {
    const Work::State before = std::exchange(m_pool[slot].state, Work::State::Ending);
    if (before == Work::State::Ended) m_kernel.cancel(m_pool[slot].event);
    if (before == Work::State::Served) drop(slot);
}

void SimgridEngine::park(std::uint32_t slot) {
    m_pool[slot].done = done(slot);
    m_pool[slot].state = Work::State::Parked;
    drop(slot);
}

/// Cancelling calls back (twice): the work is no longer Served by then, so both calls are ignored.
void SimgridEngine::drop(std::uint32_t slot) {
    m_activities[slot]->cancel();
    m_ended.push_back(std::move(m_activities[slot]));
}

double SimgridEngine::done(std::uint32_t slot) const {
    const Work& work = m_pool[slot];
    if (work.state == Work::State::Ended) return work.amount;
    if (work.state == Work::State::Parked) return work.done;
    if (hasFinishedUntold(slot)) return work.amount;
    return work.amount - std::clamp(m_activities[slot]->get_remaining(), 0.0, work.amount);
}

/// SimGrid runs timers between finishing activities and telling of it; asking such an Exec what remains aborts the process.
bool SimgridEngine::hasFinishedUntold(std::uint32_t slot) const {
    for (simgrid::kernel::resource::Model* const model : m_engine.get_all_models())
        for (const simgrid::kernel::resource::Action& action : *model->get_finished_action_set())
            if (action.get_activity() == m_activities[slot]->get_impl()) return true;
    return false;
}

void SimgridEngine::endAtOnce(std::uint32_t slot, WorkOutcome outcome) {
    Work& work = m_pool[slot];
    work.state = Work::State::Ending;
    work.outcome = outcome;
    work.event = m_kernel.schedule(m_kernel.now(), *this, 0, slot);
}

void SimgridEngine::failInOrder(std::vector<std::uint32_t>& slots) {
    std::sort(slots.begin(), slots.end(), [this](std::uint32_t a, std::uint32_t b) { return m_pool[a].order < m_pool[b].order; });
    for (const std::uint32_t slot : slots) endAtOnce(slot, WorkOutcome::Failed);
}

/// Called by SimGrid as it advances: schedules the end, and runs nothing of ours.
void SimgridEngine::complete(const Activity& activity) {
    const auto name = reinterpret_cast<std::uintptr_t>(activity.get_data<void>());
    const auto slot = static_cast<std::uint32_t>(name & 0xffffffffU);
    Work* const work = m_pool.find({slot, static_cast<std::uint32_t>(name >> 32)});
    if (!m_running || work == nullptr || work->state != Work::State::Served) return;
    const Instant end{std::max<std::int64_t>(m_kernel.now().ns, std::llround(Engine::get_clock() * 1e9))};
    work->state = Work::State::Ended;
    work->outcome = activity.get_state() == Activity::State::FINISHED ? WorkOutcome::Completed : WorkOutcome::Failed;
    work->event = m_kernel.schedule(end, *this, 0, slot);
    m_ended.push_back(std::move(m_activities[slot]));
    if (!m_dispatching) arm();
}

void SimgridEngine::onEvent(std::uint32_t, std::uint64_t argument) {
    const auto slot = static_cast<std::uint32_t>(argument);
    const Work work = m_pool[slot];
    if (work.state == Work::State::Ended) m_onServed[static_cast<std::size_t>(work.kind)](slot);
    m_pool.release(slot);
    work.listener->onWork(work.token, work.outcome);
}

void SimgridEngine::run(const Driver::NextSlice& nextSlice, const Driver::Pause& pause) {
    if (std::exchange(m_entered, true)) throw std::logic_error("simgrid: a run can't be entered twice");
    m_nextSlice = nextSlice;
    m_pause = pause;
    // SimGrid takes activities only once its loop runs; there may be some already, and the first slice may start more.
    m_timer = Timer::set(Engine::get_clock(), [this] { start(); });
    m_engine.run();
}

void SimgridEngine::start() {
    m_timer = nullptr;
    m_running = true;
    for (const auto& callback : m_onStart) callback();
    goOn(m_nextSlice(m_kernel.now()));
}

/// Arms the timer at the head of our queue, or half a nanosecond after the slice's end, when all activities whose dates
/// round to it have completed.
void SimgridEngine::arm() {
    const Instant head = m_kernel.nextTime();
    const bool boundary = head > m_sliceEnd;
    const Instant target = boundary ? m_sliceEnd : head;
    if (m_timer != nullptr) {
        if (target == m_armed && boundary == m_armedForBoundary) return;
        m_timer->remove();
    }
    m_armed = target;
    m_armedForBoundary = boundary;
    const double date = (static_cast<double>(target.ns) + (boundary ? 0.5 : 0)) * 1e-9;
    m_timer = Timer::set(std::max(date, Engine::get_clock()), [this] { dispatch(); });
}

void SimgridEngine::dispatch() {
    m_timer = nullptr;
    m_ended.clear();
    m_dispatching = true;
    while (m_kernel.step(m_armed)) {
    }
    m_dispatching = false;
    if (m_armedForBoundary) {
        m_kernel.runUntil(m_sliceEnd);
        goOn(m_stopped ? std::nullopt : m_nextSlice(m_kernel.now()));
    } else {
        pauseIfDue();
        arm();
    }
}

/// A run that is to end has its slice end here: at a boundary no activity has finished that SimGrid has yet to tell of.
void SimgridEngine::pauseIfDue() {
    if (m_kernel.dispatchedEvents() - m_pausedAt < eventsABite) return;
    m_pausedAt = m_kernel.dispatchedEvents();
    if (m_pause()) return;
    m_stopped = true;
    m_sliceEnd = m_kernel.now();
}

void SimgridEngine::goOn(std::optional<Instant> sliceEnd) {
    if (sliceEnd.has_value()) {
        m_sliceEnd = *sliceEnd;
        arm();
    } else {
        endRun();
    }
}

/// Cancels what is in progress, so that SimGrid's loop has nothing left to wait for; what it has done stays counted.
void SimgridEngine::endRun() {
    m_running = false;
    for (std::uint32_t slot = 0; slot < m_activities.size(); ++slot) {
        if (m_pool[slot].state != Work::State::Served) continue;
        park(slot);
    }
}

}  // namespace headroom::sim
