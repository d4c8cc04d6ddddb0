#pragma once

#include <QWidget>

#include "app/desktop/canvas/canvas_view.h"
#include "app/desktop/views/graph/graph_model.h"
#include "app/desktop/views/playhead.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/static_analysis.h"
#include "app/desktop/views/trace_source.h"

class QLabel;

namespace headroom::desktop {

/// A trace drawn over its own scenario, under a title. What is edited here goes nowhere.
class TraceDrawing : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    TraceDrawing(const QString& title, const views::TraceSource& source, views::Playhead& playhead, views::Selection& selection,
                 ThemeStore& themes, QWidget* parent = nullptr);

    CanvasView& canvas() { return *m_canvas; }
    const views::GraphModel& graph() const { return m_graph; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void takeScenario();

    const views::TraceSource& m_source;
    views::ScenarioDocument m_document;
    views::StaticAnalysis m_analysis{m_document};
    views::GraphModel m_graph;
    QLabel* m_title = nullptr;
    CanvasView* m_canvas = nullptr;
};

}  // namespace headroom::desktop
