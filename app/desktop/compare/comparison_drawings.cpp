#include "app/desktop/compare/comparison_drawings.h"

#include <QSplitter>
#include <QVBoxLayout>

#include "app/desktop/compare/diverging_legend.h"

namespace headroom::desktop {

ComparisonDrawings::ComparisonDrawings(ComparePage& page, views::Selection& selection, ThemeStore& themes)
    : QObject(&page), m_page(page) {
    m_a = new TraceDrawing(tr("A"), page.traceA(), page.playheads().a(), selection, themes);
    m_b = new TraceDrawing(tr("B"), page.traceB(), page.playheads().b(), selection, themes);
    auto* both = new QSplitter(Qt::Horizontal);
    both->setChildrenCollapsible(false);
    both->addWidget(m_a);
    both->addWidget(m_b);

    m_difference = new TraceDrawing(tr("B compared with A"), page.traceB(), page.playheads().b(), selection, themes);
    m_difference->canvas().setOverlay(&m_overlay);
    auto* difference = new QWidget;
    auto* column = new QVBoxLayout(difference);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_difference, 1);
    column->addWidget(new DivergingLegend(themes), 0, Qt::AlignHCenter);

    page.addView(both, tr("Side by side"));
    page.addView(difference, tr("Difference"));
    connect(&page, &ComparePage::compared, this, &ComparisonDrawings::showDifferences);
    showDifferences();
}

void ComparisonDrawings::showDifferences() {
    m_overlay.show(m_page.comparison());
    m_difference->canvas().setOverlay(&m_overlay);
}

}  // namespace headroom::desktop
