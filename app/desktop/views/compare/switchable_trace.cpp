#include "app/desktop/views/compare/switchable_trace.h"

namespace headroom::views {

void SwitchableTrace::letGo() {
    if (m_live != nullptr) m_live->disconnect(this);
    m_live = nullptr;
}

void SwitchableTrace::show(std::shared_ptr<const trace::MemoryTrace> kept) {
    letGo();
    m_kept = kept != nullptr ? std::move(kept) : std::make_shared<const trace::MemoryTrace>();
    m_scenario = m_kept->header().scenarioText.empty() ? nullptr : scenarioOf(m_kept->header());
    tellReplaced();
    emit grew();
    if (m_kept->footer()) emit ended();
}

void SwitchableTrace::show(const TraceSource& live) {
    letGo();
    m_live = &live;
    m_kept = std::make_shared<const trace::MemoryTrace>();
    m_scenario.reset();
    connect(&live, &TraceSource::replaced, this, &TraceSource::replaced);
    connect(&live, &TraceSource::begun, this, &TraceSource::begun);
    connect(&live, &TraceSource::grew, this, &TraceSource::grew);
    connect(&live, &TraceSource::ended, this, &TraceSource::ended);
    connect(&live, &QObject::destroyed, this, [this] {
        m_live = nullptr;
        tellReplaced();
    });
    tellReplaced();
    emit grew();
}

}  // namespace headroom::views
