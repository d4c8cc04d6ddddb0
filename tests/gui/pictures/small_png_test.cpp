#include "tests/gui/pictures/small_png.h"

#include <gtest/gtest.h>

#include <QFileInfo>
#include <QTemporaryDir>

#include "tests/gui/support/image_compare.h"

namespace headroom::gui {
namespace {

/// More colours than a palette has.
QImage gradient() {
    QImage image(256, 64, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) image.setPixel(x, y, qRgb(x, 255 - x, 4 * y));
    return image;
}

TEST(SmallPng, KeepsFewColoursAsTheyAre) {
    QImage image(16, 16, QImage::Format_RGB32);
    image.fill(qRgb(10, 20, 30));
    image.setPixel(3, 3, qRgb(200, 100, 50));
    EXPECT_EQ(differentShare(withFewColours(image), image, 0), 0);
}

TEST(SmallPng, IsNearWhereThereAreMoreColoursThanItHas) {
    const QImage few = withFewColours(gradient());
    EXPECT_LE(few.colorCount(), 256);
    EXPECT_EQ(differentShare(few, gradient(), 40), 0);
}

TEST(SmallPng, WritesWhatCanBeReadAgain) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("gradient.png"));
    ASSERT_TRUE(saveSmall(gradient(), path));
    EXPECT_EQ(differentShare(QImage(path), withFewColours(gradient()), 0), 0);
    EXPECT_FALSE(saveSmall(gradient(), folder.filePath(QStringLiteral("nowhere/gradient.png"))));
}

}  // namespace
}  // namespace headroom::gui
