#include "app/cli/live_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "app/cli/engine_process.h"
#include "app/cli/live_page.h"
#include "app/cli/live_screen.h"
#include "app/cli/observer_arguments.h"
#include "app/cli/predicted_session.h"
#include "app/cli/scenario_input.h"
#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_reader.h"
#include "model/trace/tee_sink.h"

namespace headroom::cli {
namespace {

int statusOf(const EngineEnd& end) {
    if (!end.message.empty()) std::fprintf(stderr, "headroom: %s\n", end.message.c_str());
    if (end.status == 0) return AllHold;
    return end.status == BadInput ? BadInput : BadEnvironment;
}

/// The observer's output as it is.
int passOn(const LiveOptions& options) {
    trace::DescriptorSink output(STDOUT_FILENO);
    bool hasReaderLeft = false;
    EngineProcess process(observerArguments(options), options.stream || options.pasted == "-", observer);
    return statusOf(process.read([&](std::string_view bytes) {
        if (!hasReaderLeft) hasReaderLeft = output.write(bytes).has_value();
    }));
}

int showTable(const LiveOptions& options) {
    LiveTables tables;
    trace::TeeSink all({&tables.lag, &tables.latency, &tables.workloads});
    trace::NdjsonReader reader(all);
    LiveScreen screen;
    const bool isOnePage = options.once || !options.pasted.empty();
    EngineEnd end;
    {
        EngineProcess process(observerArguments(options), options.pasted == "-", observer);
        std::size_t drawn = 0;
        end = process.read([&](std::string_view bytes) {
            reader.feed(bytes);
            if (!isOnePage && tables.lag.frames() != drawn)
                screen.draw(screen.isTerminal() ? page(tables, screen) : wholePage(tables, screen));
            drawn = tables.lag.frames();
        });
    }
    reader.finish();
    screen.leave();
    const bool isLeft = isOnePage || screen.isTerminal();
    if (isLeft && tables.lag.frames() > 0 && end.status == 0) std::fputs(wholePage(tables, screen).c_str(), stdout);
    if (reader.error() && end.status == 0) {
        std::fprintf(stderr, "headroom: the observer's stream: %s\n", reader.error()->message.c_str());
        return BadEnvironment;
    }
    return statusOf(end);
}

}  // namespace

int watchLive(const LiveOptions& options) {
    if (!options.scenario.path.empty()) {
        const ScenarioInput input = readScenarioInput(options.scenario);
        if (!input.scenario || input.status != AllHold)
            return input.status == AllHold ? static_cast<int>(BadInput) : input.status;
    }
    EngineProcess::forwardInterrupts();
    if (options.predict) return PredictedSession(options).run();
    const bool isPassedOn = options.stream || options.format == Format::Json || !options.discovery.empty() || options.check;
    return isPassedOn ? passOn(options) : showTable(options);
}

}  // namespace headroom::cli
