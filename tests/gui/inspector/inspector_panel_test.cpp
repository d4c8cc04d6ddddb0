#include "app/desktop/inspector/inspector_panel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QTest>

#include "app/desktop/inspector/built_in_texts.h"
#include "app/desktop/inspector/inspector_header.h"
#include "app/desktop/inspector/property_line.h"
#include "app/desktop/inspector/uncertain_editor.h"
#include "app/desktop/theme/application_style.h"

namespace headroom::desktop {
namespace {

const QString s0 = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");

class InspectorPanelTest : public ::testing::Test {
protected:
    InspectorPanelTest() {
        EXPECT_EQ(document.open(s0), std::nullopt);
        panel.resize(360, 900);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&panel));
    }
    QLineEdit* field(const std::string& path) {
        PropertyLine* line = panel.reveal(path);
        return line == nullptr ? nullptr : line->editor()->findChild<QLineEdit*>();
    }
    std::string valueAt(const char* path) {
        const model::Node* node = document.tree()->findPath(path);
        return node == nullptr ? "" : node->value;
    }

    views::ScenarioDocument document;
    views::Selection selection;
    ThemeStore themes;
    const views::Catalogue catalogue = builtInCatalogue();
    const views::Glossary glossary = builtInGlossary();
    InspectorPanel panel{document, selection, catalogue, glossary, themes};
};

TEST_F(InspectorPanelTest, ACountIsTypedAndGoesBackToItsDefault) {
    selection.set(QStringLiteral("service/transaction"));
    const std::string before = document.text();
    QLineEdit* replicas = field("services.transaction.replicas");
    ASSERT_NE(replicas, nullptr);
    EXPECT_EQ(replicas->text(), QStringLiteral("2"));
    replicas->setFocus();
    replicas->selectAll();
    QTest::keyClicks(replicas, QStringLiteral("5"));
    QTest::keyClick(replicas, Qt::Key_Return);
    EXPECT_EQ(valueAt("services.transaction.replicas"), "5");
    document.undo();
    EXPECT_EQ(document.text(), before);
    EXPECT_EQ(field("services.transaction.replicas")->text(), QStringLiteral("2"));
}

}  // namespace
}  // namespace headroom::desktop
