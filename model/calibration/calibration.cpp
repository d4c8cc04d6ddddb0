#include "model/calibration/calibration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "model/calibration/own_steps.h"
#include "model/trace/frame_span.h"

namespace headroom::calibration {
namespace {

constexpr double fewestTimes = 50;
constexpr std::size_t samplesOfATable = 500;
constexpr double clearDrift = 3.5;  // standard errors

std::string familyOf(model::Distribution::Kind kind) {
    using Kind = model::Distribution::Kind;
    if (kind == Kind::Constant) return "constant";
    if (kind == Kind::Exponential) return "exponential";
    return kind == Kind::Lognormal ? "lognormal" : "gamma";
}

class Calibrator {
public:
    Calibrator(const trace::MemoryTrace& trace, const model::Scenario& scenario, const CalibrationOptions& options)
        : m_trace(trace), m_scenario(scenario), m_options(options) {
        if (!trace.frames().empty()) m_span = trace::framesWithin(trace, {options.from, trace.frames().back().time});
        m_result.seconds = m_span.empty() ? 0 : m_span.seconds();
        findBounds();
    }

    Calibration run() {
        for (const model::Client& client : m_scenario.clients) takeLoad(client);
        for (const model::Service& service : m_scenario.services) takeSteps(service);
        for (const model::KafkaCluster& cluster : m_scenario.clusters) takeRequests(cluster);
        for (const model::Store& store : m_scenario.stores)
            for (const auto& [operation, unused] : store.operations)
                leave(fmt::format("stores.{}.operations.{}", store.name, operation),
                      "only its callers tell, with their wait for a connection");
        for (const model::Guess& guess : m_scenario.guesses)
            if (!isSettled(guess.path)) leave(guess.path, "no measurement says it");
        return std::move(m_result);
    }

private:
    /// What the session said of the histograms it read.
    void findBounds() {
        std::vector<std::vector<double>> all;
        for (const trace::Event& event : m_trace.events()) {
            if (event.kind != "metrics.buckets") continue;
            std::vector<double>& bounds = all.emplace_back();
            for (const trace::ReasonValue& input : event.reason.inputs)
                if (const auto* bound = std::get_if<double>(&input.value)) bounds.push_back(*bound);
        }
        m_bounds = commonBounds(all);
        if (m_bounds.empty()) m_bounds = fineBounds();
    }

    void leave(const std::string& path, const std::string& why) { m_result.rest.push_back({path, why}); }

    /// Whether the value at a path, or one that it is a part of, has been dealt with.
    bool isSettled(const std::string& path) const {
        const auto covers = [&](const std::string& settled) {
            return path == settled || (path.starts_with(settled) && (path[settled.size()] == '.' || path[settled.size()] == '['));
        };
        return std::ranges::any_of(m_result.measured, [&](const Measurement& each) { return covers(each.path); }) ||
               std::ranges::any_of(m_result.rest, [&](const Unmeasured& each) { return covers(each.path); });
    }

    trace::LatencySketch times(const std::string& element, const std::string& series) const {
        const trace::Series* found = m_trace.findSeries(element, series);
        if (found == nullptr || found->kind != trace::SeriesKind::Latency) return {};
        return m_trace.merged(found->index, m_span.first, m_span.last);
    }

    /// Puts a measurement of times on the list; one of too few is left.
    void addTimes(Measurement measurement, const trace::LatencySketch& sketch) {
        measurement.count = static_cast<double>(sketch.count());
        if (measurement.count < fewestTimes) {
            leave(measurement.path, sketch.empty() ? fmt::format("the recording has no times of {}", measurement.what)
                                                   : fmt::format("the recording has only {} times of {}, {} are needed",
                                                                 sketch.count(), measurement.what, fewestTimes));
            return;
        }
        const BinnedTimes bins = binned(sketch, m_bounds);
        const std::vector<Fit> fits = fitTimes(bins);
        if (fits.empty()) return leave(measurement.path, fmt::format("{} took no time", measurement.what));
        const Fit& best = fits.front();
        measurement.mean = bins.mean();
        measurement.family = familyOf(best.distribution.kind);
        measurement.p = best.p;
        measurement.largestDifference = best.largestDifference;
        measurement.goodness = best.goodness;
        measurement.value = fmt::format("measured({})", written(best.distribution));
        if (bins.filled() < 3)
            measurement.remarks.push_back(
                fmt::format("its times fill {} of the histogram's buckets: the shape is hardly known", bins.filled()));
        if (best.goodness == Goodness::None) {
            measurement.remarks.push_back(fmt::format("no family fits; nearest was {}", familyOf(best.distribution.kind)));
            measurement.family = "none";
            measurement.samples = representatives(bins, samplesOfATable);
            measurement.value = fmt::format("measured(empirical({}))", tableName(m_options.tableStem, measurement.path));
        }
        m_result.measured.push_back(std::move(measurement));
    }

    void takeSteps(const model::Service& service) {
        std::set<std::string> done;
        for (const OwnStep& own : ownSteps(service)) {
            if (!done.insert(own.path).second) continue;
            Measurement measurement;
            measurement.path = own.path;
            measurement.what = own.isCpu ? "the step's processor time" : "the step's waiting";
            addTimes(std::move(measurement), times("step/" + own.path, "time"));
        }
    }

