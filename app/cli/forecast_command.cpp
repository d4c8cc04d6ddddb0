#include "app/cli/forecast_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "app/cli/forecast_runs.h"
#include "app/cli/forecast_source.h"
#include "app/cli/forecast_watch.h"
#include "app/cli/memory_file.h"
#include "app/cli/output.h"
#include "app/presentation/forecast_report.h"
#include "app/presentation/format.h"
#include "model/forecast/load_text.h"
#include "model/scenario/distribution.h"

namespace headroom::cli {
namespace {

using forecast::Alternative;

constexpr double shortestRun = 60;  // seconds
constexpr double longestRun = 7200;
constexpr double runUnlessDrained = 600;
constexpr double margin = 1.5;       // of the flow balance's drain time
constexpr double coarsestFrame = 1;  // seconds: drain times are known to a frame
constexpr double uneven = 1.5;       // times the even share

/// Where the fractional part of a number's digits, mirrored, lies: 1/2, 1/4, 3/4, 1/8, ... covers (0, 1) evenly from the start.
double mirrored(unsigned number) {
    double result = 0;
    for (double place = 0.5; number > 0; number /= 2, place /= 2) result += number % 2 * place;
    return result;
}

/// In standard deviations.
double normalQuantile(double probability) {
    const model::Distribution lognormal{model::Distribution::Kind::Lognormal, std::exp(0.5), 1, {}};
    return std::log(lognormal.quantile(probability));
}

class Forecaster {
public:
    Forecaster(const ForecastOptions& options, ForecastSource source) : m_options(options), m_source(std::move(source)) {}

    int run() {
        if (const int status = chooseGroup(); status != AllHold) return status;
        m_start = forecast::startingPoint(m_source.state, m_source.scenario);
        if (const int status = chooseAlternatives(); status != AllHold) return status;
        describe();
        for (const Alternative& alternative : m_alternatives) {
            const std::optional<model::Scenario> scenario = read(alternative);
            if (!scenario) return BadInput;
            m_forecast.rows.push_back({alternative.name, forecast::drainOutlook(*scenario, m_forecast.group, alternative), {}});
        }
        compareWithFlow();
        if (m_options.format == Format::Text) print(presentation::forecastStart(m_forecast, width()));
        const int status = m_options.quick ? static_cast<int>(AllHold) : simulate();
        print(m_options.format == Format::Text ? presentation::forecastEnd(m_forecast, width())
                                               : presentation::forecastJson(m_forecast));
        return status;
    }

private:
    static std::size_t width() { return styleFor(isatty(STDOUT_FILENO) == 1).width; }

    /// At once, also where standard output is no terminal.
    static void print(const std::string& text) {
        std::fputs(text.c_str(), stdout);
        std::fflush(stdout);
    }

    static int complain(const std::string& message) {
        std::fprintf(stderr, "%s\n", message.c_str());
        return BadInput;
    }

    int chooseGroup() {
        if (const std::string wrong = complaintOfGroup(m_options, m_source.state); !wrong.empty()) return complain(wrong);
        const forecast::ObservedGroup* group =
            m_options.group.empty() ? forecast::furthestBehind(m_source.state) : m_source.state.findGroup(m_options.group);
        if (group == nullptr) return complain(unknownLag("no group's lag"));
        const bool isKnown = std::ranges::any_of(group->lags, [](const auto& lag) { return lag.records.has_value(); });
        if (!isKnown) return complain(unknownLag(fmt::format("the lag of group '{}'", group->group)));
        m_forecast.group = *group;
        if (m_options.group.empty())
            m_forecast.groupWords = group->age ? "the furthest behind in time" : "the most records behind";
        return AllHold;
    }

    /// `what` is "no group's lag", or whose.
    std::string unknownLag(const std::string& what) const {
        const std::string negation = what.starts_with("no ") ? "is" : "isn't";
        if (m_source.watched)
            return fmt::format("{}: error: {} {} known after {}; 'headroom live' with the same options shows why", m_source.name,
                               what, negation, presentation::formatValue(*m_source.watched, "s"));
        return fmt::format("{}: error: {} {} known at {}; --at chooses another instant", m_source.name, what, negation,
                           presentation::formatClock(m_source.state.at));
    }

    int chooseAlternatives() {
        m_alternatives.emplace_back();
        if (m_options.whatIfs.empty()) return AllHold;
        auto made = forecast::alternativeOf(m_options.whatIfs, m_source.scenario);
        if (const auto* error = std::get_if<std::string>(&made)) return complain(*error);
        m_alternatives.push_back(std::get<Alternative>(std::move(made)));
        return AllHold;
    }

