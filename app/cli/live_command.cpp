#include "app/cli/live_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <limits>

#include "app/cli/engine_process.h"
#include "app/cli/live_screen.h"
#include "app/cli/observer_arguments.h"
#include "app/cli/scenario_input.h"
#include "app/presentation/format.h"
#include "app/presentation/lag_text.h"
#include "app/presentation/latency_table.h"
#include "app/presentation/workload_table.h"
#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_reader.h"
#include "model/trace/tee_sink.h"

namespace headroom::cli {
namespace {

// What a page has besides the table's rows and what stands below them: title and heads, with room between.
constexpr std::size_t linesAbove = 6;

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

std::size_t linesOf(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

/// What is shown of a session: who is behind, what everybody does, and who plays them.
struct Tables {
    presentation::LagTable lag;
    presentation::LatencyTable latency;
    presentation::WorkloadTable workloads;
};

/// Latencies and workloads, each after a line that sets it apart; nothing of what nobody tells.
std::string otherParts(const Tables& tables, std::size_t width) {
    std::string all;
    for (const std::string& text :
         {presentation::latencyText(tables.latency, width), presentation::workloadText(tables.workloads, width)})
        if (!text.empty()) all += "\n" + text;
    return all;
}

std::string wholePage(const Tables& tables, const LiveScreen& screen) {
    constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
    return presentation::lagText(tables.lag, screen.columns(), all) + otherParts(tables, screen.columns());
}

/// What fits on the screen: at least one row of lags, and the rest as far as there is room.
std::string page(const Tables& tables, const LiveScreen& screen) {
    const std::size_t width = screen.columns();
    std::string others = otherParts(tables, width);
    const std::size_t least = linesAbove + linesOf(presentation::lagText(tables.lag, width, 0)) + 1;
    if (least + linesOf(others) > screen.lines() && !others.empty()) others = "\nlatencies and workloads need a higher window\n";
    const std::size_t beside = least - 1 + linesOf(others);
    const std::size_t room = std::max<std::size_t>(1, screen.lines() - std::min(screen.lines(), beside));
    return fmt::format("{}  {}  (Ctrl-C ends)\n\n", tables.lag.title(), presentation::formatClock(tables.lag.now())) +
           presentation::lagText(tables.lag, width, room) + others;
}

int showTable(const LiveOptions& options) {
    Tables tables;
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
    const bool isPassedOn = options.stream || options.format == Format::Json || !options.discovery.empty() || options.check;
    return isPassedOn ? passOn(options) : showTable(options);
}

}  // namespace headroom::cli
