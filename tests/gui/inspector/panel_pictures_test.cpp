#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QTest>

#include "app/desktop/inspector/built_in_texts.h"
#include "app/desktop/inspector/headroom_panel.h"
#include "app/desktop/inspector/inspector_panel.h"
#include "app/desktop/inspector/problems_panel.h"
#include "app/desktop/inspector/text_panel.h"
#include "app/desktop/theme/application_style.h"

namespace headroom::desktop {
namespace {

/// Every panel draws in every theme; with HEADROOM_PICTURES=DIR the pictures are kept for a person to look at.
class PanelPictures : public ::testing::TestWithParam<const char*> {
protected:
    PanelPictures() {
        loadFonts();
        followTheme(*qApp, themes);
        themes.use(QLatin1String(GetParam()));
        EXPECT_EQ(document.open(QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml")), std::nullopt);
    }
    ~PanelPictures() override {
        themes.disconnect(qApp);
        qApp->setStyleSheet({});
    }
    void take(QWidget& panel, int width, int height, const char* name) {
        panel.resize(width, height);
        panel.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel));
        if (QWidget* focused = QApplication::focusWidget()) focused->clearFocus();
        QApplication::processEvents();
        const QPixmap picture = panel.grab();
        const QImage image = picture.toImage();
        bool hasContent = false;
        for (int y = 0; y < image.height() && !hasContent; y += 3)
            for (int x = 0; x < image.width(); x += 3) hasContent = hasContent || image.pixel(x, y) != image.pixel(0, 0);
        EXPECT_TRUE(hasContent) << name;
        const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
        if (folder.isEmpty()) return;
        QDir().mkpath(folder);
        EXPECT_TRUE(picture.save(QStringLiteral("%1/%2-%3.png").arg(folder, QLatin1String(name), QLatin1String(GetParam()))));
    }

    views::ScenarioDocument document;
    views::Selection selection;
    ThemeStore themes;
    const views::Catalogue catalogue = builtInCatalogue();
    const views::Glossary glossary = builtInGlossary();
};

TEST_P(PanelPictures, Inspector) {
    InspectorPanel panel(document, selection, catalogue, glossary, themes);
    take(panel, 360, 900, "inspector-scenario");
    selection.set(QStringLiteral("service/transaction"));
    take(panel, 360, 1500, "inspector-service");
    selection.set(QStringLiteral("service/gateway"));
    take(panel, 420, 1100, "inspector-gateway");
    selection.set(QStringLiteral("topic/transaction-initiated"));
    panel.setShowsAll(true);
    take(panel, 320, 800, "inspector-topic");
    selection.set(QStringLiteral("client/users"));
    panel.setShowsAll(false);
    take(panel, 360, 800, "inspector-client");
}

TEST_P(PanelPictures, Text) {
    TextPanel panel(document, selection, themes);
    selection.set(QStringLiteral("store/ledger"));
    take(panel, 560, 700, "text");
    document.set("services.transaction.replicas", "many", {});
    selection.set(QStringLiteral("service/transaction"));
    take(panel, 560, 700, "text-error");
}

TEST_P(PanelPictures, Problems) {
    ProblemsPanel panel(document, selection, themes);
    take(panel, 800, 160, "problems-none");
    document.set("services.transaction.replicas", "many", {});
    document.set("stores.ledger.kind", "postgres", {});
    take(panel, 800, 160, "problems");
}

TEST_P(PanelPictures, Headroom) {
    views::StaticAnalysis analysis(document);
    HeadroomPanel panel(analysis, selection, glossary, themes);
    ASSERT_TRUE(QTest::qWaitFor([&] { return analysis.result() != nullptr; }, 30000));
    take(panel, 360, 1200, "headroom");
}

INSTANTIATE_TEST_SUITE_P(Themes, PanelPictures, ::testing::Values("light", "dark", "high-contrast"));

}  // namespace
}  // namespace headroom::desktop
