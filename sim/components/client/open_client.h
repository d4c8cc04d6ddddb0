#pragma once

#include <optional>

#include "sim/components/client/bulk_source.h"
#include "sim/components/client/client.h"
#include "sim/random/arrivals.h"

namespace headroom::sim {

/// Arrivals that do not wait for answers. Where a journey is nothing but one asynchronous publish step, a bulk source makes them.
class OpenClient final : public Client, public EventTarget, public BulkJourneys {
public:
    OpenClient(Context& context, StepRunner& runner, const model::Client& declaration, const model::OpenLoad& load,
               std::uint32_t index);
    void begin() override;
    void catchUp() override {
        if (m_bulk) m_bulk->catchUp();
    }
    void replan() override {
        if (m_bulk) m_bulk->onBatchesChanged();
    }
    void setFactor(double factor) override;
    void onEvent(std::uint32_t, std::uint64_t) override;
    void onQuietJourneys(std::int64_t count) override { countInstantJourneys(count); }
    void beginJourney(const OutgoingRecord& record) override { startHandOver(record); }

private:
    void scheduleNext();
    bool onlyPublishes() const;

    Arrivals m_process;
    EventHandle m_next;
    std::optional<BulkSource> m_bulk;
};

}  // namespace headroom::sim
