#include "app/desktop/live/connect_dialog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QtTest>

#include "app/desktop/live/live_actions.h"
#include "app/desktop/live/up_dialog.h"
#include "app/desktop/views/trace_session.h"
#include "tests/gui/live/made_process.h"
#include "tests/gui/support/answers.h"
#include "tests/gui/support/pictures.h"

namespace headroom::gui {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct ConnectDialogTest : testing::Test {
    ConnectDialogTest() {
        QCoreApplication::instance()->setProperty(views::TraceSession::programFolderProperty,
                                                  QStringLiteral(HEADROOM_PROGRAM_DIR));
    }
    void fill(const char* field, const QString& text) { dialog.findChild<QLineEdit*>(QLatin1String(field))->setText(text); }
    QPushButton* button(const char* name) { return dialog.findChild<QPushButton*>(QLatin1String(name)); }
    std::string answerOfTest() {
        QTest::mouseClick(button("test"), Qt::LeftButton);
        EXPECT_TRUE(QTest::qWaitFor([this] { return !dialog.answer().startsWith(QStringLiteral("…")); }, 30'000));
        return dialog.answer().toStdString();
    }

    Answers answers;
    desktop::ThemeStore themes;
    desktop::ConnectDialog dialog{{}, answers, themes};
};

TEST_F(ConnectDialogTest, NeedsSomethingToLookAt) {
    EXPECT_FALSE(button("connect")->isEnabled());
    EXPECT_FALSE(button("test")->isEnabled());
    fill("kafka", QStringLiteral("a:1, b:2"));
    EXPECT_TRUE(button("connect")->isEnabled());
    fill("pages", QStringLiteral("order=c:3  d:4"));
    const views::WatchRequest request = dialog.request();
    EXPECT_EQ(request.kafka, QStringLiteral("a:1,b:2"));
    EXPECT_EQ(request.pages, (QStringList{QStringLiteral("order=c:3"), QStringLiteral("d:4")}));
    EXPECT_EQ(argumentsOf(request),
              (QStringList{QStringLiteral("--kafka"), QStringLiteral("a:1,b:2"), QStringLiteral("--scrape"),
                           QStringLiteral("order=c:3"), QStringLiteral("--scrape"), QStringLiteral("d:4")}));
}

TEST_F(ConnectDialogTest, WatchesKubernetesWhereThatIsTicked) {
    auto* kubernetes = dialog.findChild<QCheckBox*>(QStringLiteral("kubernetes"));
    fill("kubeconfig", QStringLiteral("/nowhere/config"));
    EXPECT_FALSE(button("connect")->isEnabled()) << "a file alone is nothing to look at";
    EXPECT_FALSE(dialog.findChild<QLineEdit*>(QStringLiteral("namespace"))->isEnabled());
    kubernetes->click();
    EXPECT_TRUE(button("connect")->isEnabled());
    fill("context", QStringLiteral("prod"));
    fill("namespace", QStringLiteral("shop"));
    EXPECT_EQ(argumentsOf(dialog.request()),
              (QStringList{QStringLiteral("--kubernetes"), QStringLiteral("--kubeconfig"), QStringLiteral("/nowhere/config"),
                           QStringLiteral("--context"), QStringLiteral("prod"), QStringLiteral("--namespace"),
                           QStringLiteral("shop")}));
    EXPECT_THAT(answerOfTest(), testing::AllOf(StartsWith("✗ "), HasSubstr("/nowhere/config can't be read")));
    kubernetes->click();
    EXPECT_EQ(argumentsOf(dialog.request()), QStringList());
}

TEST_F(ConnectDialogTest, SaysWhatATestHasFound) {
    const HttpServer order(orderProcess());
    fill("pages", QStringLiteral("order=") + QString::fromStdString(order.place()));
    const std::string answer = answerOfTest();
    EXPECT_THAT(answer, StartsWith("✓ "));
    EXPECT_THAT(answer, HasSubstr("service order"));
    EXPECT_TRUE(button("test")->isEnabled()) << "it can be tried again";
}

TEST_F(ConnectDialogTest, EnterConnects) {
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.show();
    fill("kafka", QStringLiteral("a:1"));
    EXPECT_TRUE(button("connect")->isDefault());
    QTest::keyClick(dialog.findChild<QLineEdit*>(QStringLiteral("kafka")), Qt::Key_Return);
    EXPECT_EQ(accepted.count(), 1);
}

TEST_F(ConnectDialogTest, EnterConnectsAfterAGoodTest) {
    const HttpServer order(orderProcess());
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.show();
    dialog.activateWindow();
    fill("pages", QStringLiteral("order=") + QString::fromStdString(order.place()));
    EXPECT_THAT(answerOfTest(), StartsWith("✓ "));
    EXPECT_TRUE(button("connect")->isDefault());
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
    EXPECT_EQ(accepted.count(), 1);
}

TEST_F(ConnectDialogTest, IsDrawnInAllThemes) {
    const HttpServer order(orderProcess());
    fill("pages", QStringLiteral("order=") + QString::fromStdString(order.place()));
    desktop::pictureOf(dialog, themes, "connect");
    answerOfTest();
    desktop::pictureOf(dialog, themes, "connect-answered");
    EXPECT_LE(dialog.sizeHint().width(), 720) << "fits beside the drawing it is about";
}

TEST_F(ConnectDialogTest, SaysWhyATestHasFoundNothing) {
    const std::string place = "127.0.0.1:" + std::to_string(deadPort());
    fill("pages", QString::fromStdString(place));
    const std::string answer = answerOfTest();
    EXPECT_THAT(answer, StartsWith("✗ "));
    EXPECT_THAT(answer, HasSubstr(place));
    fill("pages", QStringLiteral("http://me:secret@") + QString::fromStdString(place));
    EXPECT_THAT(answerOfTest(), testing::Not(HasSubstr("secret")));
}

TEST(RememberedConnection, IsWhatWasTypedAndNothingSecret) {
    const QTemporaryDir folder;
    const QString settings = folder.filePath(QStringLiteral("lab.ini"));
    EXPECT_EQ(desktop::rememberedConnection(settings), views::WatchRequest());
    views::WatchRequest request;
    request.kafka = QStringLiteral("a:1,b:2");
    request.properties = QStringLiteral("/etc/kafka/client.properties");
    request.pages = {QStringLiteral("a=b:1"), QStringLiteral("c:2")};
    request.kubernetes = true;
    request.kubeconfig = QStringLiteral("/etc/kube/config");
    request.space = QStringLiteral("shop");
    desktop::rememberConnection(settings, request);
    EXPECT_EQ(desktop::rememberedConnection(settings), request);
    views::WatchRequest careless = request;
    careless.prometheus = QStringLiteral("https://me:planted@prometheus");
    careless.pages << QStringLiteral("a=http://me:planted@b:1");
    desktop::rememberConnection(settings, careless);
    EXPECT_EQ(desktop::rememberedConnection(settings), request);
    QFile file(settings);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    EXPECT_TRUE(written.contains("client.properties"));
    EXPECT_FALSE(written.contains("planted"));
}

TEST(UpDialogTest, IsDrawnInAllThemes) {
    desktop::ThemeStore themes;
    desktop::UpDialog dialog(QStringLiteral("2%"));
    desktop::pictureOf(dialog, themes, "up");
    EXPECT_LE(dialog.sizeHint().width(), 560);
}

TEST(UpDialogTest, EnterStarts) {
    desktop::UpDialog dialog(QString{});
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.show();
    QTest::keyClick(dialog.findChild<QLineEdit*>(QStringLiteral("loadScale")), Qt::Key_Return);
    EXPECT_EQ(accepted.count(), 1);
}

TEST(UpDialogTest, TakesAShareOfTheLoad) {
    desktop::UpDialog dialog(QStringLiteral("2%"));
    EXPECT_EQ(dialog.loadScale(), QStringLiteral("2%"));
    auto* scale = dialog.findChild<QLineEdit*>(QStringLiteral("loadScale"));
    auto* start = dialog.findChild<QPushButton*>(QStringLiteral("start"));
    EXPECT_TRUE(start->isEnabled());
    scale->setText(QStringLiteral("some"));
    EXPECT_FALSE(start->isEnabled());
    EXPECT_FALSE(start->toolTip().isEmpty()) << "says why";
    scale->clear();
    EXPECT_TRUE(start->isEnabled()) << "all of it";
}

}  // namespace
}  // namespace headroom::gui
