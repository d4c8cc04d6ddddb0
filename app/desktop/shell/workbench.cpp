#include "app/desktop/shell/workbench.h"

#include <QEvent>
#include <QSplitter>
#include <QVBoxLayout>

namespace headroom::desktop {
namespace {

constexpr int overviewMargin = 16;

}  // namespace

Workbench::Workbench(Lab& lab, QWidget* parent) : QWidget(parent) {
    m_canvas = new CanvasView(lab.graph, lab.document, lab.selection, lab.analysis, lab.session, lab.playhead, lab.themes);
    m_text = new TextPanel(lab.document, lab.selection, lab.themes);
    m_search = new SearchBar(*m_canvas);
    m_overview = new OverviewView(*m_canvas, lab.graph, lab.themes, m_canvas);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_text);
    m_splitter->addWidget(m_canvas);
    m_splitter->setStretchFactor(1, 1);
    m_text->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new TroubleBanner(lab.control, lab.themes, this));
    column->addWidget(m_search);
    column->addWidget(m_splitter, 1);
    m_canvas->installEventFilter(this);
    connect(m_canvas, &CanvasView::viewChanged, this, &Workbench::placeOverview);
    connect(&lab.graph, &views::GraphModel::updated, this, &Workbench::placeOverview);
}

void Workbench::showText(bool shown) {
    m_text->setVisible(shown);
    if (shown) m_splitter->setSizes({width() * 2 / 5, width() * 3 / 5});
}

bool Workbench::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) placeOverview();
    return QWidget::eventFilter(watched, event);
}

void Workbench::placeOverview() {
    const QSize size = m_overview->sizeHint();
    m_overview->resize(size);
    m_overview->move(m_canvas->width() - size.width() - overviewMargin, m_canvas->height() - size.height() - overviewMargin);
    const bool hasRoom = m_canvas->width() > 3 * size.width() && m_canvas->height() > 2 * size.height();
    m_overview->setVisible(hasRoom && !m_canvas->showsEverything());
}

}  // namespace headroom::desktop
