#include "app/validation/live_campaign.h"

#include <fmt/format.h>

#include <cstdio>

#include "app/validation/live_figures.h"
#include "model/trace/recording_reader.h"

namespace headroom::validation {
namespace {

constexpr int mostRuns = 1000;

}  // namespace

std::optional<trace::MemoryTrace> LiveCampaign::read(const std::string& name) const {
    const auto reader = trace::RecordingReader::open(m_folder + "/" + name + ".headroom");
    if (!reader) return std::nullopt;
    trace::MemoryTrace trace;
    if (const auto error = reader.value()->replay(trace)) {
        std::fprintf(stderr, "headroom-validate: %s: %s\n", name.c_str(), error->message.c_str());
        return std::nullopt;
    }
    return trace;
}

/// One figure of each recording of a stage that has it.
template <class Figure>
std::vector<double> LiveCampaign::measured(const std::string& stage, int most, const Figure& figure) const {
    std::vector<double> values;
    for (int run = 1; run <= most; ++run) {
        const auto trace = read(fmt::format("{}-{}", stage, run));
        if (!trace) break;
        if (const std::optional<double> value = figure(*trace)) values.push_back(*value);
    }
    return values;
}

Compared LiveCampaign::saturationFigure() const {
    const double from = m_plan.number("saturation_warmup");
    Compared figure{"saturation throughput", "records/s", m_plan.number("saturation_band"), {}, {}};
    const auto throughput = [&](double length) {
        return [this, from, length](const trace::MemoryTrace& trace) {
            return figuresOf(trace, m_plan.group(), from, from + length).throughput;
        };
    };
    figure.measured = measured("saturation", mostRuns, throughput(m_plan.number("saturation_seconds")));
    if (const auto trace = read("predicted-saturation"))
        figure.predicted = throughput(m_plan.number("saturation_seconds"))(*trace);
    return figure;
}

std::optional<double> LiveCampaign::saturation() const {
    return saturationFigure().median();
}

void LiveCampaign::addSteady(const std::string& stage, std::vector<Compared>& all) const {
    const double from = m_plan.number(stage + "_warmup");
    const double length = m_plan.number(stage + "_seconds");
    const std::string at = fmt::format(" at {:g} %", m_plan.number(stage + "_share") * 100);
    const auto predicted = read("predicted-" + stage);
    const auto add = [&](const char* what, const char* band, std::optional<double> GroupFigures::*value) {
        Compared figure{what + at, "s", m_plan.number(band), {}, {}};
        figure.measured = measured(stage, mostRuns, [&](const trace::MemoryTrace& trace) {
            return figuresOf(trace, m_plan.group(), from, from + length).*value;
        });
        if (predicted) figure.predicted = figuresOf(*predicted, m_plan.group(), from, m_plan.number("predicted_seconds")).*value;
        all.push_back(std::move(figure));
    };
    add("mean end-to-end latency", "mean_band", &GroupFigures::mean);
    add("p99 of end-to-end latency", "p99_band", &GroupFigures::p99);
}

Compared LiveCampaign::drainFigure() const {
    Compared figure{fmt::format("drain time after a pod failure at {:g} %", m_plan.number("failure_share") * 100),
                    "s",
                    m_plan.number("drain_band"),
                    {},
                    {}};
    const auto drainTime = [&](const trace::MemoryTrace& trace) {
        return drainTimeOf(trace, m_plan.group(), m_plan.number("failure_after"), m_plan.number("drained"));
    };
    figure.measured = measured("failure", mostRuns, drainTime);
    Compared predicted;
    predicted.measured = measured("predicted-failure", mostRuns, drainTime);
    figure.predicted = predicted.median();
    return figure;
}

std::vector<Compared> LiveCampaign::figures() const {
    std::vector<Compared> all{saturationFigure()};
    addSteady("low", all);
    addSteady("high", all);
    all.push_back(drainFigure());
    return all;
}

}  // namespace headroom::validation
