#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

#include "app/cli/command_line.h"
#include "app/cli/engine_process.h"
#include "app/cli/forecast_source.h"
#include "app/cli/progress_bar.h"
#include "model/forecast/watch_progress.h"
#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"

namespace headroom::cli {

/// Watches a deployment for as long as a forecast needs, with its progress on a terminal.
class ForecastWatch {
public:
    /// The options outlive it.
    explicit ForecastWatch(const ForecastOptions& options);

    /// The state at the newest look, or an exit status, said why. Callable once. The observer ends by itself then, at the latest
    /// when this does.
    std::variant<ForecastSource, int> run();

private:
    /// Whether to go on no longer after what has come.
    bool take(std::string_view bytes);
    void look();
    /// Once there is a scenario: what is wrong with what was asked for, before anybody waits for it; 0: nothing.
    int checkRequest() const;
    model::Duration watched() const;
    void show(const forecast::WatchProgress& progress);

    const ForecastOptions& m_options;
    trace::MemoryTrace m_trace;
    trace::NdjsonReader m_reader;
    std::optional<EngineProcess> m_observer;
    std::optional<ForecastSource> m_source;
    ProgressBar m_bar;
    std::size_t m_framesSeen = 0;
    bool m_isEnough = false;
    int m_status = 0;
};

}  // namespace headroom::cli
