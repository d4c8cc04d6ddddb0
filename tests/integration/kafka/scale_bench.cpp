// How soon headroom live shows a large cluster, and how much memory that takes: what docs/performance.md reports. It makes the
// cluster itself, on a real broker, or looks at one that is there.
//
//     headroom_bench_kafka_scale [--topics N] [--groups N] [--watch SECONDS] [--make BOOTSTRAP | --kafka BOOTSTRAP]
//
// --make only fills a cluster that is there, --kafka only looks at it.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/trace/ndjson_reader.h"
#include "tests/golden/cli/program.h"
#include "tests/integration/kafka/cluster.h"
#include "tests/integration/kafka/many_groups.h"
#include "tests/integration/kafka/planted_secrets.h"

namespace headroom::integration {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Which groups have a lag, and a lag in seconds, at present.
class Progress final : public trace::TraceSink {
public:
    void begin(const trace::Header&) override {}
    void declare(const trace::Element& element) override { m_isGroup.push_back(element.kind == "group"); }
    void declare(const trace::Series& series) override {
        const bool isOfGroup = m_isGroup[series.element.value];
        m_kinds.push_back(isOfGroup && series.name == "consumerLag" ? Kind::Lag
                          : isOfGroup && series.name == "timeLag"   ? Kind::TimeLag
                                                                    : Kind::Other);
        m_values.push_back(0);
    }
    void frame(const trace::Frame& frame) override {
        ++m_frames;
        for (const auto& [series, value] : frame.values) m_values[series.value] = value;
    }
    void event(const trace::Event& event) override {
        if (event.kind == "observer.problem" || event.kind == "observer.failed") std::printf("(%s)\n", event.summary.c_str());
    }
    void span(const trace::Span&) override {}
    void end(const trace::Footer&) override {}

    int frames() const { return m_frames; }
    int lags() const { return m_frames == 0 ? 0 : known(Kind::Lag); }
    int timeLags() const { return m_frames == 0 ? 0 : known(Kind::TimeLag); }

private:
    enum class Kind { Lag, TimeLag, Other };
    int known(Kind kind) const {
        int count = 0;
        for (std::size_t i = 0; i < m_kinds.size(); ++i)
            if (m_kinds[i] == kind && !std::isnan(m_values[i])) ++count;
        return count;
    }

    std::vector<bool> m_isGroup;
    std::vector<Kind> m_kinds;
    std::vector<double> m_values;
    int m_frames = 0;
};

/// The most a process has had resident, in MB.
double peakMemory(pid_t process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string word; status >> word;)
        if (word == "VmHWM:") {
            double kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024 / 1e6;
        }
    return std::nan("");
}

/// Processor time a process has used, in seconds.
double processorTime(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

struct Arguments {
    Extent extent;
    double watch = 60;  ///< seconds a session is watched
    std::string bootstrap;
    bool isMade = false;  ///< and that was all
};

Arguments read(const std::vector<std::string>& words) {
    Arguments read;
    for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
        if (words[i] == "--topics") read.extent.topics = std::stoi(words[i + 1]);
        if (words[i] == "--groups") read.extent.groups = std::stoi(words[i + 1]);
        if (words[i] == "--watch") read.watch = std::stod(words[i + 1]);
        if (words[i] == "--make") {
            makeManyGroups(words[i + 1], read.extent);
            read.isMade = true;
        }
        if (words[i] == "--kafka") read.bootstrap = words[i + 1];
    }
    return read;
}

void line(const char* what, double value, const char* unit, const char* asked) {
    std::printf("| %s | %.2f %s | %s |\n", what, value, unit, asked);
}

/// What somebody at a terminal waits for: the first page with a group in it.
void measureFirstRows(const std::string& bootstrap) {
    const auto begin = Clock::now();
    Program program({HEADROOM_PROGRAM, "live", "--kafka", bootstrap});
    if (!program.readUntil("scale-group-")) throw std::runtime_error("no row was shown: " + program.error());
    line("first rows of the table, from the start of the program", secondsSince(begin), "s", "≤ 0.5 s");
    program.signal(SIGINT);
    program.finish();
}

