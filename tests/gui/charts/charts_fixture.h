#pragma once

#include <QtTest>

#include "app/desktop/charts/charts_panel.h"
#include "app/desktop/theme/application_style.h"
#include "tests/gui/charts/sample_trace.h"

namespace headroom::desktop {

/// A panel over a sample trace of 100 s, shown at 900 × 900.
struct ShownCharts {
    ShownCharts() {
        sample.addFrames(100);
        sample.finish();
        panel.resize(900, 900);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
    }
    ChartView& chart(views::ChartKind kind) { return *panel.stack().findChart(kind); }
    QPoint at(ChartView& view, double seconds) const {
        return {qRound(view.scale().x(seconds)), qRound(view.scale().plot.center().y())};
    }
    void drag(ChartView& view, double from, double to) const {
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, at(view, from));
        QTest::mouseMove(view.viewport(), at(view, (from + to) / 2));
        QTest::mouseMove(view.viewport(), at(view, to));
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, at(view, to));
    }

    views::SampleTrace sample{100};
    views::Playhead playhead{sample};
    views::Selection selection;
    ThemeStore themes;
    ChartsPanel panel{sample, playhead, selection, themes};
};

}  // namespace headroom::desktop
