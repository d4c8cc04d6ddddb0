#include "app/desktop/canvas/card_painter.h"

#include <gtest/gtest.h>

#include <QImage>

#include "app/desktop/canvas/canvas_scene.h"
#include "tests/gui/canvas/canvas_fixture.h"

namespace headroom::desktop {
namespace {

class CardPainterTest : public ::testing::Test {
protected:
    QImage picture(const CardLook& look, CardDetail detail) {
        views::GraphNode node;
        node.id = QStringLiteral("service/a");
        node.name = QStringLiteral("a");
        node.rect = QRectF(0, 0, 232, 96);
        views::CardContent content;
        content.title = node.name;
        content.figure = QStringLiteral("10.4 k/s");
        content.utilisation = 0.5;
        QImage image(232, 96, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter drawing(&image);
        painter.paint(drawing, node, content, look, detail);
        return image;
    }

    ThemeStore themes;
    CardPainter painter{themes};
};

TEST_F(CardPainterTest, ShowsADifferenceHoweverFarAwayACardIs) {
    CardLook more;
    more.difference.emplace();
    more.difference->difference = QStringLiteral("+20 %");
    more.difference->position = 1;
    CardLook less = more;
    less.difference->position = -1;
    for (const CardDetail detail : {CardDetail::Full, CardDetail::Compact, CardDetail::Brief}) {
        EXPECT_NE(picture({}, detail), picture(more, detail)) << static_cast<int>(detail);
        EXPECT_NE(picture(less, detail), picture(more, detail)) << static_cast<int>(detail);
    }
}

TEST(CanvasDetail, FallsWithTheScale) {
    EXPECT_EQ(CanvasScene::detailAt(1), CardDetail::Full);
    EXPECT_EQ(CanvasScene::detailAt(0.5), CardDetail::Compact);
    EXPECT_EQ(CanvasScene::detailAt(0.3), CardDetail::Brief);
    EXPECT_EQ(CanvasScene::detailAt(0.1), CardDetail::Dot);
}

TEST(CanvasDetail, IsNoLessThanAskedFor) {
    const CanvasFixture fixture;
    fixture.view->zoomTo(0.5);
    const QImage compact = fixture.view->grab().toImage();
    fixture.view->canvas().setLeastDetail(CardDetail::Full);
    EXPECT_EQ(fixture.view->canvas().detailFor(0.5), CardDetail::Full);
    EXPECT_NE(fixture.view->grab().toImage(), compact);
    fixture.view->canvas().setLeastDetail(CardDetail::Dot);
    EXPECT_EQ(fixture.view->canvas().detailFor(0.5), CardDetail::Compact);
    EXPECT_EQ(fixture.view->grab().toImage(), compact);
}

}  // namespace
}  // namespace headroom::desktop
