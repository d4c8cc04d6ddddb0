#include "app/desktop/inspector/inspector_panel.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QTest>
#include <QToolButton>

#include "app/desktop/inspector/built_in_texts.h"
#include "app/desktop/inspector/inspector_header.h"
#include "app/desktop/inspector/property_box.h"
#include "app/desktop/inspector/property_line.h"
#include "app/desktop/inspector/uncertain_editor.h"

namespace headroom::desktop {
namespace {

using Mode = views::UncertainValue::Mode;

const QString s0 = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");

std::string utf8(const QString& text) {
    return text.toStdString();
}

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
    void type(QLineEdit* into, const char* text) {
        into->setFocus();
        into->selectAll();
        if (*text == '\0')
            QTest::keyClick(into, Qt::Key_Delete);
        else
            QTest::keyClicks(into, QLatin1String(text));
        QTest::keyClick(into, Qt::Key_Return);
    }
    std::string valueAt(const char* path) {
        const model::Node* node = document.tree()->findPath(path);
        return node == nullptr ? "" : node->value;
    }
    std::string problemAt(const char* path) { return utf8(panel.reveal(path)->problem()); }
    QToolButton* button(const QString& accessibleName) {
        for (auto* one : panel.findChildren<QToolButton*>())
            if (one->accessibleName() == accessibleName) return one;
        return nullptr;
    }
    void open(const char* boxKey) {
        auto* box = panel.findChild<PropertyBox*>(QStringLiteral("box:") + QLatin1String(boxKey));
        ASSERT_NE(box, nullptr) << boxKey;
        box->setOpen(true);
    }

