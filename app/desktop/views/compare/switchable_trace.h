#pragma once

#include <memory>

#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// Shows one trace after another: one that is kept, or that of another source as it grows.
class SwitchableTrace : public TraceSource {
    Q_OBJECT

public:
    using TraceSource::TraceSource;

    /// Nothing (an empty trace) when null.
    void show(std::shared_ptr<const trace::MemoryTrace> kept);
    /// The source outlives this, or what is shown next.
    void show(const TraceSource& live);

    const trace::MemoryTrace& trace() const override { return m_live != nullptr ? m_live->trace() : *m_kept; }
    const model::Scenario* scenario() const override { return m_live != nullptr ? m_live->scenario() : m_scenario.get(); }
    /// What is shown as it stands, for a worker to read: the kept trace itself, of a source that may grow a copy.
    std::shared_ptr<const trace::MemoryTrace> snapshot() const {
        return m_live != nullptr ? std::make_shared<const trace::MemoryTrace>(m_live->trace()) : m_kept;
    }
    bool isEmpty() const { return trace().frames().empty(); }

private:
    void letGo();

    std::shared_ptr<const trace::MemoryTrace> m_kept = std::make_shared<trace::MemoryTrace>();
    std::shared_ptr<const model::Scenario> m_scenario;
    const TraceSource* m_live = nullptr;
};

}  // namespace headroom::views
