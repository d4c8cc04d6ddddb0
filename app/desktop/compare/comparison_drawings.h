#pragma once

#include "app/desktop/compare/compare_page.h"
#include "app/desktop/compare/difference_overlay.h"
#include "app/desktop/compare/trace_drawing.h"

namespace headroom::desktop {

/// The drawings of a comparison, as tabs of its page: both side by side at one instant, and one that shows the difference.
class ComparisonDrawings : public QObject {
    Q_OBJECT

public:
    /// All outlive it; the drawings belong to the page.
    ComparisonDrawings(ComparePage& page, views::Selection& selection, ThemeStore& themes);

    TraceDrawing& a() { return *m_a; }
    TraceDrawing& b() { return *m_b; }
    TraceDrawing& difference() { return *m_difference; }

private:
    void showDifferences();

    ComparePage& m_page;
    DifferenceOverlay m_overlay;
    TraceDrawing* m_a;
    TraceDrawing* m_b;
    TraceDrawing* m_difference;
};

}  // namespace headroom::desktop
