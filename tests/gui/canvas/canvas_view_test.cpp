#include "app/desktop/canvas/canvas_view.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QDeadlineTimer>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTemporaryDir>

#include "app/desktop/canvas/canvas_actions.h"
#include "app/desktop/canvas/canvas_scene.h"
#include "app/desktop/canvas/overview_view.h"
#include "app/desktop/canvas/palette_view.h"
#include "tests/gui/canvas/canvas_fixture.h"
#include "tests/gui/charts/sample_trace.h"

namespace headroom::desktop {
namespace {

class CanvasViewTest : public testing::Test, public CanvasFixture {
protected:
    CanvasViewTest() : m_search(*view) { registerCanvasActions(m_actions, *view, m_search); }
    void trigger(const char* action) { m_actions.action(QLatin1String(action))->trigger(); }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view.get(), static_cast<Qt::Key>(key), modifiers); }
    QString message() const {
        const auto* label = view->findChild<QLabel*>(QStringLiteral("canvasMessage"));
        return label->isHidden() ? QString() : label->text();
    }

    ActionRegistry m_actions;
    SearchBar m_search;
};

TEST_F(CanvasViewTest, AClickSelectsAndAClickBesideDoesNot) {
    click(centreOf("service/orders"));
    EXPECT_EQ(selection.elements(), QStringList{QStringLiteral("service/orders")});
    click(centreOf("store/ledger"), Qt::ControlModifier);
    EXPECT_EQ(selection.elements().size(), 2);
    click({4, 4});
    EXPECT_TRUE(selection.elements().isEmpty());
}

TEST_F(CanvasViewTest, DraggingIsOneStepThatIsUndoneToTheByte) {
    const QPointF before = rectOf("store/ledger").topLeft();
    drag(centreOf("store/ledger"), centreOf("store/ledger") + QPoint(90, 60));
    ASSERT_TRUE(document.scenario()->layout.contains("store/ledger")) << document.text();
    EXPECT_NE(rectOf("store/ledger").topLeft(), before);
    EXPECT_EQ(std::fmod(rectOf("store/ledger").x(), 8), 0);
    EXPECT_EQ(*document.scenario()->layout.at("store/ledger").x, rectOf("store/ledger").x());
    document.undo();
    EXPECT_EQ(document.text(), sample());
    EXPECT_EQ(rectOf("store/ledger").topLeft(), before);
}

TEST_F(CanvasViewTest, AContainerTakesAlongWhatLiesInIt) {
    const QPointF topic = rectOf("topic/placed").topLeft();
    const QRectF cluster = rectOf("cluster/main");
    drag(pointOf(cluster.topLeft() + QPointF(90, 20)), pointOf(cluster.topLeft() + QPointF(90, 260)));
    EXPECT_GT(rectOf("topic/placed").y(), topic.y() + 200);
    EXPECT_TRUE(rectOf("cluster/main").contains(rectOf("topic/placed")));
    document.undo();
    EXPECT_EQ(document.text(), sample());
}

TEST_F(CanvasViewTest, EscapeEndsADragWithoutATrace) {
    const QPointF before = rectOf("store/ledger").topLeft();
    const QPoint from = centreOf("store/ledger");
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(view->viewport(), from + QPoint(60, 60));
    EXPECT_NE(rectOf("store/ledger").topLeft(), before);
    key(Qt::Key_Escape);
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, from + QPoint(60, 60));
    EXPECT_EQ(rectOf("store/ledger").topLeft(), before);
    EXPECT_EQ(document.text(), sample());
}

TEST_F(CanvasViewTest, ARubberBandSelectsWhatLiesInIt) {
    const QRectF both = rectOf("client/users").united(rectOf("service/gateway")).adjusted(-20, -20, 20, 20);
    drag(pointOf(both.topLeft()), pointOf(both.bottomRight()));
    EXPECT_TRUE(selection.contains(QStringLiteral("client/users")));
    EXPECT_TRUE(selection.contains(QStringLiteral("service/gateway")));
    EXPECT_FALSE(selection.contains(QStringLiteral("store/ledger")));
}

