#include "tests/gui/support/image_compare.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

namespace headroom::gui {
namespace {

QImage grey(int level) {
    QImage image(20, 10, QImage::Format_RGB32);
    image.fill(qRgb(level, level, level));
    return image;
}

TEST(CompareImages, ToleratesAShadeAndFewPixelsButNoMore) {
    EXPECT_EQ(differentShare(grey(100), grey(110), 24), 0);
    EXPECT_EQ(differentShare(grey(100), grey(130), 24), 1);
    QImage spotted = grey(100);
    spotted.setPixel(3, 3, qRgb(255, 0, 0));
    EXPECT_DOUBLE_EQ(differentShare(grey(100), spotted, 24), 1.0 / 200);
    EXPECT_EQ(differentShare(grey(100), QImage(5, 5, QImage::Format_RGB32), 24), 1);
}

TEST(CompareImages, LeavesBothPicturesOfAFailure) {
    const QTemporaryDir folder;
    const QString expected = folder.filePath(QStringLiteral("box.png"));
    ASSERT_TRUE(grey(100).save(expected));
    EXPECT_TRUE(compareImages(grey(105), expected, folder.path()).same);
    const ImageComparison result = compareImages(grey(200), expected, folder.path());
    EXPECT_FALSE(result.same);
    EXPECT_NE(result.message.indexOf(QStringLiteral("100.00 %")), -1) << result.message.toStdString();
    EXPECT_TRUE(QFile::exists(folder.filePath(QStringLiteral("box.actual.png"))));
    const QImage difference(folder.filePath(QStringLiteral("box.difference.png")));
    EXPECT_EQ(difference.pixel(2, 2), qRgb(220, 0, 0));
}

}  // namespace
}  // namespace headroom::gui
