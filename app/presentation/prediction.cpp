#include "app/presentation/prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "app/presentation/element_figures.h"
#include "app/presentation/format.h"
#include "model/find_named.h"
#include "model/trace/frame_span.h"

namespace headroom::presentation {
namespace {

constexpr std::array<std::string_view, 5> kinds{"client", "service", "store", "topic", "group"};

/// What a figure may differ by beyond chance before anybody is alarmed.
struct Tolerance {
    const char* figure;
    double share;    ///< of the figure
    double least;    ///< in its unit
    bool isBrokers;  ///< where the broker is an embedded one, it differs by what that is
};
constexpr std::array tolerances{Tolerance{"throughput", 0.05, 0, false}, Tolerance{"utilisation", 0.1, 0.02, false},
                                Tolerance{"latencyMean", 0.1, 0, true},  Tolerance{"latencyP50", 0.1, 0, true},
                                Tolerance{"latencyP95", 0.2, 0, true},   Tolerance{"latencyP99", 0.2, 0, true},
                                Tolerance{"lag", 0.2, 10, true},         Tolerance{"timeLag", 0.2, 1, true}};
// Of what comes: what grows by less is taken for chance.
constexpr double growing = 0.02;

bool isKind(const trace::Element& element) {
    return std::ranges::find(kinds, element.kind) != kinds.end();
}

trace::FrameSpan between(const trace::MemoryTrace& run, double begin, double end) {
    return trace::framesWithin(
        run, {model::Instant{} + model::Duration::fromSeconds(begin), model::Instant{} + model::Duration::fromSeconds(end)});
}

/// One element over the run and over its minutes.
class ElementPredictor {
public:
    ElementPredictor(const trace::MemoryTrace& run, const model::Scenario* scenario, const trace::Element& element) {
        const double begin = run.header().warmup.toSeconds();
        const double end = run.frames().back().time.toSeconds();
        m_whole = elementRow(run, between(run, begin, end), element, scenario, RowDetail::Full);
        const double minute = predictionWindow.toSeconds();
        for (double from = begin; from + minute <= end + 1e-9; from += minute)
            m_minutes.push_back(elementRow(run, between(run, from, from + minute), element, scenario, RowDetail::Full));
    }

    PredictedElement predict(std::vector<std::string>& notes) const {
        PredictedElement predicted;
        predicted.id = m_whole.id;
        const bool grows = keepsGrowing();
        for (const Tolerance& tolerance : tolerances) {
            const Metric* metric = m_whole.findMetric(tolerance.figure);
            if (metric == nullptr) continue;
            PredictedFigure figure{metric->name, metric->unit, metric->value, metric->value, metric->value};
            for (const ElementRow& minute : m_minutes)
                if (const Metric* there = minute.findMetric(tolerance.figure)) {
                    figure.low = std::min(figure.low, there->value);
                    figure.high = std::max(figure.high, there->value);
                }
            const bool isWaiting = metric->name != "throughput" && metric->name != "utilisation";
            if (grows && isWaiting) figure.value = figure.low = figure.high = std::nan("");
            predicted.figures.push_back(figure);
        }
        if (grows)
            notes.push_back(
                fmt::format("{} doesn't keep up with this load in the simulation: what waits grows by {}, so that it has "
                            "no steady lag and latency",
                            m_whole.id, formatValue(growth(), "/s")));
        return predicted;
    }

private:
    static double of(const ElementRow& row, const char* name) {
        const Metric* metric = row.findMetric(name);
        return metric == nullptr ? std::nan("") : metric->value;
    }

    /// Of what waits, a second, from the first half of the minutes to the second; NaN where nobody counts it.
    double growth() const {
        const char* waiting = m_whole.kind == "group" ? "lag" : "inSystem";
        const std::size_t half = m_minutes.size() / 2;
        double sum = 0;
        for (std::size_t i = 0; i < half; ++i)
            sum += of(m_minutes[m_minutes.size() - 1 - i], waiting) - of(m_minutes[i], waiting);
        const auto distance = static_cast<double>(m_minutes.size() - half) * predictionWindow.toSeconds();
        return half == 0 ? std::nan("") : sum / static_cast<double>(half) / distance;
    }

