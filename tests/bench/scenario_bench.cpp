// The speed of whole scenarios, beside a bare binary heap's in the same run: what docs/performance.md reports.
//
// Rates are of the process's CPU time, so that a busy machine lies less; each is the best of five rounds, in which the benches
// take turns. Without arguments it prints Markdown; `json` prints one object a line; `memory` runs 10⁹ records of the pipeline
// and reports the peak of the resident memory.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/scenario/reader.h"
#include "sim/infrastructure/native/native_infrastructure.h"
#include "sim/world/world.h"
#include "tests/bench/bare_heap.h"

namespace headroom::sim {
namespace {

/// Keeps the last value of each counter.
class CountingSink final : public trace::TraceSink {
public:
    void begin(const trace::Header&) override {}
    void declare(const trace::Element& element) override { m_ids.push_back(element.id); }
    void declare(const trace::Series& series) override {
        m_names.push_back(m_ids[series.element.value] + "." + series.name);
        m_values.push_back(0);
    }
    void frame(const trace::Frame& frame) override {
        for (const auto& [series, value] : frame.values) m_values[series.value] = value;
    }
    void event(const trace::Event&) override {}
    void span(const trace::Span&) override {}
    void end(const trace::Footer&) override {}

    /// The sum over all series whose name begins and ends so.
    double sum(const std::string& begin, const std::string& end) const {
        double total = 0;
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            const std::string& name = m_names[i];
            if (name.rfind(begin, 0) == 0 && name.size() > end.size() &&
                name.compare(name.size() - end.size(), end.size(), end) == 0)
                total += m_values[i];
        }
        return total;
    }

private:
    std::vector<std::string> m_ids;
    std::vector<std::string> m_names;
    std::vector<double> m_values;
};

double cpuSeconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string readFile(const std::string& path) {
    std::ifstream file(std::string(HEADROOM_SOURCES) + "/" + path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// One bench: what it does in a round, and the best rate so far.
struct Bench {
    std::string name;
    std::string unit;
    std::function<std::pair<double, double>()> round;  ///< items and CPU seconds
    double rate = 0;
    void run() {
        const auto [items, seconds] = round();
        rate = std::max(rate, items / seconds);
    }
};

Bench plain(const std::string& name, const std::string& unit, std::function<std::uint64_t()> work) {
    return {name, unit, [work = std::move(work)] {
                const double start = cpuSeconds();
                const auto items = static_cast<double>(work());
                return std::pair(items, cpuSeconds() - start);
            }};
}

/// What of a scenario's run is counted.
struct Counted {
    std::string begin;
    std::string end;
};

struct Measured {
    double items = 0;
    double seconds = 0;
    std::size_t pending = 0;
    std::uint64_t events = 0;
};

Measured runText(const std::string& text, const model::ReadOptions& options, const Counted& counted, const std::string& path) {
    const model::ReadResult read = model::readScenarioText(text, std::string(HEADROOM_SOURCES) + "/" + path, options);
    if (!read.scenario) throw std::runtime_error(path + " has errors");
    Kernel kernel;
    const auto infrastructure = makeNativeInfrastructure(kernel);
    CountingSink counts;
    World world(*read.scenario, kernel, *infrastructure, counts);
    const double start = cpuSeconds();
    kernel.runUntil(Instant{} + read.scenario->duration);
    Measured measured{counts.sum(counted.begin, counted.end), cpuSeconds() - start, kernel.pendingEvents(),
                      kernel.dispatchedEvents()};
    if (measured.items == 0) throw std::runtime_error(path + ": nothing was counted");
    return measured;
}

Bench scenario(const std::string& name, const std::string& unit, const std::string& path, const model::ReadOptions& options,
               const Counted& counted) {
    return {name, unit, [=, text = readFile(path)] {
                const Measured measured = runText(text, options, counted, path);
                return std::pair(measured.items, measured.seconds);
            }};
}

/// The cell scenario with its repeated lines copied `cells` times.
std::string cells(int count) {
    std::istringstream lines(readFile("tests/bench/scenarios/cell.yaml"));
    std::string result;
    std::string block;
    bool isRepeated = false;
    for (std::string line; std::getline(lines, line);) {
        if (line == "# each") {
            isRepeated = true;
        } else if (line == "# end") {
            for (int i = 1; i <= count; ++i)
                for (const char c : block) result += c == '@' ? std::to_string(i) : std::string(1, c);
            block.clear();
            isRepeated = false;
        } else {
            if (const auto at = line.find("%brokers"); at != std::string::npos && !line.starts_with("#"))
                line.replace(at, 8, std::to_string(3 * count));
            (isRepeated ? block : result) += line + "\n";
        }
    }
    return result;
}

struct Scaling {
    double cost[2] = {1e9, 1e9};  ///< CPU seconds a transaction, least
    double bare[2] = {1e9, 1e9};  ///< and a hold with as many events pending
    std::size_t pending[2] = {0, 0};
    void run() {
        const int sizes[] = {1, 10};
        for (int i = 0; i < 2; ++i) {
            model::ReadOptions options;
            options.settings.push_back({"duration", i == 0 ? "40s" : "4s"});
            const Measured measured =
                runText(cells(sizes[i]), options, {"client/", ".completed"}, "tests/bench/scenarios/cell.yaml");
            cost[i] = std::min(cost[i], measured.seconds / measured.items);
            pending[i] = measured.pending;
            const double start = cpuSeconds();
            bench::bareHold(measured.pending, 2'000'000);
            bare[i] = std::min(bare[i], (cpuSeconds() - start) / 2e6);
        }
    }
    double ratio() const { return cost[1] / cost[0] / (bare[1] / bare[0]); }
};

model::ReadOptions with(std::vector<model::Setting> settings, const std::string& variant = {}) {
    model::ReadOptions options;
    options.variant = variant;
    options.settings = std::move(settings);
    return options;
}

enum { BareMm1, KernelMm1, ScenarioMm1, Peak, Batches, SingleRecords };

std::vector<Bench> benches() {
    constexpr std::uint64_t customers = 2'000'000;
    const std::string pipeline = "tests/bench/scenarios/pipeline.yaml";
    return {
        plain("M/M/1 on a bare binary heap", "customers", [] { return bench::bareMm1(customers); }),
        plain("M/M/1 on the kernel", "customers", [] { return bench::kernelMm1(customers); }),
        scenario("M/M/1 as a scenario", "customers", "tests/bench/scenarios/mm1.yaml", {}, {"client/", ".completed"}),
        scenario("S0 at peak", "transactions", "scenarios/transaction-platform.yaml", with({{"duration", "40s"}}, "peak"),
                 {"client/", ".completed"}),
        scenario("Kafka pipeline, batches", "records", pipeline, with({{"duration", "40s"}}), {"group/", ".processed"}),
        scenario("Kafka pipeline, record by record", "records", pipeline, with({{"duration", "8s"}, {"granularity", "record"}}),
                 {"group/", ".processed"}),
    };
}

struct Bar {
    std::string what;
    double value;
    double bar;
    bool isUpper = false;
    bool holds() const { return isUpper ? value <= bar : value >= bar; }
};

std::vector<Bar> bars(const std::vector<Bench>& all, const Scaling& scaling) {
    return {
        {"M/M/1 on the kernel : bare heap", all[KernelMm1].rate / all[BareMm1].rate, 0.5},
        {"M/M/1 as a scenario : bare heap", all[ScenarioMm1].rate / all[BareMm1].rate, 0.15},
        {"S0 at peak, M transactions/s", all[Peak].rate * 1e-6, 0.3},
        {"Kafka pipeline in batches, M records/s", all[Batches].rate * 1e-6, 20},
        {"Kafka pipeline record by record, M records/s", all[SingleRecords].rate * 1e-6, 2},
        {"ten times the topology and load, cost a transaction : bare heap's own", scaling.ratio(), 1.3, true},
    };
}

void printMarkdown(const std::vector<Bench>& all, const Scaling& scaling) {
    std::printf("| bench | M/s | ns each |\n| --- | ---: | ---: |\n");
    for (const Bench& bench : all)
        std::printf("| %s, %s | %.3g | %.4g |\n", bench.name.c_str(), bench.unit.c_str(), bench.rate * 1e-6, 1e9 / bench.rate);
    std::printf("| 1 cell (%zu events pending), transactions | %.3g | %.4g |\n", scaling.pending[0], 1e-6 / scaling.cost[0],
                scaling.cost[0] * 1e9);
    std::printf("| 10 cells (%zu events pending), transactions | %.3g | %.4g |\n", scaling.pending[1], 1e-6 / scaling.cost[1],
                scaling.cost[1] * 1e9);
    std::printf("| bare heap, hold with %zu pending | %.3g | %.4g |\n", scaling.pending[0], 1e-6 / scaling.bare[0],
                scaling.bare[0] * 1e9);
    std::printf("| bare heap, hold with %zu pending | %.3g | %.4g |\n", scaling.pending[1], 1e-6 / scaling.bare[1],
                scaling.bare[1] * 1e9);
    std::printf("\n| bar | measured | asked | |\n| --- | ---: | ---: | --- |\n");
    for (const Bar& bar : bars(all, scaling))
        std::printf("| %s | %.3g | %s %.3g | %s |\n", bar.what.c_str(), bar.value, bar.isUpper ? "≤" : "≥", bar.bar,
                    bar.holds() ? "holds" : "missed");
}

void printJson(const std::vector<Bench>& all, const Scaling& scaling) {
    for (const Bench& bench : all)
        std::printf("{\"bench\": \"%s\", \"unit\": \"%s\", \"perSecond\": %.0f}\n", bench.name.c_str(), bench.unit.c_str(),
                    bench.rate);
    for (const Bar& bar : bars(all, scaling))
        std::printf("{\"bar\": \"%s\", \"value\": %.4g, \"asked\": %.4g, \"holds\": %s}\n", bar.what.c_str(), bar.value, bar.bar,
                    bar.holds() ? "true" : "false");
}

int memory() {
    const std::string path = "tests/bench/scenarios/pipeline.yaml";
    const Measured measured = runText(readFile(path), with({{"duration", "2001s"}}), {"group/", ".processed"}, path);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"records\": %.0f, \"cpuSeconds\": %.1f, \"recordsPerSecond\": %.0f, \"peakResidentMiB\": %.1f}\n",
                measured.items, measured.seconds, measured.items / measured.seconds, static_cast<double>(usage.ru_maxrss) / 1024);
    return 0;
}

int compare(bool asJson) {
    std::vector<Bench> all = benches();
    Scaling scaling;
    for (int round = 0; round < 5; ++round) {
        for (Bench& bench : all) bench.run();
        scaling.run();
        std::fprintf(stderr, "round %d of 5\n", round + 1);
    }
    asJson ? printJson(all, scaling) : printMarkdown(all, scaling);
    return 0;
}

}  // namespace
}  // namespace headroom::sim

int main(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    return mode == "memory" ? headroom::sim::memory() : headroom::sim::compare(mode == "json");
}
