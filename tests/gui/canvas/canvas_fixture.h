#pragma once

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <memory>
#include <string>

#include "app/desktop/canvas/canvas_view.h"
#include "app/desktop/theme/application_style.h"

namespace headroom::desktop {

/// A canvas with everything it is wired to, shown without a display.
class CanvasFixture {
public:
    explicit CanvasFixture(const std::string& text = sample(), const QSize& size = {1280, 800}) {
        loadFonts();
        document.startNew(text);
        view = std::make_unique<CanvasView>(graph, document, selection, analysis, source, playhead, themes);
        view->resize(size);
        static_cast<QWidget*>(view.get())->show();
        (void)QTest::qWaitForWindowExposed(view.get());
    }

    static std::string sample() {
        return R"(scenario: shop  # the sample
clients:
  users: {load: poisson(50/s), journey: [{call: gateway.order}]}
gateways:
  gateway: {replicas: 2, routes: {order: orders.create}}
services:
  orders:
    replicas: 2  # two
    operations:
      create:
        - cpu: 2ms
        - store: ledger.write
        - publish: placed
  billing:
    listeners:
      placed: {topics: [placed], groupId: billing, steps: [{cpu: 1ms}]}
stores:
  ledger: {kind: postgresql, servers: 8, operations: {write: 2ms}}
kafka:
  main: {brokers: 3}
topics:
  placed: {partitions: 6, replicas: 3}
)";
    }

    QPoint centreOf(const char* id) const { return pointOf(graph.find(QLatin1String(id))->rect.center()); }
    QPoint pointOf(const QPointF& scene) const { return view->mapFromScene(scene); }
    QRectF rectOf(const char* id) const { return graph.find(QLatin1String(id))->rect; }
    void drag(const QPoint& from, const QPoint& to) const {
        QWidget* viewport = view->viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, from);
        QTest::mouseMove(viewport, from + (to - from) / 2);
        QTest::mouseMove(viewport, to);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
    }
    void click(const QPoint& at, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, at);
    }
    void awaitAnalysis() {
        (void)QTest::qWaitFor([this] { return analysis.result() != nullptr && analysis.result()->scenario == document.scenario(); });
    }

    views::ScenarioDocument document;
    views::Selection selection;
    views::StaticAnalysis analysis{document};
    views::RecordedTrace source;
    views::Playhead playhead{source};
    ThemeStore themes;
    views::GraphModel graph{document, analysis, source};
    std::unique_ptr<CanvasView> view;
};

}  // namespace headroom::desktop
