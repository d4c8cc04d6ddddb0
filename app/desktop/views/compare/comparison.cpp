#include "app/desktop/views/compare/comparison.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>

#include "app/desktop/views/charts/decimation.h"
#include "app/desktop/views/compare/change_summary.h"
#include "app/desktop/views/compare/compared_figures.h"
#include "app/desktop/views/compare/run_identity.h"
#include "app/presentation/format.h"
#include "model/trace/expectation_check.h"

namespace headroom::views {
namespace {

using model::MetricQuery;
using trace::MemoryTrace;

/// Without intervals, what is clear.
constexpr double negligible = 0.005;
constexpr double unclearWeight = 0.1;

QString tr(const char* text) {
    return QCoreApplication::translate("compare", text);
}

QString amount(double value, const std::string& unit, const std::optional<double>& halfWidth) {
    return QString::fromStdString(presentation::formatInterval(value, halfWidth, unit));
}

MetricQuery::Window commonWindow(const MemoryTrace& a, const MemoryTrace& b) {
    MetricQuery::Window window;
    window.from = model::Instant::start() + std::max(a.header().warmup, b.header().warmup);
    window.to = window.from;
    if (!a.frames().empty() && !b.frames().empty()) window.to = std::min(a.frames().back().time, b.frames().back().time);
    return window;
}

QString nameOf(const trace::Element& element, const MemoryTrace& trace) {
    const auto isNamesake = [&](const trace::Element& other) {
        return other.name == element.name && other.id != element.id && isCompared(other);
    };
    const QString name = QString::fromStdString(element.name);
    if (std::ranges::none_of(trace.elements(), isNamesake)) return name;
    return QStringLiteral("%1 (%2)").arg(name, QString::fromStdString(element.kind));
}

QString intervalText(const ComparedFigure& a, const ComparedFigure& b) {
    if (!a.halfWidth || !b.halfWidth) return {};
    return tr("A %1, B %2 (95 % intervals)").arg(amount(a.value, a.unit, a.halfWidth), amount(b.value, b.unit, b.halfWidth));
}

double relativeTo(double a, double b) {
    const double larger = std::max(std::abs(a), std::abs(b));
    return larger == 0 ? 0 : std::clamp((b - a) / larger, -1.0, 1.0);
}

/// What moves a little in the plumbing matters less than the same in what it serves.
double importanceOf(const trace::Element& element) {
    const bool isPlumbing = element.kind == "link" || element.kind == "topic" || element.kind == "broker";
    return isPlumbing ? 0.25 : 1;
}

/// On average less than one record waits, in both: nobody is behind in either.
bool isBelowARecord(const ComparedFigure& a, const ComparedFigure& b) {
    return a.name == "lag" && a.value < 1 && b.value < 1;
}

/// A lag that hardly moves is not growing.
bool isNoise(const ComparedFigure& a, const ComparedFigure& b) {
    return a.name == "lagGrowth" && std::abs(a.value) < 1 && std::abs(b.value) < 1;
}

Change changeOf(const trace::Element& element, const QString& name, const ComparedFigure& a, const ComparedFigure& b) {
    Change change;
    change.element = element.id;
    change.elementName = name;
    change.figure = a.name;
    change.figureName = wordsFor(a.name);
    change.unit = a.unit;
    change.a = a.value;
    change.b = b.value;
    change.aText = amount(a.value, a.unit, {});
    change.bText = amount(b.value, b.unit, {});
    change.intervalText = intervalText(a, b);
    const double difference = b.value - a.value;
    change.differenceText =
        (difference < 0 ? QStringLiteral("−") : QStringLiteral("+")) +
        (a.unit == "%" ? tr("%1 points").arg(std::abs(difference) * 100, 0, 'f', 1) : amount(std::abs(difference), a.unit, {}));
    // A share is its own scale: from 0.2 % to 0.4 % busy is not twice as much of anything.
    change.relative = a.name == "utilisation" ? std::clamp(difference, -1.0, 1.0) : relativeTo(a.value, b.value);
    const bool hasIntervals = a.halfWidth && b.halfWidth;
    const bool isBeyondIntervals =
        hasIntervals ? std::abs(difference) > *a.halfWidth + *b.halfWidth : std::abs(change.relative) > negligible;
    change.isClear = isBeyondIntervals && !isBelowARecord(a, b);
    change.weight = importanceOf(element) * a.importance * std::abs(change.relative) * (change.isClear ? 1 : unclearWeight);
    return change;
}

/// Of figures both runs have a value of.
void addFigures(const trace::Element& element, const ComparedRun& a, const ComparedRun& b, const MetricQuery::Window& window,
                Thoroughness thoroughness, std::vector<Change>& changes) {
    const QString name = nameOf(element, *a.trace);
    const auto ofA = comparedFigures(a, element, window, thoroughness);
    const auto ofB = comparedFigures(b, b.trace->element(element.id), window, thoroughness);
    for (const ComparedFigure& figure : ofA) {
        const auto other = std::ranges::find(ofB, figure.name, &ComparedFigure::name);
        if (other != ofB.end() && other->value != figure.value && !isNoise(figure, *other))
            changes.push_back(changeOf(element, name, figure, *other));
    }
}

void addMissing(const ComparedRun& in, const ComparedRun& notIn, Change::Kind kind, std::vector<Change>& changes) {
    for (const trace::Element& element : in.trace->elements()) {
        if (!isCompared(element) || notIn.trace->findElement(element.id) != nullptr) continue;
        Change change;
        change.kind = kind;
        change.element = element.id;
        change.elementName = nameOf(element, *in.trace);
        const bool isInA = kind == Change::Kind::OnlyInA;
        change.figureName = QString::fromStdString(element.kind);
        change.differenceText = isInA ? tr("only in A") : tr("only in B");
        change.aText = isInA ? tr("there") : QStringLiteral("–");
        change.bText = isInA ? QStringLiteral("–") : tr("there");
        change.relative = isInA ? -1 : 1;
        change.isClear = true;
        changes.push_back(std::move(change));
    }
}

QString standing(const trace::ExpectationResult& result) {
    return (result.pass ? QStringLiteral("✓ ") : QStringLiteral("✗ ")) + QString::fromStdString(result.comparison);
}

void addExpectations(const ComparedRun& a, const ComparedRun& b, std::vector<Change>& changes) {
    if (a.scenario == nullptr || b.scenario == nullptr) return;
    for (const model::Expectation& claim : a.scenario->expectations) {
        const auto same = std::ranges::find(b.scenario->expectations, claim.name, &model::Expectation::name);
        if (same == b.scenario->expectations.end() || !claim.notEvaluated.empty() || !same->notEvaluated.empty()) continue;
        const trace::ExpectationResult inA = trace::check(claim, *a.trace);
        const trace::ExpectationResult inB = trace::check(*same, *b.trace);
        if (inA.pass == inB.pass || !inA.value || !inB.value) continue;
        Change change;
        change.kind = Change::Kind::Expectation;
        change.figure = claim.name;
        change.figureName = QString::fromStdString(claim.name);
        change.elementName = QString::fromStdString(claim.query.element);
        change.unit = claim.unit;
        change.a = inA.value;
        change.b = inB.value;
        change.aText = standing(inA);
        change.bText = standing(inB);
        change.differenceText = inB.pass ? tr("now holds") : tr("now fails");
        change.relative = inB.pass ? 1 : -1;
        change.isClear = true;
        changes.push_back(std::move(change));
    }
}

/// An element's weightiest change; those of the parts of an expectation are its element's own.
std::vector<ElementDifference> differencesOf(const std::vector<Change>& changes, const MemoryTrace& a) {
    std::vector<ElementDifference> differences;
    for (const Change& change : changes) {
        const QString id = QString::fromStdString(change.element);
        if (id.isEmpty() || std::ranges::find(differences, id, &ElementDifference::id) != differences.end()) continue;
        const QString percent = percentText(change);
        const QString text = change.kind == Change::Kind::Figure
                                 ? change.figureName + QLatin1Char(' ') + (percent.isEmpty() ? change.differenceText : percent)
                                 : change.differenceText;
        differences.push_back({id, text, change.isClear ? change.relative : 0});
    }
    for (const trace::Element& element : a.elements()) {
        const QString id = QString::fromStdString(element.id);
        if (isCompared(element) && std::ranges::find(differences, id, &ElementDifference::id) == differences.end())
            differences.push_back({id, tr("no difference"), 0});
    }
    return differences;
}

}  // namespace

Comparison compareTraces(const ComparedRun& a, const ComparedRun& b, Thoroughness thoroughness) {
    Comparison comparison;
    comparison.identity = identityOf(*a.trace, *b.trace);
    const MetricQuery::Window window = commonWindow(*a.trace, *b.trace);
    comparison.fromSeconds = secondsOf(window.from);
    comparison.toSeconds = secondsOf(window.to);
    if (comparison.toSeconds > comparison.fromSeconds) {
        if (thoroughness == Thoroughness::Intervals) addExpectations(a, b, comparison.changes);
        std::vector<Change> missing;
        addMissing(a, b, Change::Kind::OnlyInA, missing);
        addMissing(b, a, Change::Kind::OnlyInB, missing);
        std::vector<Change> figures;
        for (const trace::Element& element : a.trace->elements())
            if (isCompared(element) && b.trace->findElement(element.id) != nullptr)
                addFigures(element, a, b, window, thoroughness, figures);
        std::ranges::stable_sort(figures, std::greater(), &Change::weight);
        // Somebody took it away, or nobody can measure it: that doesn't matter much.
        const bool isOneMeasured = (a.trace->header().runtime == "live") != (b.trace->header().runtime == "live");
        for (auto* part : isOneMeasured ? std::array{&figures, &missing} : std::array{&missing, &figures})
            std::ranges::move(*part, std::back_inserter(comparison.changes));
        comparison.isSame = comparison.changes.empty();
        comparison.differences = differencesOf(comparison.changes, *a.trace);
    }
    comparison.summary = summaryOf(comparison, *a.trace, *b.trace);
    return comparison;
}

}  // namespace headroom::views
