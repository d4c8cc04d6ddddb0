#include "app/cli/live_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <limits>

#include "app/cli/engine_process.h"
#include "app/cli/live_screen.h"
#include "app/cli/scenario_input.h"
#include "app/presentation/format.h"
#include "app/presentation/lag_text.h"
#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_reader.h"

namespace headroom::cli {
namespace {

const std::string observer = "headroom-live";
// What a page has besides the table's rows and what stands below them: title and heads, with room between.
constexpr std::size_t linesAbove = 6;

std::vector<std::string> observerArguments(const LiveOptions& options) {
    std::vector<std::string> arguments;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) arguments.insert(arguments.end(), {name, value});
    };
    if (!options.scenario.path.empty()) arguments.push_back(options.scenario.path);
    add("--variant", options.scenario.variant);
    for (const std::string& setting : options.scenario.settings) add("--set", setting);
    add("--cluster", options.cluster);
    add("--kafka", options.kafka);
    add("--properties", options.properties);
    add("--from", options.pasted);
    for (const std::string& group : options.groups) add("--group", group);
    for (const std::string& topic : options.topics) add("--topic", topic);
    add("--interval", options.interval);
    add("--record", options.recording);
    add("--metrics", options.metrics);
    add("--discover", options.discovery);
    if (options.force) arguments.emplace_back("--force");
    if (options.once) arguments.emplace_back("--once");
    if (options.format == Format::Json)
        add("--format", "json");
    else if (options.discovery.empty() || options.stream)
        arguments.emplace_back("--stream");
    return arguments;
}

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

std::string page(const presentation::LagTable& table, const LiveScreen& screen, bool isWhole) {
    std::size_t room = std::numeric_limits<std::size_t>::max();
    if (!isWhole) {
        const std::string below = presentation::lagText(table, screen.columns(), 0);
        const std::size_t beside = linesAbove + static_cast<std::size_t>(std::ranges::count(below, '\n'));
        room = std::max<std::size_t>(1, screen.lines() - std::min(screen.lines(), beside));
    }
    const std::string title =
        isWhole ? "" : fmt::format("{}  {}  (Ctrl-C ends)\n\n", table.title(), presentation::formatClock(table.now()));
    return title + presentation::lagText(table, screen.columns(), room);
}

int showTable(const LiveOptions& options) {
    presentation::LagTable table;
    trace::NdjsonReader reader(table);
    LiveScreen screen;
    const bool isOnePage = options.once || !options.pasted.empty();
    EngineEnd end;
    {
        EngineProcess process(observerArguments(options), options.pasted == "-", observer);
        std::size_t drawn = 0;
        end = process.read([&](std::string_view bytes) {
            reader.feed(bytes);
            if (!isOnePage && table.frames() != drawn) screen.draw(page(table, screen, !screen.isTerminal()));
            drawn = table.frames();
        });
    }
    reader.finish();
    screen.leave();
    const bool isLeft = isOnePage || screen.isTerminal();
    if (isLeft && table.frames() > 0 && end.status == 0) std::fputs(page(table, screen, true).c_str(), stdout);
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
    const bool isPassedOn = options.stream || options.format == Format::Json || !options.discovery.empty();
    return isPassedOn ? passOn(options) : showTable(options);
}

}  // namespace headroom::cli