/// The trace of a session: when all lags are there, when all lags in seconds, and what that took.
void measureSession(const Arguments& arguments) {
    const auto begin = Clock::now();
    Program program({HEADROOM_LIVE, "--kafka", arguments.bootstrap, "--stream", "--lossless-stream"});
    Progress progress;
    trace::NdjsonReader reader(progress);
    std::size_t fed = 0;
    bool hasLags = false;
    bool hasTimes = false;
    while (secondsSince(begin) < arguments.watch || !hasTimes) {
        if (!program.readUntil("\"frame\"")) throw std::runtime_error("the stream ended: " + program.error());
        const std::size_t end = program.output().rfind('\n') + 1;
        reader.feed(std::string_view(program.output()).substr(fed, end - fed));
        fed = end;
        const int times = progress.timeLags();
        if (!hasLags) std::printf("(frame %d after %.2f s: %d lags)\n", progress.frames(), secondsSince(begin), progress.lags());
        if (!hasTimes && hasLags)
            std::printf("(frame %d after %.2f s: %d lags in seconds)\n", progress.frames(), secondsSince(begin), times);
        if (!hasLags && progress.lags() >= arguments.extent.groups) {
            hasLags = true;
            line("all lags in records, from the start of the observer", secondsSince(begin), "s", "≤ 5 s");
            line("processor time of the observer until then", processorTime(program.process()), "s", "");
            line("resident by then, observer", peakMemory(program.process()), "MB", "≤ 100 MB");
        }
        if (!hasTimes && times >= arguments.extent.groups) {
            hasTimes = true;
            line("all lags in seconds", secondsSince(begin), "s", "progressively");
        }
    }
    line("resident at most over the session, observer", peakMemory(program.process()), "MB", "≤ 100 MB");
    std::printf("(%d frames in %.0f s)\n", progress.frames(), secondsSince(begin));
    program.write("{\"command\":\"stop\"}\n");
    program.finish();
}

/// Both processes of a table that is left alone for a while.
void measureTable(const Arguments& arguments) {
    Program program({HEADROOM_PROGRAM, "live", "--kafka", arguments.bootstrap});
    const auto begin = Clock::now();
    while (secondsSince(begin) < arguments.watch)
        if (!program.readUntil("scale-group-")) throw std::runtime_error("the table ended: " + program.error());
    double observer = 0;
    for (const pid_t process : processesFrom(program.process()))
        if (process != program.process()) observer = std::max(observer, peakMemory(process));
    line("resident at most, table", peakMemory(program.process()), "MB", "");
    line("and its observer", observer, "MB", "≤ 100 MB");
    program.signal(SIGINT);
    program.finish();
}

}  // namespace

int measure(Arguments arguments) {
    std::unique_ptr<Cluster> cluster;
    if (arguments.bootstrap.empty()) {
        cluster =
            std::make_unique<Cluster>(1, std::vector<std::string>{"num.io.threads=8"}, std::vector<std::string>{"--heap", "1g"});
        arguments.bootstrap = cluster->bootstrap();
        const auto begin = Clock::now();
        makeManyGroups(arguments.bootstrap, arguments.extent);
        std::printf("(%d topics of %d partitions and %d groups were made in %.0f s)\n", arguments.extent.topics,
                    arguments.extent.partitions, arguments.extent.groups, secondsSince(begin));
    }
    std::printf("| | | asked |\n| --- | ---: | ---: |\n");
    for (int round = 0; round < 3; ++round) measureFirstRows(arguments.bootstrap);
    measureSession(arguments);
    measureTable(arguments);
    return 0;
}

}  // namespace headroom::integration

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    try {
        const headroom::integration::Arguments arguments = headroom::integration::read({argv + 1, argv + argc});
        return arguments.isMade ? 0 : headroom::integration::measure(arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