    /// A commit is a request to a broker and, in a simulation, nothing else, where the network takes no time.
    void takeRequests(const model::KafkaCluster& cluster) {
        trace::LatencySketch commits;
        for (const model::Service& service : m_scenario.services)
            for (const model::Listener& listener : service.listeners) {
                const model::Topic* topic = listener.topics.empty() ? nullptr : m_scenario.findTopic(listener.topics.front());
                if (topic != nullptr && topic->cluster == cluster.name && m_groups.insert(listener.groupId).second)
                    commits.merge(times("group/" + listener.groupId, "commitTime"));
            }
        Measurement measurement;
        measurement.path = fmt::format("kafka.{}.requestWork", cluster.name);
        measurement.what = "commits";
        measurement.isNew = true;
        if (hasNetwork())
            return leave(measurement.path, "a commit's time can't be told from the network's, which takes some too");
        measurement.remarks.push_back("a commit counts as one request, with its way there and back");
        addTimes(std::move(measurement), commits);
    }

    bool hasNetwork() const {
        return std::ranges::any_of(m_scenario.zones, [](const model::Zone& zone) { return !zone.latencyWithin.isZero(); }) ||
               std::ranges::any_of(m_scenario.links, [](const model::ZoneLink& link) { return !link.latency.isZero(); });
    }

    void takeLoad(const model::Client& client) {
        const std::string path = fmt::format("clients.{}.load", client.name);
        const auto* open = std::get_if<model::OpenLoad>(&client.load);
        if (open == nullptr) return leave(path, "how long users think isn't seen from outside");
        if (open->process == model::OpenLoad::Process::Replay) return leave(path, "its arrivals are given one by one");
        if (open->rate.pieces.size() != 1 || open->rate.pieces.front().shape != model::LoadProfile::Piece::Shape::Hold)
            return leave(path, "its load has a course, which one rate would replace");
        const trace::Series* started = m_trace.findSeries("client/" + client.name, "started");
        if (started == nullptr) return leave(path, "nobody told of its arrivals");
        const Arrivals arrivals = arrivalsOf(m_trace, *started, m_span);
        if (arrivals.count < fewestTimes)
            return leave(
                path, fmt::format("the recording has only {:.0f} of its arrivals, {} are needed", arrivals.count, fewestTimes));
        addLoad(path, arrivals, open->process);
    }

    void addLoad(const std::string& path, const Arrivals& arrivals, model::OpenLoad::Process said) {
        using Process = Arrivals::Process;
        Measurement measurement;
        measurement.path = path;
        measurement.what = "arrivals";
        measurement.count = arrivals.count;
        measurement.mean = arrivals.rate() / m_options.loadScale;
        measurement.p = arrivals.p;
        measurement.goodness = !arrivals.p                            ? Goodness::Untested
                               : arrivals.process == Process::Poisson ? Goodness::Fits
                                                                      : Goodness::None;
        const bool isConstant = arrivals.process == Process::Regular ||
                                (arrivals.process == Process::Neither && said == model::OpenLoad::Process::Constant);
        measurement.family = arrivals.process == Process::Neither ? "none" : isConstant ? "constant" : "poisson";
        measurement.value = fmt::format("{}(measured({}/s))", isConstant ? "constant" : "poisson", rateText(measurement.mean));
        if (arrivals.process == Process::Neither)
            measurement.remarks.push_back(fmt::format(
                "counts vary {:.2g} times as much as a Poisson process'; the rate alone is measured", arrivals.dispersion));
        if (std::abs(arrivals.drift) > clearDrift)
            measurement.remarks.push_back(fmt::format("its rate {} during the recording", arrivals.drift > 0 ? "rose" : "fell"));
        if (m_options.loadScale != 1)
            measurement.remarks.push_back(fmt::format("{}/s were measured at a load scale of {:g} %", rateText(arrivals.rate()),
                                                      m_options.loadScale * 100));
        m_result.measured.push_back(std::move(measurement));
    }

    static std::string rateText(double rate) {
        const int decimals = std::clamp(3 - static_cast<int>(std::floor(std::log10(rate))), 0, 9);
        return fmt::format("{:.{}f}", rate, decimals);
    }

    const trace::MemoryTrace& m_trace;
    const model::Scenario& m_scenario;
    const CalibrationOptions& m_options;
    trace::FrameSpan m_span;
    std::vector<double> m_bounds;
    std::set<std::string> m_groups;
    Calibration m_result;
};

}  // namespace

std::string tableName(const std::string& stem, const std::string& path) {
    std::string name = stem + "-";
    for (const char c : path) {
        const bool isWord = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (isWord || name.back() != '-') name += isWord ? c : '-';
    }
    return name + ".csv";
}

Calibration calibrate(const trace::MemoryTrace& trace, const model::Scenario& scenario, const CalibrationOptions& options) {
    return Calibrator(trace, scenario, options).run();
}

}  // namespace headroom::calibration
