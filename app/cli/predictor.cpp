#include "app/cli/predictor.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <utility>

#include "app/cli/engine_process.h"
#include "app/cli/forecast_runs.h"
#include "app/cli/memory_file.h"
#include "app/presentation/traced_scenario.h"
#include "model/forecast/load_text.h"
#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"

namespace headroom::cli {
namespace {

constexpr int lowestPriority = 19;

/// Of this thread, and of the processes it starts.
void giveWay() {
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), lowestPriority);
}

struct Request {
    trace::Header header;
    model::ReadOptions reading;
    forecast::PresentLoad load;
    model::Instant at;
};

std::vector<std::string> argumentsOf(const Request& request, const std::string& textPath) {
    ForecastPlan plan;
    plan.scenarioPath = request.header.scenarioPath;
    plan.textPath = textPath;
    plan.reading = request.reading;
    plan.settings = [&](int) { return request.load.settings; };
    const double minutes = presentation::predictionWindows * presentation::predictionWindow.toSeconds();
    plan.duration = forecast::numberText(presentation::predictionWarmup.toSeconds() + minutes) + "s";
    plan.seed = request.header.seed;
    return forecastArguments(plan, 0);
}

Predictor::Result simulate(const Request& request, const std::stop_token& stop) {
    const MemoryFile text(request.header.scenarioText);
    trace::MemoryTrace run;
    trace::NdjsonReader reader(run);
    EngineProcess engine(argumentsOf(request, text.path()), false);
    const auto end = engine.readUntil([&](std::string_view bytes) {
        reader.feed(bytes);
        return stop.stop_requested() || EngineProcess::wasInterrupted();
    });
    if (!end) return std::string("the simulation was interrupted");
    if (!end->message.empty()) return "the simulation failed: " + end->message;
    reader.finish();
    if (end->status != 0 || reader.error() || !run.footer() || run.footer()->outcome != "completed")
        return fmt::format("the simulation failed{}", reader.error() ? ": " + reader.error()->message : " (see above)");
    const std::optional<model::Scenario> scenario = presentation::scenarioOf(run.header());
    presentation::Prediction prediction = presentation::predictionOf(run, scenario ? &*scenario : nullptr);
    prediction.at = request.at;
    prediction.loads = request.load.loads;
    prediction.notes.insert(prediction.notes.end(), request.load.notes.begin(), request.load.notes.end());
    return prediction;
}

}  // namespace

void Predictor::begin(const trace::Header& header, const model::ReadOptions& reading, forecast::PresentLoad load,
                      model::Instant at) {
    m_isBusy = true;
    m_load = load;
    m_thread = std::jthread([this, request = Request{header, reading, std::move(load), at}](const std::stop_token& stop) {
        giveWay();
        Result result = simulate(request, stop);
        const std::lock_guard lock(m_mutex);
        m_result = std::move(result);
    });
}

std::optional<Predictor::Result> Predictor::take() {
    const std::lock_guard lock(m_mutex);
    if (m_result) m_isBusy = false;
    return std::exchange(m_result, std::nullopt);
}

}  // namespace headroom::cli
