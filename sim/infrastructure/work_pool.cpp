#include "sim/infrastructure/work_pool.h"

namespace headroom::sim {

std::uint32_t WorkPool::allocate(Work::Kind kind, std::uint32_t owner, double amount, WorkListener& listener,
                                 std::uint64_t token) {
    std::uint32_t slot = size();
    if (m_free.empty()) {
        m_works.emplace_back();
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    Work& work = m_works[slot];
    work.listener = &listener;
    work.token = token;
    work.order = ++m_started;
    work.amount = amount;
    work.done = 0;
    work.owner = owner;
    work.kind = kind;
    work.outcome = WorkOutcome::Completed;
    return slot;
}

void WorkPool::release(std::uint32_t slot) {
    Work& work = m_works[slot];
    work.state = Work::State::Free;
    ++work.generation;
    m_free.push_back(slot);
}

Work* WorkPool::find(WorkHandle handle) {
    if (handle.slot >= m_works.size()) return nullptr;
    Work& work = m_works[handle.slot];
    return work.generation == handle.generation && work.state != Work::State::Free ? &work : nullptr;
}

}  // namespace headroom::sim
