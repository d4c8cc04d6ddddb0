#include "app/desktop/views/graph/graph_edits.h"

#include <gtest/gtest.h>

#include "tests/gui/canvas/canvas_fixture.h"

namespace headroom::views {
namespace {

using desktop::CanvasFixture;

class GraphEdits : public testing::Test {
protected:
    GraphEdits() { m_document.startNew(CanvasFixture::sample()); }

    /// The edit was made, left a scenario, and is undone to the byte.
    void expectDone(const EditOutcome& outcome) {
        EXPECT_EQ(outcome.problem.toStdString(), "");
        EXPECT_TRUE(m_document.isScenarioCurrent()) << m_document.text();
        EXPECT_TRUE(m_document.text() != m_before);
        m_after = m_document.text();
        m_document.undo();
        EXPECT_TRUE(m_document.text() == m_before);
        m_document.redo();
        EXPECT_TRUE(m_document.text() == m_after);
    }
    void expectRefused(const EditOutcome& outcome) const {
        EXPECT_FALSE(outcome.problem.isEmpty());
        EXPECT_EQ(m_document.text(), m_before);
    }

    ScenarioDocument m_document;
    std::string m_before = CanvasFixture::sample();
    std::string m_after;
};

TEST_F(GraphEdits, EveryItemOfThePaletteIsValid) {
    for (int item = 0; item <= static_cast<int>(PaletteItem::Zone); ++item) {
        const auto outcome = addElement(m_document, static_cast<PaletteItem>(item), QPointF(16, 24));
        EXPECT_EQ(outcome.problem.toStdString(), "") << nameOf(static_cast<PaletteItem>(item)).toStdString();
        EXPECT_TRUE(m_document.isScenarioCurrent()) << m_document.text();
    }
    while (m_document.canUndo()) m_document.undo();
    EXPECT_EQ(m_document.text(), m_before);
}

TEST_F(GraphEdits, ATopicBringsAClusterIfThereIsNone) {
    m_document.startNew();
    EXPECT_EQ(addElement(m_document, PaletteItem::Topic, {}).problem, QString());
    ASSERT_TRUE(m_document.isScenarioCurrent()) << m_document.text();
    EXPECT_EQ(m_document.scenario()->clusters.size(), 1U);
}

TEST_F(GraphEdits, ConnectsWhatFits) {
    expectDone(connectElements(m_document, QStringLiteral("client/users"), QStringLiteral("service/orders")));
    EXPECT_EQ(m_document.scenario()->clients[0].journey.size(), 2U);
    m_before = m_document.text();
    expectDone(connectElements(m_document, QStringLiteral("topic/placed"), QStringLiteral("service/orders")));
    EXPECT_EQ(m_document.scenario()->findService("orders")->listeners.at(0).groupId, "orders");
    m_before = m_document.text();
    expectDone(connectElements(m_document, QStringLiteral("service/billing"), QStringLiteral("store/ledger")));
    m_before = m_document.text();
    expectDone(connectElements(m_document, QStringLiteral("group/billing"), QStringLiteral("topic/placed")));
    m_before = m_document.text();
    expectDone(connectElements(m_document, QStringLiteral("service/gateway"), QStringLiteral("service/orders")));
}

TEST_F(GraphEdits, SaysWhyAPairDoesNotFit) {
    expectRefused(connectElements(m_document, QStringLiteral("client/users"), QStringLiteral("store/ledger")));
    expectRefused(connectElements(m_document, QStringLiteral("store/ledger"), QStringLiteral("service/orders")));
    expectRefused(connectElements(m_document, QStringLiteral("topic/placed"), QStringLiteral("service/gateway")));
    expectRefused(connectElements(m_document, QStringLiteral("service/orders"), QStringLiteral("service/billing")));
    expectRefused(connectElements(m_document, QStringLiteral("service/orders"), QStringLiteral("service/orders")));
}

TEST_F(GraphEdits, ANewClientIsConnectedInPlaceOfItsEmptyJourney) {
    const auto added = addElement(m_document, PaletteItem::Client, {});
    ASSERT_EQ(added.elements, QStringList{QStringLiteral("client/users-2")});
    EXPECT_EQ(connectElements(m_document, added.elements[0], QStringLiteral("service/orders")).problem, QString());
    EXPECT_EQ(m_document.scenario()->findClient("users-2")->journey.size(), 1U);
}

TEST_F(GraphEdits, DeletesWhatRefersToAnElementToo) {
    expectDone(removeElements(m_document, {QStringLiteral("store/ledger")}));
    EXPECT_EQ(m_document.scenario()->findService("orders")->operations.at(0).steps.size(), 2U);
    EXPECT_EQ(m_after.find("ledger"), std::string::npos) << m_after;
}

TEST_F(GraphEdits, DeletesAClusterWithItsTopicsAndTheirListeners) {
    expectDone(removeElements(m_document, {QStringLiteral("cluster/main")}));
    EXPECT_TRUE(m_document.scenario()->topics.empty());
    EXPECT_TRUE(m_document.scenario()->findService("billing")->listeners.empty());
}

TEST_F(GraphEdits, DeletesTheWholeOfWhatIsSelected) {
    expectDone(removeElements(m_document, {QStringLiteral("service/orders"), QStringLiteral("service/gateway"),
                                           QStringLiteral("client/users"), QStringLiteral("service/billing")}));
    EXPECT_TRUE(m_document.scenario()->services.empty());
}

TEST_F(GraphEdits, EveryElementOfTheReferenceSystemCanBeDeleted) {
    const QString path = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");
    ASSERT_EQ(m_document.open(path), std::nullopt);
    m_before = m_document.text();
    for (const char* id : {"client/users", "service/gateway", "service/transaction", "service/notification", "service/audit", "store/ledger",
                           "store/cache", "store/audit-log", "cluster/main", "topic/transaction-initiated", "group/audit", "node/worker", "zone/zone-b"}) {
        SCOPED_TRACE(id);
        expectDone(removeElements(m_document, {QLatin1String(id)}));
        m_document.undo();
    }
}

TEST_F(GraphEdits, MovesAndForgets) {
    expectDone(moveElements(m_document, {{QStringLiteral("service/orders"), QPointF(120, 80)}}));
    EXPECT_NE(m_after.find("service/orders: {x: 120, y: 80}"), std::string::npos) << m_after;
    m_before = m_document.text();
    expectDone(forgetPlaces(m_document, {}));
    EXPECT_EQ(m_document.text(), CanvasFixture::sample());
}

TEST_F(GraphEdits, ACollapsedElementStaysWhereItIs) {
    moveElements(m_document, {{QStringLiteral("cluster/main"), QPointF(8, 8)}});
    m_before = m_document.text();
    expectDone(setCollapsed(m_document, QStringLiteral("cluster/main"), true));
    EXPECT_TRUE(m_document.scenario()->layout.at("cluster/main").isCollapsed);
    EXPECT_EQ(m_document.scenario()->layout.at("cluster/main").x, 8);
    setCollapsed(m_document, QStringLiteral("cluster/main"), false);
    EXPECT_EQ(m_document.text(), m_before);
}

TEST_F(GraphEdits, ACopyHasFreeNamesAndItsOwnConnections) {
    const QString text = copiedText(m_document, {QStringLiteral("service/orders"), QStringLiteral("store/ledger")});
    const auto outcome = pasteText(m_document, text);
    expectDone(outcome);
    EXPECT_EQ(outcome.elements, (QStringList{QStringLiteral("store/ledger-2"), QStringLiteral("service/orders-2")}));
    const auto& step = m_document.scenario()->findService("orders-2")->operations.at(0).steps.at(1);
    EXPECT_EQ(std::get<model::StoreStep>(step.action).store, "ledger-2");
    m_before = m_document.text();
    expectRefused(pasteText(m_document, QStringLiteral("just words")));
}

}  // namespace
}  // namespace headroom::views
