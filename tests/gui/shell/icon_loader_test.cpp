#include "app/desktop/theme/icon_loader.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QPainter>
#include <algorithm>
#include <vector>

#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {
namespace {

/// The colour that most of what is drawn has.
QColor inkOf(const QPixmap& pixmap) {
    const QImage image = pixmap.toImage();
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() == 255) return image.pixelColor(x, y);
    return {};
}

TEST(IconLoader, EveryPictureIsSoundAndInTheThemesColour) {
    ThemeStore themes;
    const QStringList names = QDir(QStringLiteral(":/icons/actions")).entryList();
    ASSERT_GE(names.size(), 40);
    for (const QString& file : names) {
        const QIcon icon = themedIcon(themes, file.chopped(4));
        ASSERT_FALSE(icon.isNull()) << file.toStdString();
        EXPECT_EQ(inkOf(icon.pixmap(48, 48)), themes.theme().text) << file.toStdString();
    }
    EXPECT_TRUE(themedIcon(themes, QStringLiteral("no-such-picture")).isNull());
}

TEST(IconLoader, FollowsTheTheme) {
    ThemeStore themes;
    const QIcon icon = themedIcon(themes, QStringLiteral("start"));
    const QColor before = inkOf(icon.pixmap(48, 48));
    themes.use(QStringLiteral("dark"));
    EXPECT_NE(inkOf(icon.pixmap(48, 48)), before);
    EXPECT_EQ(inkOf(icon.pixmap(48, 48)), themes.theme().text);
}

TEST(IconLoader, IsSharpOnDenseScreens) {
    ThemeStore themes;
    const QIcon icon = themedIcon(themes, QStringLiteral("start"));
    EXPECT_EQ(icon.pixmap(QSize(20, 20), 2.0).size(), QSize(40, 40));
    const QPixmap picture = iconPixmap(QStringLiteral("start"), Qt::red, 20, 2);
    EXPECT_EQ(picture.size(), QSize(40, 40));
    EXPECT_EQ(picture.deviceIndependentSize(), QSizeF(20, 20));
}

TEST(IconLoader, DressesActionsOfNowAndLater) {
    ThemeStore themes;
    ActionRegistry actions;
    actions.add({.id = QStringLiteral("a"), .text = QStringLiteral("A"), .group = {}, .icon = QStringLiteral("start")}, [] {});
    followIcons(actions, themes);
    actions.add({.id = QStringLiteral("b"), .text = QStringLiteral("B"), .group = {}, .icon = QStringLiteral("stop")}, [] {});
    actions.add({.id = QStringLiteral("c"), .text = QStringLiteral("C"), .group = {}}, [] {});
    actions.add({.id = QStringLiteral("file.saveAs"), .text = QStringLiteral("Save as"), .group = {}}, [] {});
    EXPECT_EQ(pictureOf(*actions.action(QStringLiteral("file.saveAs"))), QStringLiteral("save-as")) << "by its own name";
    EXPECT_FALSE(actions.action(QStringLiteral("a"))->icon().isNull());
    EXPECT_FALSE(actions.action(QStringLiteral("b"))->icon().isNull());
    EXPECT_TRUE(actions.action(QStringLiteral("c"))->icon().isNull());
}

TEST(IconLoader, TheProgramsIconIsReadableAtSixteenPixels) {
    const ThemeStore brings_the_resources;
    const QImage image = applicationIcon().pixmap(16, 16).toImage();
    ASSERT_EQ(image.width(), 16);
    EXPECT_GT(qAbs(qGray(image.pixel(3, 9)) - qGray(image.pixel(8, 14))), 60) << "the arc stands out from its ground";
}

TEST(IconLoader, NoTwoPicturesAreTheSame) {
    ThemeStore themes;
    QImage sheet(880, 400, QImage::Format_RGB32);
    sheet.fill(themes.theme().panel);
    QPainter painter(&sheet);
    QStringList names = QDir(QStringLiteral(":/icons/actions")).entryList();
    std::vector<QImage> seen;
    for (const QString& file : names) {
        const QPixmap picture = themedIcon(themes, file.chopped(4)).pixmap(48, 48);
        EXPECT_EQ(std::ranges::find(seen, picture.toImage()), seen.end()) << file.toStdString();
        const int at = static_cast<int>(seen.size());
        painter.drawPixmap(16 + at % 12 * 72, 16 + at / 12 * 72, picture);
        seen.push_back(picture.toImage());
    }
    painter.end();
    if (const QString folder = qEnvironmentVariable("HEADROOM_PICTURES"); !folder.isEmpty())
        sheet.save(folder + QStringLiteral("/icons.png"));
}

}  // namespace
}  // namespace headroom::desktop
