#include "app/desktop/compare/difference_overlay.h"

#include <QObject>

namespace headroom::desktop {

void DifferenceOverlay::show(const views::Comparison& comparison) {
    m_differences.clear();
    for (const views::ElementDifference& difference : comparison.differences) {
        Difference& shown = m_differences[difference.id];
        shown.difference = difference.text;
        shown.position = difference.position;
    }
    // The figures behind the difference: those of the most important change of the element.
    for (const views::Change& change : comparison.changes) {
        const auto found = m_differences.find(QString::fromStdString(change.element));
        if (change.kind != views::Change::Kind::Figure || found == m_differences.end() || !found->first.isEmpty()) continue;
        found->firstName = QObject::tr("%1, A").arg(change.figureName);
        found->first = change.aText;
        found->secondName = QObject::tr("B");
        found->second = change.bText;
        found->difference = change.differenceText;
    }
}

std::optional<CardOverlay::Difference> DifferenceOverlay::differenceOf(const QString& element) const {
    const auto found = m_differences.constFind(element);
    return found == m_differences.cend() ? std::nullopt : std::optional(*found);
}

}  // namespace headroom::desktop
