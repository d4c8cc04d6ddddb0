#include "app/desktop/inspector/headroom_panel.h"

#include <gtest/gtest.h>

#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include "app/desktop/inspector/answer_row.h"
#include "app/desktop/inspector/built_in_texts.h"

namespace headroom::desktop {
namespace {

class HeadroomPanelTest : public ::testing::Test {
protected:
    HeadroomPanelTest() {
        EXPECT_EQ(document.open(QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml")), std::nullopt);
    }
    bool isAnswered() {
        return QTest::qWaitFor(
            [&] {
                return analysis.result() != nullptr && !analysis.isBusy() && analysis.result()->scenario == document.scenario() &&
                       analysis.result()->loadFactor == analysis.loadFactor();
            },
            60000);
    }

    views::ScenarioDocument document;
    views::Selection selection;
    views::StaticAnalysis analysis{document};
    ThemeStore themes;
    const views::Glossary glossary = builtInGlossary();
    HeadroomPanel panel{analysis, selection, glossary, themes};
};

TEST_F(HeadroomPanelTest, SaysWhatIsFullFirstAndLeadsThere) {
    ASSERT_TRUE(isAnswered());
    EXPECT_TRUE(panel.verdict().startsWith(QLatin1String("Room for "))) << panel.verdict().toStdString();
    ASSERT_FALSE(panel.rows().empty());
    AnswerRow* first = panel.rows().front();
    EXPECT_EQ(first->line().element.toStdString(), analysis.result()->headroom.breaks.front().element);
    panel.resize(360, 900);
    panel.show();
    QTest::mouseClick(first, Qt::LeftButton);
    EXPECT_EQ(selection.first(), first->line().element);
    selection.set(QString());
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Return);
    EXPECT_EQ(selection.first(), first->line().element);
    EXPECT_TRUE(panel.text().contains(first->line().figure));
}

TEST_F(HeadroomPanelTest, TheFactorIsAskedByNumberAndBySlider) {
    ASSERT_TRUE(isAnswered());
    EXPECT_EQ(panel.factorField()->value(), 2);
    panel.factorField()->setValue(5);
    ASSERT_TRUE(isAnswered());
    EXPECT_EQ(analysis.loadFactor(), 5);
    EXPECT_TRUE(panel.rows().front()->line().isBad) << "full before five times the load";
    panel.factorSlider()->setValue(0);
    EXPECT_EQ(panel.factorField()->value(), 0.5);
    ASSERT_TRUE(isAnswered());
    EXPECT_FALSE(panel.rows().front()->line().isBad);
}

TEST_F(HeadroomPanelTest, ShowsTheFirstOfManyAndCopiesAll) {
    std::string text = "scenario: many\nclients:\n  users:\n    load: poisson(10/s)\n    journey:\n";
    for (int i = 0; i < 60; ++i) text += "      - call: s" + std::to_string(i) + ".work\n";
    text += "services:\n";
    for (int i = 0; i < 60; ++i) text += "  s" + std::to_string(i) + ":\n    operations: {work: [{cpu: 1ms}]}\n";
    document.startNew(text);
    ASSERT_TRUE(document.diagnostics().empty()) << model::toString(document.diagnostics().all().front());
    ASSERT_TRUE(isAnswered());
    EXPECT_LT(panel.rows().size(), 100U);
    EXPECT_NE(panel.findChild<QLabel*>(QStringLiteral("more")), nullptr);
    for (int i = 0; i < 60; ++i) EXPECT_TRUE(panel.text().contains(QStringLiteral("service/s%1").arg(i))) << i;
}

TEST_F(HeadroomPanelTest, FollowsEdits) {
    ASSERT_TRUE(isAnswered());
    document.set("stores.ledger.servers", "1", QStringLiteral("servers"));
    ASSERT_TRUE(isAnswered());
    EXPECT_EQ(panel.rows().front()->line().element.toStdString(), "store/ledger");
    EXPECT_TRUE(panel.verdict().startsWith(QLatin1String("Overloaded"))) << panel.verdict().toStdString();
}

}  // namespace
}  // namespace headroom::desktop
