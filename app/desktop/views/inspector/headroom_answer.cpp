#include "app/desktop/views/inspector/headroom_answer.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "app/presentation/format.h"

namespace headroom::views {
namespace {

constexpr std::size_t breaksShown = 5;
constexpr std::size_t resourcesShown = 8;

QString tr(const char* text) {
    return QCoreApplication::translate("HeadroomAnswer", text);
}

QString q(const std::string& text) {
    return QString::fromStdString(text);
}

using Line = HeadroomAnswer::Line;

HeadroomAnswer::Section breaks(const AnalysisResult& result) {
    HeadroomAnswer::Section section{tr("What is full first"), {}};
    for (const model::Break& broken : result.headroom.breaks) {
        if (!std::isfinite(broken.factor) || section.lines.size() == breaksShown) break;
        section.lines.push_back({q(broken.element), factorText(broken.factor),
                                 QStringLiteral("%1: %2").arg(q(broken.element), q(broken.resource)), std::nullopt,
                                 broken.factor <= result.loadFactor});
    }
    return section;
}

bool scalesByItself(const AnalysisResult& result) {
    const auto& services = result.scenario->services;
    return std::any_of(services.begin(), services.end(),
                       [](const model::Service& service) { return service.hpa || service.scaledObject; });
}

HeadroomAnswer::Section busiest(const AnalysisResult& result) {
    std::vector<const model::ResourceUse*> uses;
    for (const model::ResourceUse& use : result.utilisation.resources)
        if (use.dependsOnLoad && use.capacity > 0) uses.push_back(&use);
    std::stable_sort(uses.begin(), uses.end(),
                     [](const auto* one, const auto* other) { return one->utilisation > other->utilisation; });
    HeadroomAnswer::Section section{
        tr(scalesByItself(result) ? "Busiest at the present load, before any scaling" : "Busiest at the present load"), {}};
    for (const model::ResourceUse* use : uses) {
        if (section.lines.size() == resourcesShown || use->utilisation <= 0) break;
        section.lines.push_back({q(use->element), q(presentation::formatValue(use->utilisation, "%")),
                                 QStringLiteral("%1: %2").arg(q(use->element), q(use->resource)), use->utilisation,
                                 use->utilisation >= 1});
    }
    return section;
}

template <class Items, class ToLine>
HeadroomAnswer::Section sectionOf(const QString& title, const Items& items, ToLine toLine) {
    HeadroomAnswer::Section section{title, {}};
    for (const auto& item : items) section.lines.push_back(toLine(item));
    return section;
}

/// The element a part belongs to: "service/x" of "service/x.operation".
QString elementOf(const std::string& part) {
    return q(part).section(QLatin1Char('.'), 0, q(part).startsWith(QLatin1String("service/")) ? 0 : -1);
}

void judge(HeadroomAnswer& answer, const AnalysisResult& result) {
    const model::Break* first = nullptr;
    for (const model::Break& broken : result.headroom.breaks)
        if (std::isfinite(broken.factor)) {
            first = &broken;
            break;
        }
    if (first == nullptr) {
        answer.verdict = tr("Nothing here can get full");
        answer.detail = tr("No load reaches a resource with a limit.");
        return;
    }
    const double factor = first->factor;
    answer.fit = factor < 1 ? Fit::Overloaded : factor < 1.2 ? Fit::Tight : factor < 2 ? Fit::Some : Fit::Plenty;
    const QString times = factorText(factor);
    answer.verdict = answer.fit == Fit::Overloaded ? tr("Overloaded: only %1 of the load fits").arg(times)
                     : answer.fit == Fit::Tight    ? tr("Almost full: %1 the load fits").arg(times)
                                                   : tr("Room for %1 the present load").arg(times);
    answer.detail = tr("First to be full: %2 of %1").arg(q(first->element), q(first->resource));
    if (scalesByItself(result)) answer.detail += tr(", with all pods that autoscalers may start");
}

}  // namespace

QString factorText(double factor) {
    return q(presentation::formatValue(factor, "")) + QStringLiteral(" ×");
}

HeadroomAnswer answerOf(const AnalysisResult& result) {
    HeadroomAnswer answer;
    judge(answer, result);
    answer.sentence = q(result.headroom.sentence);
    answer.sections.push_back(breaks(result));
    answer.sections.push_back(busiest(result));
    answer.sections.push_back(sectionOf(tr("Consumer groups"), result.headroom.groups, [](const model::GroupAdvice& group) {
        return Line{q(group.group), {}, q(group.sentence), std::nullopt, !group.keepsUp};
    }));
    answer.sections.push_back(sectionOf(tr("Replicas"), result.headroom.replicas, [](const model::ReplicaAdvice& advice) {
        return Line{
            QStringLiteral("service/") + q(advice.service), {}, q(advice.sentence), std::nullopt, !advice.needed.has_value()};
    }));
    answer.sections.push_back(
        sectionOf(tr("Single points of failure"), result.structure.singlePoints, [](const model::SinglePoint& point) {
            return Line{q(point.element), {}, q(point.sentence), std::nullopt, point.stopsClients};
        }));
    answer.sections.push_back(sectionOf(tr("Cycles"), result.structure.cycles, [](const model::Cycle& cycle) {
        return Line{cycle.elements.empty() ? QString() : q(cycle.elements.front()),
                    {},
                    q(cycle.sentence),
                    std::nullopt,
                    cycle.synchronous};
    }));
    answer.sections.push_back(
        sectionOf(tr("Never reached"), result.structure.unreachable, [](const model::UnreachablePart& part) {
            return Line{elementOf(part.element), {}, q(part.sentence), std::nullopt, false};
        }));
    answer.sections.push_back(sectionOf(tr("Does not fit at any load"), result.headroom.warnings, [](const std::string& warning) {
        return Line{{}, {}, q(warning), std::nullopt, true};
    }));
    answer.sections.erase(std::remove_if(answer.sections.begin(), answer.sections.end(),
                                         [](const HeadroomAnswer::Section& section) { return section.lines.empty(); }),
                          answer.sections.end());
    return answer;
}

QString HeadroomAnswer::toText() const {
    QStringList lines{verdict, detail, sentence};
    for (const Section& section : sections) {
        lines << QString() << section.title;
        for (const Line& line : section.lines)
            lines << QStringLiteral("  ") + (line.figure.isEmpty() ? QString() : line.figure + QStringLiteral("  ")) + line.text;
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace headroom::views
