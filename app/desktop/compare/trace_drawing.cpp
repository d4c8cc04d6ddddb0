#include "app/desktop/compare/trace_drawing.h"

#include <QLabel>
#include <QVBoxLayout>

namespace headroom::desktop {

TraceDrawing::TraceDrawing(const QString& title, const views::TraceSource& source, views::Playhead& playhead,
                           views::Selection& selection, ThemeStore& themes, QWidget* parent)
    : QWidget(parent), m_source(source), m_graph(m_document, m_analysis, source) {
    m_title = new QLabel(title);
    m_title->setProperty("heading", true);
    m_title->setContentsMargins(12, 6, 12, 6);
    m_canvas = new CanvasView(m_graph, m_document, selection, m_analysis, source, playhead, themes);
    m_canvas->setAccessibleName(title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_canvas, 1);
    connect(&source, &views::TraceSource::begun, this, &TraceDrawing::takeScenario);
    connect(&source, &views::TraceSource::grew, this, &TraceDrawing::takeScenario);
    takeScenario();
}

void TraceDrawing::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_canvas->fit();
}

void TraceDrawing::takeScenario() {
    const std::string& text = m_source.trace().header().scenarioText;
    if (text.empty() || text == m_document.text()) return;
    m_document.startNew(text);
    const auto variant = m_source.trace().header().settings.find("--variant");
    if (variant != m_source.trace().header().settings.end()) m_document.setVariant(QString::fromStdString(variant->second));
    m_canvas->fit();
}

}  // namespace headroom::desktop
