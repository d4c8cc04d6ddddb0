#include <gtest/gtest.h>

#include <QJsonDocument>
#include <cmath>
#include <limits>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {
namespace {

/// Relative luminance and contrast as WCAG 2.1 defines them.
double luminance(const QColor& colour) {
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

TEST(Theme, TextIsReadableOnEverySurface) {
    const ThemeStore store;
    ASSERT_EQ(store.themes().size(), 3U);
    for (const Theme& theme : store.themes())
        for (const QColor& surface : {theme.window, theme.panel, theme.field, theme.card, theme.cardRaised, theme.container}) {
            EXPECT_GE(contrast(theme.text, surface), 7.0) << theme.name.toStdString();
            EXPECT_GE(contrast(theme.textMuted, surface), 4.5) << theme.name.toStdString();
            for (const QColor& state : {theme.ok, theme.warning, theme.danger, theme.info, theme.accent})
                EXPECT_GE(contrast(state, surface), 3.0) << theme.name.toStdString() << " " << state.name().toStdString();
        }
}

TEST(Theme, AMissingRoleIsNamed) {
    try {
        themeFromJson({});
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("window"), std::string::npos);
    }
}

TEST(Theme, LoadTurnsFromWellToFull) {
    const ThemeStore store;
    const Theme& theme = store.theme();
    EXPECT_EQ(theme.load(0.3), theme.ok);
    EXPECT_EQ(theme.load(0.7), theme.warning);
    EXPECT_EQ(theme.load(1.2), theme.danger);
    EXPECT_EQ(theme.load(std::numeric_limits<double>::quiet_NaN()), theme.unknown);
}

}  // namespace
}  // namespace headroom::desktop