    std::vector<model::Setting> settings(const Alternative& alternative, const forecast::LoadCourse& course) const {
        std::vector<model::Setting> all = m_start.settings;
        for (const model::Setting& load : forecast::loadSettings(m_start, m_source.state, m_source.scenario, course))
            all.push_back(load);
        if (m_source.scenario.frameInterval.toSeconds() > coarsestFrame) all.push_back({"frame", "1s"});
        for (const model::Setting& setting : alternative.settings) all.push_back(setting);
        return all;
    }

    /// The scenario as it goes on from the state; nothing, said so, where it can't be read with the alternative.
    std::optional<model::Scenario> read(const Alternative& alternative) const {
        model::ReadOptions reading = m_source.reading;
        for (const model::Setting& setting : settings(alternative, {{}, 0, reading.loadScale}))
            reading.settings.push_back(setting);
        model::ReadResult result = model::readScenarioText(m_source.header.scenarioText, m_source.header.scenarioPath, reading);
        for (const model::Diagnostic& diagnostic : result.diagnostics.all())
            if (diagnostic.severity == model::Severity::Error)
                std::fprintf(stderr, "%s\n", blame(alternative, diagnostic).c_str());
        return std::move(result.scenario);
    }

    /// By the option of the user's where the error lies in what was made of it.
    static std::string blame(const Alternative& alternative, const model::Diagnostic& diagnostic) {
        for (std::size_t i = 0; i < alternative.settings.size(); ++i) {
            const model::Setting& setting = alternative.settings[i];
            if (diagnostic.location.file != fmt::format("--set {}={}", setting.path, setting.value)) continue;
            return fmt::format("{}: error: {}{}{}", alternative.origins[i], diagnostic.message,
                               diagnostic.hint.empty() ? "" : "; ", diagnostic.hint);
        }
        return model::toString(diagnostic);
    }

    void describe() {
        m_forecast.recording = m_options.recording;
        m_forecast.watched = m_source.watched;
        m_forecast.scenario = m_source.scenario.name;
        m_forecast.at = m_source.state.at;
        if (m_options.at.empty()) m_forecast.atWords = m_source.watched ? "the newest look" : "its last frame";
        m_forecast.loads = m_start.loads;
        m_forecast.notes = m_start.notes;
        for (const model::Service& service : m_source.scenario.services)
            if (reads(service)) addReplicas(service);
        for (const forecast::ObservedLag& lag : m_forecast.group.lags) noteUnevenness(lag);
        m_forecast.notes.emplace_back(m_source.watched ? "the load stays what it was while it was watched"
                                      : m_source.state.isLive
                                          ? "the load stays what it was in the last minute"
                                          : "the scenario's load goes on from that instant, multiplied as said above");
        if (const auto& rate = m_forecast.group.processed; rate && rate->seconds < 0.9 * forecast::rateWindow.toSeconds())
            m_forecast.notes.push_back(
                fmt::format("rates are means of {} only, for want of more", presentation::formatValue(rate->seconds, "s")));
    }

    bool reads(const model::Service& service) const {
        return std::ranges::any_of(service.listeners, [&](const model::Listener& listener) {
            return (listener.groupId.empty() ? service.name : listener.groupId) == m_forecast.group.group;
        });
    }

    void addReplicas(const model::Service& service) {
        const forecast::ObservedService* observed = m_source.state.findService(service.name);
        if (!m_forecast.replicas.empty()) m_forecast.replicas += ", ";
        if (observed == nullptr || !observed->ready)
            m_forecast.replicas += fmt::format("nobody knows how many pods of {}", service.name);
        else
            m_forecast.replicas +=
                fmt::format("{} of {}{}", presentation::formatCount(static_cast<std::size_t>(*observed->ready), "pod"),
                            service.name, observed->isByMembers ? ", by its consumers" : "");
    }

    void noteUnevenness(const forecast::ObservedLag& lag) {
        const auto fullest = std::ranges::max_element(lag.partitions);
        if (!lag.records || fullest == lag.partitions.end() || lag.partitions.size() < 2) return;
        const double even = *lag.records / static_cast<double>(lag.partitions.size());
        if (*fullest < uneven * even || *fullest < 100) return;
        m_forecast.notes.push_back(
            fmt::format("partition {} of {} holds {} of the {} that wait: the flow balance counts with that, a simulation "
                        "spreads them evenly",
                        fullest - lag.partitions.begin(), lag.topic, presentation::formatValue(*fullest, "records"),
                        presentation::formatValue(*lag.records, "1")));
    }