TEST_F(CanvasViewTest, DraggingFromACardsEdgeConnects) {
    const QRectF users = rectOf("client/users");
    drag(pointOf({users.right(), users.center().y()}), centreOf("service/orders"));
    EXPECT_EQ(document.scenario()->clients[0].journey.size(), 2U) << document.text();
    const std::string before = document.text();
    drag(pointOf({users.right(), users.center().y()}), centreOf("store/ledger"));
    EXPECT_EQ(document.text(), before);
    EXPECT_TRUE(message().contains(QStringLiteral("client")));
}

TEST_F(CanvasViewTest, ThePaletteIsDroppedWhereThePointerIs) {
    PaletteView palette(themes);
    QMimeData data;
    data.setData(QLatin1String(CanvasView::paletteMimeType()), QByteArray::number(static_cast<int>(views::PaletteItem::Redis)));
    const QPoint at(200, 120);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(view->viewport(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(view->viewport(), &drop);
    ASSERT_NE(document.scenario()->findStore("cache"), nullptr) << document.text();
    EXPECT_TRUE(rectOf("store/cache").contains(view->mapToScene(at)));
    EXPECT_EQ(selection.first(), QStringLiteral("store/cache"));
}

TEST_F(CanvasViewTest, EnterInThePaletteAddsToTheMiddle) {
    PaletteView palette(themes);
    QObject::connect(&palette, &PaletteView::chosen, view.get(), [this](views::PaletteItem item) { view->add(item); });
    palette.setCurrentRow(2);
    QTest::keyClick(&palette, Qt::Key_Return);
    EXPECT_NE(document.scenario()->findService("service"), nullptr) << document.text();
}

TEST_F(CanvasViewTest, CopyAndPaste) {
    selection.set(QStringLiteral("store/ledger"));
    trigger("edit.copy");
    EXPECT_TRUE(QApplication::clipboard()->text().contains(QStringLiteral("postgresql")));
    trigger("edit.paste");
    EXPECT_NE(document.scenario()->findStore("ledger-2"), nullptr);
    EXPECT_EQ(selection.first(), QStringLiteral("store/ledger-2"));
}

TEST_F(CanvasViewTest, PasteAddsWhatIsOnTheClipboard) {
    QApplication::clipboard()->setText(QStringLiteral("stores: {extra: {kind: redis, operations: {get: 1ms}}}"));
    trigger("edit.paste");
    EXPECT_NE(document.scenario()->findStore("extra"), nullptr);
}

TEST_F(CanvasViewTest, Duplicate) {
    selection.set(QStringLiteral("service/billing"));
    trigger("edit.duplicate");
    ASSERT_NE(document.scenario()->findService("billing-2"), nullptr);
    EXPECT_EQ(document.scenario()->findService("billing-2")->listeners.at(0).groupId, "billing-2");
}

TEST_F(CanvasViewTest, DeleteTakesTheStepsAlong) {
    selection.set(QStringLiteral("store/ledger"));
    trigger("edit.delete");
    EXPECT_EQ(document.scenario()->findStore("ledger"), nullptr);
    EXPECT_TRUE(selection.elements().isEmpty());
    document.undo();
    EXPECT_EQ(document.text(), sample());
    selection.set(QStringLiteral("store/ledger"));
    key(Qt::Key_Delete);
    EXPECT_EQ(document.scenario()->findStore("ledger"), nullptr);
}

TEST_F(CanvasViewTest, SelectAll) {
    trigger("edit.selectAll");
    EXPECT_EQ(selection.elements().size(), static_cast<qsizetype>(graph.graph().nodes.size()));
}

TEST_F(CanvasViewTest, FitShowsEverything) {
    view->zoomTo(2);
    trigger("canvas.fit");
    const QRectF seen = view->mapToScene(view->viewport()->rect()).boundingRect();
    EXPECT_TRUE(seen.contains(graph.graph().bounds()));
}

TEST_F(CanvasViewTest, StaysFittedWhileNobodyLooksElsewhere) {
    trigger("canvas.fit");
    view->resize(view->width() / 2, view->height());
    QCoreApplication::processEvents();
    EXPECT_TRUE(view->showsEverything());
    view->zoomTo(1);
    view->resize(view->width() * 2, view->height());
    QCoreApplication::processEvents();
    EXPECT_NEAR(view->scale(), 1, 1e-6);
}

TEST_F(CanvasViewTest, HeldAnimationIsTheSamePictureEachTime) {
    view->holdAnimation(12);
    const QImage first = view->grab().toImage();
    view->holdAnimation(12);
    EXPECT_EQ(view->grab().toImage(), first);
    EXPECT_FALSE(view->isAnimated());
}

TEST_F(CanvasViewTest, ReducedMotionFollowsAndDoesNotMove) {
    while (view->phase() == 0) view->animate();
    const double moved = view->phase();
    view->setStill(true);
    const auto until = QDeadlineTimer(20);
    while (!until.hasExpired()) view->animate();
    EXPECT_EQ(view->phase(), moved);
}

TEST_F(CanvasViewTest, ZoomInAndOut) {
    const double before = view->scale();
    trigger("canvas.zoomIn");
    EXPECT_GT(view->scale(), before);
    trigger("canvas.zoomOut");
    EXPECT_NEAR(view->scale(), before, 1e-6);
    trigger("canvas.actualSize");
    EXPECT_NEAR(view->scale(), 1, 1e-6);
}

TEST_F(CanvasViewTest, TheWheelZoomsAroundThePointer) {
    const QPoint at = centreOf("store/ledger");
    QWheelEvent wheel(at, view->viewport()->mapToGlobal(at), {}, {0, 240}, {}, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(view->viewport(), &wheel);
    const QPoint after = centreOf("store/ledger");
    EXPECT_LE((after - at).manhattanLength(), 3);
}

TEST_F(CanvasViewTest, CollapseHidesWhatAClusterHolds) {
    selection.set(QStringLiteral("cluster/main"));
    trigger("canvas.collapse");
    EXPECT_EQ(graph.find(QStringLiteral("topic/placed")), nullptr);
    EXPECT_NE(graph.find(QStringLiteral("cluster/main")), nullptr);
    trigger("canvas.collapse");
    EXPECT_NE(graph.find(QStringLiteral("topic/placed")), nullptr);
    EXPECT_EQ(document.text().find("layout"), std::string::npos);
}

TEST_F(CanvasViewTest, AutoLayoutForgetsPlaces) {
    drag(centreOf("store/ledger"), centreOf("store/ledger") + QPoint(80, 80));
    selection.set(QStringList());
    trigger("canvas.autoLayout");
    EXPECT_TRUE(document.scenario()->layout.empty());
}

TEST_F(CanvasViewTest, SearchMarksAndShowsWhatItFinds) {
    trigger("canvas.search");
    auto* field = m_search.findChild<QLineEdit*>();
    QTest::keyClicks(field, QStringLiteral("LEDG"));
    EXPECT_EQ(view->canvas().found(), QStringList{QStringLiteral("store/ledger")});
    EXPECT_EQ(selection.first(), QStringLiteral("store/ledger"));
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_TRUE(view->canvas().found().isEmpty());
    EXPECT_TRUE(m_search.isHidden());
}

TEST_F(CanvasViewTest, WhatWasFoundAndIsRemovedIsFoundNoLonger) {
    ASSERT_EQ(view->search(QStringLiteral("ledg")), 1);
    view->removeSelected();
    ASSERT_EQ(view->canvas().item(QStringLiteral("store/ledger")), nullptr);
    EXPECT_TRUE(view->canvas().found().isEmpty());
    view->showNextFound();
    EXPECT_TRUE(selection.elements().isEmpty());
}

TEST_F(CanvasViewTest, ArrowsFollowTheLines) {
    selection.set(QStringLiteral("client/users"));
    view->setFocus();
    key(Qt::Key_Right);
    EXPECT_EQ(selection.first(), QStringLiteral("service/gateway"));
    key(Qt::Key_Right);
    EXPECT_EQ(selection.first(), QStringLiteral("service/orders"));
    key(Qt::Key_Left);
    EXPECT_EQ(selection.first(), QStringLiteral("service/gateway"));
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_TRUE(document.scenario()->layout.contains("service/gateway"));
    document.undo();
    EXPECT_EQ(document.text(), sample());
}

TEST_F(CanvasViewTest, EnterAsksForTheInspector) {
    QSignalSpy asked(view.get(), &CanvasView::inspectorRequested);
    selection.set(QStringLiteral("store/ledger"));
    key(Qt::Key_Return);
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked[0][0].toString(), QStringLiteral("store/ledger"));
}

TEST_F(CanvasViewTest, BeforeARunFiguresAreEstimates) {
    awaitAnalysis();
    const auto& content = view->canvas().item(QStringLiteral("service/orders"))->content();
    EXPECT_TRUE(content.isEstimated);
    EXPECT_TRUE(content.figure.endsWith(QStringLiteral("est."))) << content.figure.toStdString();
    EXPECT_FALSE(view->isAnimated());
}

TEST_F(CanvasViewTest, SelectingShowsWhatItsFailureTakesAlong) {
    awaitAnalysis();
    selection.set(QStringLiteral("store/ledger"));
    EXPECT_TRUE(view->canvas().item(QStringLiteral("client/users"))->look().mark.contains(QStringLiteral("stop")));
}

TEST_F(CanvasViewTest, WhatWouldHappenIsNotMarkedBesideWhatDoes) {
    awaitAnalysis();
    views::SampleTrace run;
    const views::Playhead atItsEnd(run);
    CanvasScene scene(graph, selection, analysis, run, atItsEnd, themes);
    const auto mark = [&] { return scene.item(QStringLiteral("client/users"))->look().mark; };
    selection.set(QStringLiteral("store/ledger"));
    EXPECT_FALSE(mark().isEmpty());
    run.addFrames(1);
    scene.refreshContents();
    EXPECT_TRUE(mark().isEmpty()) << mark().toStdString();
}

TEST_F(CanvasViewTest, PicturesAreWritten) {
    const QTemporaryDir folder;
    const QImage image = view->renderImage(1);
    EXPECT_GE(image.width(), static_cast<int>(graph.graph().bounds().width()));
    const QString path = folder.filePath(QStringLiteral("canvas.svg"));
    EXPECT_TRUE(view->renderSvg(path));
    EXPECT_GT(QFileInfo(path).size(), 2000);
    EXPECT_FALSE(view->renderSvg(folder.filePath(QStringLiteral("missing/canvas.svg"))));
}

TEST_F(CanvasViewTest, APressInTheOverviewGoesThere) {
    OverviewView overview(*view, graph, themes);
    view->zoomTo(2);
    QTest::mouseClick(&overview, Qt::LeftButton, {}, {20, overview.height() / 2});
    const double left = view->mapToScene(view->viewport()->rect().center()).x();
    QTest::mouseClick(&overview, Qt::LeftButton, {}, {overview.width() - 20, overview.height() / 2});
    EXPECT_GT(view->mapToScene(view->viewport()->rect().center()).x(), left);
}

/// Beside a card's rounded frame, but within the picture kept of it.
TEST(CanvasView, WhatIsKeptOfACardCoversNothingAroundIt) {
    CanvasFixture canvas;
    for (const double scale : {0.3, 0.6, 1.0}) {
        canvas.view->zoomTo(scale);
        canvas.view->centerOn(canvas.rectOf("service/orders").center());
        // Drawn anew into the same picture too.
        for (const bool isSelected : {false, true, false}) {
            canvas.selection.set(isSelected ? QStringLiteral("service/orders") : QString());
            const QImage seen = canvas.view->viewport()->grab().toImage();
            const QPoint corner = canvas.pointOf(canvas.rectOf("service/orders").topLeft() - QPointF(10, 10));
            const QColor colour = seen.pixelColor(corner * seen.devicePixelRatio());
            const QColor ground = canvas.themes.theme().window;
            EXPECT_LT(std::abs(colour.lightness() - ground.lightness()), 40) << scale << ' ' << colour.name().toStdString();
        }
    }
}

}  // namespace
}  // namespace headroom::desktop