    views::ScenarioDocument document;
    views::Selection selection;
    ThemeStore themes;
    const views::Catalogue catalogue = builtInCatalogue();
    const views::Glossary glossary = builtInGlossary();
    InspectorPanel panel{document, selection, catalogue, glossary, themes};
};

TEST_F(InspectorPanelTest, ACountIsTypedAndUndone) {
    selection.set(QStringLiteral("service/transaction"));
    const std::string before = document.text();
    QLineEdit* replicas = field("services.transaction.replicas");
    ASSERT_NE(replicas, nullptr);
    EXPECT_EQ(utf8(replicas->text()), "2");
    type(replicas, "5");
    EXPECT_EQ(valueAt("services.transaction.replicas"), "5");
    document.undo();
    EXPECT_EQ(document.text(), before);
    EXPECT_EQ(utf8(field("services.transaction.replicas")->text()), "2");
}

TEST_F(InspectorPanelTest, UndoInAFieldIsTheDocumentsOnceTheValueIsTaken) {
    selection.set(QStringLiteral("service/transaction"));
    QAction undo(&panel);
    undo.setShortcut(QKeySequence(QStringLiteral("Ctrl+Z")));
    QObject::connect(&undo, &QAction::triggered, &document, &views::ScenarioDocument::undo);
    panel.addAction(&undo);
    const std::string before = document.text();
    QLineEdit* replicas = field("services.transaction.replicas");
    type(replicas, "5");
    ASSERT_NE(document.text(), before);
    QTest::keyClick(replicas, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(document.text(), before);
    EXPECT_EQ(utf8(replicas->text()), "2");
}

TEST_F(InspectorPanelTest, WithTheKeyboardOnly) {
    selection.set(QStringLiteral("store/cache"));
    // From the search the Tab key walks through everything; typing in a field changes it.
    panel.searchField()->setFocus();
    QWidget* wanted = field("stores.cache.servers");
    ASSERT_NE(wanted, nullptr);
    for (int i = 0; i < 60 && QApplication::focusWidget() != wanted; ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    ASSERT_EQ(QApplication::focusWidget(), wanted);
    QTest::keyClick(wanted, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(wanted, QStringLiteral("4"));
    QTest::keyClick(wanted, Qt::Key_Tab);  // leaving the field is enough
    EXPECT_EQ(valueAt("stores.cache.servers"), "4");
}

TEST_F(InspectorPanelTest, WhatCantBeReadIsSaidAndKept) {
    selection.set(QStringLiteral("service/transaction"));
    const std::string before = document.text();
    type(field("services.transaction.outbox.batchSize"), "a few");
    EXPECT_EQ(document.text(), before);
    EXPECT_EQ(utf8(field("services.transaction.outbox.batchSize")->text()), "a few");
    EXPECT_NE(problemAt("services.transaction.outbox.batchSize").find("not a number"), std::string::npos);
    // Another edit doesn't take it away.
    document.set("services.transaction.queue", "50", QStringLiteral("queue"));
    EXPECT_EQ(utf8(field("services.transaction.outbox.batchSize")->text()), "a few");
    QTest::keyClick(field("services.transaction.outbox.batchSize"), Qt::Key_Escape);
    EXPECT_EQ(utf8(field("services.transaction.outbox.batchSize")->text()), "1000");
    EXPECT_EQ(problemAt("services.transaction.outbox.batchSize"), "");
}

TEST_F(InspectorPanelTest, AnEmptyFieldGoesBackToTheDefaultAndShowsIt) {
    selection.set(QStringLiteral("service/transaction"));
    type(field("services.transaction.outbox.batchSize"), "");
    EXPECT_EQ(valueAt("services.transaction.outbox.batchSize"), "");
    EXPECT_EQ(utf8(field("services.transaction.outbox.batchSize")->placeholderText()), "500");
}

TEST_F(InspectorPanelTest, AGuessIsTypedByItsEndsAndItsReason) {
    selection.set(QStringLiteral("store/audit-log"));
    const char* path = "stores.audit-log.operations.insertMany";
    auto* editor = qobject_cast<UncertainEditor*>(panel.reveal("stores.audit-log.servers")->editor());
    ASSERT_NE(editor, nullptr);
    editor->chooseMode(Mode::Guess);
    EXPECT_EQ(valueAt("stores.audit-log.servers"), "guess(32..128)") << "half and twice what was there";
    PropertyLine* line = panel.reveal("stores.audit-log.servers");
    const auto ends = line->editor()->findChildren<QLineEdit*>();
    ASSERT_EQ(ends.size(), 2);
    type(ends[0], "40");
    EXPECT_EQ(valueAt("stores.audit-log.servers"), "guess(40..128)");
    auto* comment = line->findChild<QLineEdit*>(QStringLiteral("comment"));
    ASSERT_TRUE(comment->isVisible());
    type(comment, "as large as the ledger's");
    EXPECT_EQ(document.tree()->findPath("stores.audit-log.servers")->comment, "as large as the ledger's");

    auto* time = qobject_cast<UncertainEditor*>(panel.reveal(path)->editor());
    time->chooseMode(Mode::Measured);
    const auto points = time->findChildren<QLineEdit*>();
    points[0]->setText(QStringLiteral("5ms"));
    type(points[1], "18ms");
    EXPECT_EQ(valueAt(path), "measured(p50=5ms, p99=18ms)");
    ASSERT_TRUE(document.isScenarioCurrent());
    EXPECT_EQ(document.scenario()->measured.size(), 1U);
    qobject_cast<UncertainEditor*>(panel.reveal(path)->editor())->chooseMode(Mode::Exact);
    EXPECT_EQ(valueAt(path), "5ms");
}

TEST_F(InspectorPanelTest, AnUnsetQuantityBecomesAGuessAroundWhatCounts) {
    selection.set(QStringLiteral("client/users"));
    panel.setShowsAll(true);
    selection.set(QStringLiteral("service/gateway"));
    auto* editor = qobject_cast<UncertainEditor*>(panel.reveal("gateways.gateway.scheduling")->editor());
    ASSERT_NE(editor, nullptr);
    editor->chooseMode(Mode::Guess);
    const auto ends = editor->findChildren<QLineEdit*>();
    ends[0]->setText(QStringLiteral("1s"));
    type(ends[1], "4s");
    EXPECT_EQ(valueAt("gateways.gateway.scheduling"), "guess(1s..4s)");
}

TEST_F(InspectorPanelTest, StepsAreAddedMovedAndRemoved) {
    selection.set(QStringLiteral("service/transaction"));
    const std::string before = document.text();
    const auto first = [this] {
        const model::Node* steps = document.tree()->findPath("services.transaction.operations.create");
        return steps->items.front()->entries.front().key;
    };
    button(QStringLiteral("Move down: cpu lognormal(mean=guess(0.2ms..0.8ms), cv=1)"))->click();
    EXPECT_EQ(first(), "store");
    EXPECT_NE(document.text().find("- cpu: lognormal(mean=guess(0.2ms..0.8ms), cv=1)  # a Spring MVC request with validation"),
              std::string::npos)
        << "its comment goes along";
    document.undo();
    EXPECT_EQ(document.text(), before);
    button(QStringLiteral("Remove store ledger.insertTransaction"))->click();
    EXPECT_EQ(document.tree()->findPath("services.transaction.operations.create")->items.size(), 2U);
    QToolButton* add = button(QStringLiteral("Add to create"));
    ASSERT_NE(add, nullptr);
    for (QAction* action : add->findChild<QMenu*>()->actions())
        if (action->text() == QLatin1String("publish")) action->trigger();
    EXPECT_EQ(document.tree()->findPath("services.transaction.operations.create")->items.size(), 3U);
    EXPECT_TRUE(document.isScenarioCurrent());
}

TEST_F(InspectorPanelTest, AStepWrittenShortTakesFurtherProperties) {
    selection.set(QStringLiteral("group/audit"));
    panel.setShowsAll(true);
    open("group/Steps/1");
    QLineEdit* timeout = field("services.audit.listeners.audit.steps[1].store.timeout");
    ASSERT_NE(timeout, nullptr);
    type(timeout, "2s");
    EXPECT_EQ(valueAt("services.audit.listeners.audit.steps[1].store.on"), "audit-log.insertMany");
    EXPECT_EQ(valueAt("services.audit.listeners.audit.steps[1].store.timeout"), "2s");
    EXPECT_TRUE(document.isScenarioCurrent());
}

TEST_F(InspectorPanelTest, ANamedEntryIsAdded) {
    selection.set(QStringLiteral("store/ledger"));
    open("store/Operations");
    auto* name = panel.findChild<QLineEdit*>(QStringLiteral("newName"));
    ASSERT_NE(name, nullptr);
    type(name, "select");
    EXPECT_EQ(valueAt("stores.ledger.operations.select"), "guess(1ms..5ms)");
    EXPECT_NE(field("stores.ledger.operations.select"), nullptr);
}

TEST_F(InspectorPanelTest, AFlatPropertyIsWrittenBesideItsNeighbours) {
    selection.set(QStringLiteral("service/transaction"));
    panel.setShowsAll(true);
    const char* path = "services.transaction.application.'resilience4j.circuitbreaker.instances.ledger'.minimum-number-of-calls";
    QLineEdit* calls = field(path);
    ASSERT_NE(calls, nullptr);
    EXPECT_EQ(utf8(calls->placeholderText()), "100");
    type(calls, "20");
    EXPECT_EQ(valueAt(path), "20");
    ASSERT_TRUE(document.isScenarioCurrent());
    EXPECT_EQ(document.scenario()->findService("transaction")->circuitBreakers.at("ledger").minimumNumberOfCalls, 20);
}

TEST_F(InspectorPanelTest, WhatStandsInAnotherFileIsShownAndNotEdited) {
    ASSERT_EQ(document.open(QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/paste-your-own/scenario.yaml")), std::nullopt);
    selection.set(QStringLiteral("service/transaction"));
    QLineEdit* replicas = field("services.transaction.deployment.spec.replicas");
    ASSERT_NE(replicas, nullptr);
    EXPECT_TRUE(replicas->isReadOnly());
    EXPECT_EQ(utf8(replicas->text()), "2");
    const views::PropertyRow& row = panel.reveal("services.transaction.deployment.spec.replicas")->row();
    EXPECT_NE(utf8(row.originText).find("k8s/transaction.yaml:"), std::string::npos);
}

TEST_F(InspectorPanelTest, RenamingFollowsEveryReference) {
    selection.set(QStringLiteral("store/ledger"));
    type(panel.header()->nameField(), "books");
    EXPECT_EQ(utf8(selection.first()), "store/books");
    EXPECT_TRUE(document.isScenarioCurrent()) << utf8(document.lastError());
    EXPECT_EQ(document.text().find("ledger.insertTransaction"), std::string::npos);
    EXPECT_NE(document.text().find("fail: store/books"), std::string::npos);
    EXPECT_NE(document.text().find("circuitBreaker: ledger"), std::string::npos) << "a breaker of the same name is another thing";
    document.undo();
    EXPECT_NE(document.text().find("ledger.insertTransaction"), std::string::npos);
    selection.set(QStringLiteral("store/cache"));
    type(panel.header()->nameField(), "a.b");
    EXPECT_NE(document.text().find("\n  cache:"), std::string::npos);
}

TEST_F(InspectorPanelTest, ServicesGroupsTopicsAndClientsAreRenamedSoThatTheScenarioStillHolds) {
    for (const char* id : {"service/notification", "service/transaction", "group/audit", "topic/transaction-initiated",
                           "client/users", "cluster/main", "nodes/worker", "zone/zone-a", "service/gateway"}) {
        selection.set(QLatin1String(id));
        type(panel.header()->nameField(), "renamed");
        EXPECT_TRUE(document.isScenarioCurrent())
            << id << ": " << (document.diagnostics().empty() ? "" : model::toString(document.diagnostics().all().front()));
        const std::vector<std::string> variants = document.variants();
        for (const std::string& variant : variants) {
            document.setVariant(QString::fromStdString(variant));
            EXPECT_TRUE(document.isScenarioCurrent())
                << id << " in variant " << variant << ": "
                << (document.diagnostics().empty() ? "" : model::toString(document.diagnostics().all().front()));
        }
        document.setVariant({});
        ASSERT_TRUE(document.canUndo()) << id;
        while (document.canUndo()) document.undo();
    }
}

TEST_F(InspectorPanelTest, AZoneInQuotesIsRenamedWithThem) {
    document.replaceText("scenario: small\nzones: ['north (1)', south]  # two\n", QStringLiteral("typing"));
    selection.set(QStringLiteral("zone/north (1)"));
    type(panel.header()->nameField(), "east");
    EXPECT_EQ(document.text(), "scenario: small\nzones: [east, south]  # two\n");
}

TEST_F(InspectorPanelTest, ADiagnosticStandsAtItsProperty) {
    document.set("stores.ledger.kind", "postgres", QStringLiteral("kind"));
    selection.set(QStringLiteral("store/ledger"));
    PropertyLine* kind = panel.reveal("stores.ledger.kind");
    ASSERT_NE(kind, nullptr);
    ASSERT_EQ(kind->row().diagnostics.size(), 1U);
    auto* shown = kind->findChild<QLabel*>(QStringLiteral("error"));
    ASSERT_NE(shown, nullptr);
    EXPECT_NE(utf8(shown->text()).find("it is one of postgresql"), std::string::npos);
    auto* box = kind->findChild<QComboBox*>();
    EXPECT_EQ(utf8(box->currentText()), "postgres") << "what is wrong is shown as it is";
    box->setCurrentIndex(box->findText(QStringLiteral("redis")));
    emit box->activated(box->currentIndex());
    EXPECT_EQ(valueAt("stores.ledger.kind"), "redis");
}

TEST_F(InspectorPanelTest, TheSearchFindsWhatIsNotSet) {
    selection.set(QStringLiteral("topic/transaction-initiated"));
    EXPECT_EQ(panel.reveal("topics.transaction-initiated.config.'segment.ms'"), nullptr);
    type(panel.searchField(), "segment");
    EXPECT_NE(panel.reveal("topics.transaction-initiated.config.'segment.ms'"), nullptr);
    EXPECT_EQ(panel.reveal("topics.transaction-initiated.partitions"), nullptr);
}

TEST_F(InspectorPanelTest, WordsFindAPropertyAndEnterLeadsToItsField) {
    selection.set(QStringLiteral("service/transaction"));
    type(panel.searchField(), "limits cpu");
    QWidget* wanted = field("services.transaction.resources.limits.cpu");
    ASSERT_NE(wanted, nullptr);
    EXPECT_TRUE(wanted->hasFocus() || QApplication::focusWidget()->isAncestorOf(wanted));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("3"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    EXPECT_EQ(valueAt("services.transaction.resources.limits.cpu"), "3") << "the whole value was typed over";
    EXPECT_EQ(valueAt("services.transaction.resources.requests.cpu"), "1");
}

TEST_F(InspectorPanelTest, ASearchEndsWithItsElement) {
    selection.set(QStringLiteral("topic/transaction-initiated"));
    type(panel.searchField(), "segment");
    selection.set(QStringLiteral("store/ledger"));
    EXPECT_EQ(utf8(panel.searchField()->text()), "");
    EXPECT_NE(field("stores.ledger.servers"), nullptr);
}

TEST_F(InspectorPanelTest, WhatIsAddedGetsTheKeyboard) {
    selection.set(QStringLiteral("store/ledger"));
    type(panel.searchField(), "operations");
    QWidget* name = QApplication::focusWidget();
    ASSERT_EQ(utf8(name->objectName()), "newName");
    QTest::keyClicks(name, QStringLiteral("select"));
    QTest::keyClick(name, Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("2ms..3ms"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    EXPECT_EQ(valueAt("stores.ledger.operations.select"), "guess(2ms..3ms)") << "two ends are a guess";
}

TEST_F(InspectorPanelTest, ARetryIsAddedAndRemovedAgain) {
    selection.set(QStringLiteral("service/transaction"));
    const std::string before = document.text();
    type(panel.searchField(), "retries");
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("cache"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    EXPECT_EQ(valueAt("services.transaction.application.'resilience4j.retry.instances.cache'.max-attempts"), "3");
    QToolButton* remove = button(QStringLiteral("Remove cache"));
    ASSERT_NE(remove, nullptr);
    remove->click();
    EXPECT_EQ(document.text(), before);
}

TEST_F(InspectorPanelTest, WhatIsLeftEmptyGoesWithTheLastInIt) {
    selection.set(QStringLiteral("topic/transaction-initiated"));
    type(field("topics.transaction-initiated.config.'min.insync.replicas'"), "");
    EXPECT_EQ(document.tree()->findPath("topics.transaction-initiated.config"), nullptr);
    EXPECT_NE(document.tree()->findPath("topics.transaction-initiated"), nullptr) << "the element stays";
    document.undo();
    EXPECT_EQ(valueAt("topics.transaction-initiated.config.'min.insync.replicas'"), "2") << "in one step";
}

TEST_F(InspectorPanelTest, WhatIsBeingTypedCanBeTakenOver) {
    selection.set(QStringLiteral("service/transaction"));
    QLineEdit* queue = field("services.transaction.queue");
    queue->setFocus();
    queue->selectAll();
    QTest::keyClicks(queue, QStringLiteral("70"));
    EXPECT_EQ(valueAt("services.transaction.queue"), "100");
    panel.commitTyped();
    EXPECT_EQ(valueAt("services.transaction.queue"), "70");
}

TEST_F(InspectorPanelTest, ARenamedElementStaysWhereItWasPut) {
    document.set("layout", "{store/ledger: {x: 8, y: 16}}", QStringLiteral("put"));
    selection.set(QStringLiteral("store/ledger"));
    type(panel.header()->nameField(), "books");
    EXPECT_EQ(valueAt("layout.store/books.x"), "8");
    selection.set(QStringLiteral("node/worker"));
    type(panel.header()->nameField(), "machines");
    EXPECT_EQ(utf8(selection.first()), "node/machines") << "by the id it was selected by";
}

TEST_F(InspectorPanelTest, ASyntaxErrorIsSaidAndTheElementComesBack) {
    selection.set(QStringLiteral("store/ledger"));
    document.replaceText("stores: [", QStringLiteral("typing"));
    bool isSaid = false;
    for (const auto* label : panel.findChildren<QLabel*>(QStringLiteral("notice")))
        isSaid = isSaid || label->text().contains(QLatin1String("syntax error"));
    EXPECT_TRUE(isSaid);
    document.undo();
    EXPECT_NE(field("stores.ledger.servers"), nullptr);
}

}  // namespace
}  // namespace headroom::desktop