    bool keepsGrowing() const {
        const double more = growth();
        const double done = of(m_whole, "throughput");
        return more > growing * ((std::isnan(done) ? 0 : done) + more);
    }

    ElementRow m_whole;
    std::vector<ElementRow> m_minutes;
};

/// To the bounds of the bucket it lies in, of the coarsest histogram.
void widen(ComparedFigure& figure, const std::vector<std::vector<double>>& buckets) {
    double low = figure.low;
    double high = figure.high;
    for (const std::vector<double>& bounds : buckets) {
        const auto above = std::ranges::lower_bound(bounds, figure.high);
        high = std::max(high, above == bounds.end() ? std::numeric_limits<double>::infinity() : *above);
        const auto notBelow = std::ranges::upper_bound(bounds, figure.low);
        low = std::min(low, notBelow == bounds.begin() ? 0 : *(notBelow - 1));
    }
    figure.low = low;
    figure.high = high;
}

ComparedFigure compared(const PredictedFigure& predicted, const Tolerance& tolerance, const Metric* measured) {
    ComparedFigure figure;
    figure.name = predicted.name;
    figure.unit = predicted.unit;
    figure.predicted = predicted.value;
    figure.measured = measured == nullptr ? std::nan("") : measured->value;
    figure.low = std::max(0.0, predicted.low - std::max(tolerance.least, tolerance.share * predicted.low));
    figure.high = predicted.high + std::max(tolerance.least, tolerance.share * predicted.high);
    return figure;
}

}  // namespace

const PredictedFigure* PredictedElement::findFigure(const std::string& name) const {
    return model::findNamed(figures, &PredictedFigure::name, name);
}
const PredictedElement* Prediction::findElement(const std::string& id) const {
    return model::findNamed(elements, &PredictedElement::id, id);
}
const ComparedFigure* ComparedElement::findFigure(const std::string& name) const {
    return model::findNamed(figures, &ComparedFigure::name, name);
}

Prediction predictionOf(const trace::MemoryTrace& run, const model::Scenario* scenario) {
    Prediction prediction;
    if (run.frames().empty()) return prediction;
    for (const std::string_view kind : kinds)
        for (const trace::Element* element : run.elementsOfKind(std::string(kind))) {
            PredictedElement predicted = ElementPredictor(run, scenario, *element).predict(prediction.notes);
            if (!predicted.figures.empty()) prediction.elements.push_back(std::move(predicted));
        }
    return prediction;
}

std::vector<ComparedElement> compare(const Prediction& prediction, const trace::MemoryTrace& recent,
                                     const model::Scenario* scenario, const std::vector<std::vector<double>>& buckets) {
    const bool isEmbedded = recent.header().settings.contains("--embedded");
    const bool hasSpan = recent.frames().size() > 1;
    const trace::FrameSpan span = hasSpan ? trace::spanOf(recent, 1, recent.frames().size()) : trace::FrameSpan{};
    const bool isLongEnough = span.seconds() >= predictionWindow.toSeconds() / 2;
    std::vector<ComparedElement> all;
    for (const PredictedElement& predicted : prediction.elements) {
        const trace::Element* element = recent.findElement(predicted.id);
        ElementRow measured;
        if (element != nullptr && isKind(*element) && hasSpan)
            measured = elementRow(recent, span, *element, scenario, RowDetail::Full);
        ComparedElement compared;
        compared.id = predicted.id;
        for (const Tolerance& tolerance : tolerances) {
            const PredictedFigure* figure = predicted.findFigure(tolerance.figure);
            if (figure == nullptr) continue;
            ComparedFigure both = presentation::compared(*figure, tolerance, measured.findMetric(tolerance.figure));
            if (both.name == "latencyP50" || both.name == "latencyP95" || both.name == "latencyP99") widen(both, buckets);
            both.isJudged =
                isLongEnough && !(isEmbedded && tolerance.isBrokers) && !std::isnan(both.measured) && !std::isnan(both.predicted);
            both.isOutside = both.isJudged && (both.measured < both.low || both.measured > both.high);
            compared.figures.push_back(std::move(both));
        }
        all.push_back(std::move(compared));
    }
    return all;
}

}  // namespace headroom::presentation
