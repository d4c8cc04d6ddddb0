#include "app/desktop/views/compare/change_summary.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "app/desktop/views/compare/compared_figures.h"
#include "app/presentation/format.h"

namespace headroom::views {
namespace {

constexpr std::size_t mostParts = 3;
constexpr double worthSaying = 0.01;

QString tr(const char* text) {
    return QCoreApplication::translate("compare", text);
}

QString amount(double value, const std::string& unit) {
    return QString::fromStdString(presentation::formatValue(value, unit));
}

QString shareOf(const Change& change) {
    return QString::fromStdString(presentation::formatValue(std::abs(*change.b - *change.a) / std::abs(*change.a), "%"));
}

QString expectationPart(const Change& change) {
    const bool bHolds = change.relative > 0;
    return (bHolds ? tr("B keeps “%1”, which A fails") : tr("B fails “%1”, which A keeps")).arg(change.figureName);
}

QString throughputPart(const Change& change) {
    if (*change.a == 0) return tr("%1 has %2 throughput, and had none").arg(change.elementName, amount(*change.b, change.unit));
    const QString share = shareOf(change);
    const bool isClient = change.element.starts_with("client/");
    const QString who = isClient ? tr("B") : change.elementName;
    return (*change.b < *change.a ? tr("%1 loses %2 throughput") : tr("%1 gains %2 throughput")).arg(who, share);
}

QString figurePart(const Change& change) {
    const QString a = amount(*change.a, change.unit);
    const QString b = amount(*change.b, change.unit);
    if (change.figure == "throughput") return throughputPart(change);
    if (change.figure == "lagGrowth") return tr("%1’s lag grows %2").arg(change.elementName, b);
    if (change.figure == "utilisation") return tr("%1 is %2 busy instead of %3").arg(change.elementName, b, a);
    if (change.figure == "replicas") return tr("%1 runs %2 instead of %3").arg(change.elementName, b, a);
    if (change.unit == "requests" || change.unit == "journeys")
        return tr("%1: %2 %3 instead of %4").arg(change.elementName, b, change.figureName, a);
    return (*change.b > *change.a ? tr("%1’s %2 rises from %3 to %4") : tr("%1’s %2 falls from %3 to %4"))
        .arg(change.elementName, change.figureName, a, b);
}

/// A lag that only shrinks, or hardly moves, is better said by its size.
bool isWorthSaying(const Change& change) {
    if (change.kind == Change::Kind::Expectation) return true;
    if (change.kind != Change::Kind::Figure || !change.isClear || std::abs(change.relative) < worthSaying) return false;
    // What links and topics carry is what their ends do.
    if (change.element.starts_with("link/") || change.element.starts_with("topic/")) return false;
    if (change.figure == "lagGrowth") return *change.b > 1 && *change.b > 2 * std::max(0.0, *change.a);
    return change.figure != "lagMax" && change.figure != "timeLagMax" && change.figure != "latencyP50" && change.figure != "queued";
}

QStringList partsOf(const Comparison& comparison) {
    QStringList parts;
    std::vector<std::string> said;
    // What users get comes first, then what explains it; one sentence an element.
    for (const bool clients : {true, false})
        for (const Change& change : comparison.changes) {
            const bool isFirst = change.kind == Change::Kind::Expectation || change.element.starts_with("client/");
            if (isFirst != clients || !isWorthSaying(change)) continue;
            if (parts.size() >= static_cast<qsizetype>(mostParts)) return parts;
            const bool isSaid = !change.element.empty() && std::ranges::find(said, change.element) != said.end();
            if (isSaid) continue;
            said.push_back(change.element);
            parts.append(change.kind == Change::Kind::Expectation ? expectationPart(change) : figurePart(change));
        }
    return parts;
}

}  // namespace

QString percentText(const Change& change) {
    if (!change.a || !change.b || *change.a == 0) return {};
    const double share = (*change.b - *change.a) / std::abs(*change.a);
    const QString sign = share < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return sign + QString::fromStdString(presentation::formatValue(std::abs(share), "%"));
}

QString summaryOf(const Comparison& comparison, const trace::MemoryTrace& a, const trace::MemoryTrace& b) {
    if (a.frames().empty() || b.frames().empty()) return tr("Choose two runs to compare");
    if (comparison.toSeconds <= comparison.fromSeconds) return tr("The two runs share no time after their warm-ups yet");
    if (comparison.isSame) return tr("No difference");
    QStringList parts = partsOf(comparison);
    if (parts.isEmpty()) return tr("No clear difference: what differs lies within the intervals of both runs, or is very small");
    if (!parts.front().startsWith(QLatin1String("B "))) parts.front().prepend(tr("In B, "));
    return parts.join(QStringLiteral("; "));
}

}  // namespace headroom::views
