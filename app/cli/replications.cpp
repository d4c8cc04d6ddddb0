#include "app/cli/replications.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "app/cli/progress_bar.h"
#include "app/presentation/aggregate.h"
#include "app/presentation/report_builder.h"
#include "app/presentation/traced_scenario.h"
#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_reader.h"

namespace headroom::cli {
namespace {

constexpr int mostForPrecision = 100;
constexpr int redrawMilliseconds = 20;
constexpr int leastForPrecision = 4;  // with fewer, an interval says little about its own width

int cores() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// A run reduced to its report; the first one keeps its trace.
struct Slot {
    std::optional<presentation::Report> report;
    std::optional<FinishedRun> run;
    EngineEnd end;
};

void replicate(const RunOptions& options, std::uint64_t seed, int number, Slot& slot) {
    FinishedRun run = runEngine(engineArguments(options, seed, number), false, {});
    slot.end = run.end;
    if (run.end.status != 0 || !run.readError.empty() || run.trace.frames().empty()) {
        if (slot.end.status == 0) slot.end = {BadEnvironment, false, run.readError};
        return;
    }
    const std::optional<model::Scenario> scenario = presentation::scenarioOf(run.trace.header());
    slot.report = presentation::buildReport(run.trace, scenario ? &*scenario : nullptr);
    if (number == 0) slot.run = std::move(run);
}

class Replicator {
public:
    Replicator(const RunOptions& options, std::uint64_t seed) : m_options(options), m_seed(seed) {}

    ReplicationResult run() {
        extend(m_options.precision ? std::max(m_options.replications, leastForPrecision) : m_options.replications);
        while (m_options.precision && goesOn() && static_cast<int>(m_slots.size()) < mostForPrecision &&
               presentation::widestInterval(presentation::aggregate(reports())) > *m_options.precision)
            extend(std::min(static_cast<int>(m_slots.size()) + std::max(cores(), 2), mostForPrecision));
        return result();
    }

private:
    bool goesOn() const {
        return !EngineProcess::wasInterrupted() &&
               std::all_of(m_slots.begin(), m_slots.end(), [](const Slot& slot) { return slot.report.has_value(); });
    }

    void extend(int total) {
        const auto begin = static_cast<int>(m_slots.size());
        m_slots.resize(static_cast<std::size_t>(total));
        sideBySide(
            begin, total, [&](int number) { replicate(m_options, m_seed, number, m_slots[static_cast<std::size_t>(number)]); },
            [&](int finished) {
                m_bar.show(static_cast<double>(finished) / total, fmt::format("{} of {} replications", finished, total));
            });
    }

    std::vector<presentation::Report> reports() const {
        std::vector<presentation::Report> all;
        for (const Slot& slot : m_slots)
            if (slot.report) all.push_back(*slot.report);
        return all;
    }

    ReplicationResult result() {
        ReplicationResult result;
        result.reports = reports();
        for (Slot& slot : m_slots) {
            if (slot.end.status != 0 && result.failure.status == 0) result.failure = slot.end;
            if (slot.run) result.first = std::move(slot.run);
        }
        return result;
    }

    const RunOptions& m_options;
    std::uint64_t m_seed;
    std::vector<Slot> m_slots;
    ProgressBar m_bar;
};

}  // namespace

void sideBySide(int begin, int end, const std::function<void(int)>& work, const std::function<void(int)>& show) {
    std::atomic<int> next = begin;
    std::atomic<int> finished = begin;
    const auto go = [&] {
        for (int number = next++; number < end && !EngineProcess::wasInterrupted(); number = next++) {
            work(number);
            ++finished;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < std::min(cores(), end - begin); ++i) threads.emplace_back(go);
    while (finished < end && !EngineProcess::wasInterrupted()) {
        show(finished.load());
        poll(nullptr, 0, redrawMilliseconds);
    }
    for (std::thread& thread : threads) thread.join();
}

std::vector<std::string> engineArguments(const RunOptions& options, std::uint64_t seed, int number) {
    std::vector<std::string> arguments{options.scenario.path, "--stream", "--lossless-stream", "--infrastructure",
                                       options.infrastructure};
    const auto add = [&](const char* name, const std::string& value) { arguments.insert(arguments.end(), {name, value}); };
    if (!options.scenario.variant.empty()) add("--variant", options.scenario.variant);
    for (const std::string& setting : options.scenario.settings) add("--set", setting);
    if (!options.duration.empty()) add("--duration", options.duration);
    if (options.loadScale != 1) add("--load-scale", fmt::format("{}", options.loadScale));
    if (!options.recording.empty() && number == 0) add("--record", options.recording);
    if (options.seed || number > 0) add("--seed", std::to_string(seed + static_cast<std::uint64_t>(number)));
    if (number > 0) add("--guess-seed", std::to_string(seed + static_cast<std::uint64_t>(number)));
    return arguments;
}

FinishedRun runEngine(const std::vector<std::string>& arguments, bool passOn,
                      const std::function<void(const trace::MemoryTrace&)>& progress) {
    FinishedRun run;
    trace::NdjsonReader reader(run.trace);
    trace::DescriptorSink output(STDOUT_FILENO);
    EngineProcess engine(arguments, passOn);
    bool readerLeft = false;
    run.end = engine.read([&](std::string_view bytes) {
        if (passOn && !readerLeft) readerLeft = output.write(bytes).has_value();
        reader.feed(bytes);
        if (progress) progress(run.trace);
    });
    reader.finish();
    if (reader.error()) run.readError = reader.error()->message;
    return run;
}

ReplicationResult runReplications(const RunOptions& options, std::uint64_t seed) {
    return Replicator(options, seed).run();
}

}  // namespace headroom::cli