    /// Says where what was seen and what the scenario makes of it differ: its costs, or the load, are then not the real ones.
    void compareWithFlow() {
        const forecast::GroupPace& pace = m_forecast.rows.front().outlook.pace;
        const forecast::ObservedGroup& group = m_forecast.group;
        const bool isBehind = group.records.value_or(0) > 10 * pace.steadyLag;
        if (group.processed && isBehind && std::isfinite(pace.capacity) &&
            std::abs(group.processed->perSecond - pace.capacity) > 0.2 * pace.capacity)
            m_forecast.notes.push_back(fmt::format(
                "{} read {} while it was behind; by the scenario's costs it can read {}, and the forecast goes by that",
                group.group, presentation::formatValue(group.processed->perSecond, "/s"),
                presentation::formatValue(pace.capacity, "/s")));
        double appended = 0;
        for (const forecast::ObservedLag& lag : group.lags) {
            const forecast::ObservedTopic* topic = m_source.state.findTopic(lag.topic);
            if (topic == nullptr || !topic->appended) return;
            appended += topic->appended->perSecond;
        }
        if (std::abs(appended - pace.arrivals) > std::max(1.0, 0.1 * pace.arrivals))
            m_forecast.notes.push_back(fmt::format("{} were appended to what {} reads; the forecast goes by {}",
                                                   presentation::formatValue(appended, "records/s"), group.group,
                                                   presentation::formatValue(pace.arrivals, "/s")));
    }

    /// Long enough to see them all drain; seconds.
    double horizon() const {
        if (m_options.length > 0) return m_options.length;
        double longest = 0;
        for (const presentation::ForecastRow& row : m_forecast.rows) {
            double wanted = std::isfinite(row.outlook.drained) ? margin * row.outlook.drained + 30 : runUnlessDrained;
            const double breach = row.outlook.breach.value_or(0);
            if (!std::isfinite(row.outlook.drained) && std::isfinite(breach)) wanted = std::max(wanted, margin * breach);
            longest = std::max(longest, wanted);
        }
        return std::ceil(std::clamp(longest, shortestRun, longestRun) / 10) * 10;
    }

    ForecastPlan planOf(std::size_t i, const std::string& textPath) const {
        ForecastPlan plan;
        plan.scenarioPath = m_source.header.scenarioPath;
        plan.textPath = textPath;
        plan.reading = m_source.reading;
        plan.settings = [this, i](int number) {
            const double deviation = normalQuantile(mirrored(static_cast<unsigned>(number) + 1));
            return settings(m_alternatives[i],
                            {model::Duration::fromSeconds(m_forecast.horizonSeconds), deviation, m_source.reading.loadScale});
        };
        plan.duration = forecast::numberText(m_forecast.horizonSeconds) + "s";
        plan.seed = m_options.seed.value_or(m_source.scenario.seed);
        plan.group = m_forecast.group.group;
        plan.steadyLag = m_forecast.rows[i].outlook.pace.steadyLag;
        return plan;
    }

    int simulate() {
        const MemoryFile text(m_source.header.scenarioText);
        m_forecast.horizonSeconds = horizon();
        m_forecast.runs = m_options.replications;
        std::vector<ForecastPlan> plans;
        for (std::size_t i = 0; i < m_alternatives.size(); ++i) plans.push_back(planOf(i, text.path()));
        EngineProcess::forwardInterrupts();
        ForecastRuns runs = simulateForecast(plans, m_options.replications);
        for (std::size_t i = 0; i < plans.size(); ++i) m_forecast.rows[i].outcomes = std::move(runs.outcomes[i]);
        if (!runs.failure.message.empty()) std::fprintf(stderr, "headroom: %s\n", runs.failure.message.c_str());
        if (EngineProcess::wasInterrupted()) {
            std::fputs("headroom: the forecast was interrupted; simulations that were finished count\n", stderr);
            return BadEnvironment;
        }
        if (runs.failure.status != 0) return runs.failure.status == BadInput ? BadInput : BadEnvironment;
        return AllHold;
    }

    const ForecastOptions& m_options;
    ForecastSource m_source;
    forecast::StartingPoint m_start;
    std::vector<Alternative> m_alternatives;
    presentation::Forecast m_forecast;
};

}  // namespace

int forecastState(const ForecastOptions& options) {
    if (options.isLive()) {
        ForecastWatch watch(options);
        auto source = watch.run();
        if (const int* status = std::get_if<int>(&source)) return *status;
        return Forecaster(options, std::get<ForecastSource>(std::move(source))).run();
    }
    auto source = readForecastSource(options);
    if (const int* status = std::get_if<int>(&source)) return *status;
    return Forecaster(options, std::get<ForecastSource>(std::move(source))).run();
}

}  // namespace headroom::cli
