#pragma once

#include <QWidget>

#include "app/desktop/canvas/canvas_view.h"
#include "app/desktop/canvas/overview_view.h"
#include "app/desktop/canvas/search_bar.h"
#include "app/desktop/inspector/text_panel.h"
#include "app/desktop/run/trouble_banner.h"
#include "app/desktop/shell/lab.h"

class QSplitter;

namespace headroom::desktop {

/// The middle of the window while one scenario or recording is worked on: its text, if wanted, beside its drawing.
class Workbench : public QWidget {
    Q_OBJECT

public:
    /// The lab outlives it.
    explicit Workbench(Lab& lab, QWidget* parent = nullptr);

    CanvasView& canvas() { return *m_canvas; }
    TextPanel& text() { return *m_text; }
    SearchBar& search() { return *m_search; }
    bool isTextShown() const { return !m_text->isHidden(); }
    void showText(bool shown);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void placeOverview();

    CanvasView* m_canvas = nullptr;
    TextPanel* m_text = nullptr;
    SearchBar* m_search = nullptr;
    OverviewView* m_overview = nullptr;
    QSplitter* m_splitter = nullptr;
};

}  // namespace headroom::desktop
