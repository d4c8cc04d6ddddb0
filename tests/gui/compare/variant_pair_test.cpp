#include "app/desktop/views/compare/variant_pair.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QSignalSpy>
#include <QtTest>

#include "app/desktop/compare/compare_page.h"

namespace headroom::desktop {
namespace {

/// The engine is looked for beside the program.
void putEngineBesideThis() {
    qApp->setProperty("programFolder", QStringLiteral(HEADROOM_PROGRAM_DIR));
    const QString here = QCoreApplication::applicationDirPath() + QStringLiteral("/headroom-sim");
    if (!QFile::exists(here)) QFile::link(QStringLiteral(HEADROOM_PROGRAM_DIR "/headroom-sim"), here);
}

TEST(VariantPair, TwoVariantsMeetTheSameLoadAndAreComparedAsTheyRun) {
    putEngineBesideThis();
    views::RunLibrary library;
    views::Selection selection;
    ThemeStore themes;
    views::VariantPair pair;
    ComparePage page(library, selection, themes);
    views::RunRequest request;
    request.scenarioPath = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");
    QFile file(request.scenarioPath);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    request.scenarioText = file.readAll().toStdString();
    request.duration = QStringLiteral("90s");
    // Open, so that what comes doesn't wait for what is answered.
    request.settings = {QStringLiteral("clients.users.load=poisson(800/s)")};
    const views::VariantChoice a{};
    const views::VariantChoice b{{}, {QStringLiteral("services.transaction.replicas=6")}};
    page.showPair(pair, a.name(), b.name());
    pair.start(request, a, b);
    ASSERT_TRUE(QTest::qWaitFor([&] { return pair.a().trace().footer() && pair.b().trace().footer(); }, 100'000))
        << pair.message().toStdString();
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.comparison().toSeconds >= 90; }, 10'000));
    EXPECT_EQ(pair.a().trace().header().seed, pair.b().trace().header().seed);
    const auto started = [](const views::TraceSource& source) {
        return source.trace().column(source.trace().findSeries("client/users", "started")->index).back();
    };
    EXPECT_GT(started(pair.a()), 0);
    EXPECT_EQ(started(pair.a()), started(pair.b())) << "common random numbers";
    EXPECT_FALSE(page.comparison().isSame);
    EXPECT_EQ(library.runs().size(), 2U);
}

TEST(VariantPair, NamesWhatDiffers) {
    EXPECT_EQ((views::VariantChoice{}.name()), QStringLiteral("base"));
    EXPECT_EQ((views::VariantChoice{QStringLiteral("small"), {QStringLiteral("x=1")}}.name()), QStringLiteral("small, x=1"));
}

TEST(VariantPair, AVariantThatCantRunIsSaid) {
    putEngineBesideThis();
    views::VariantPair pair;
    views::RunRequest request;
    request.scenarioPath = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");
    QFile file(request.scenarioPath);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    request.scenarioText = file.readAll().toStdString();
    request.duration = QStringLiteral("10s");
    pair.start(request, {}, {QStringLiteral("no-such-variant"), {}});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !pair.message().isEmpty(); }, 60'000));
    EXPECT_TRUE(pair.message().startsWith(QStringLiteral("B: "))) << pair.message().toStdString();
    pair.stop();
}

}  // namespace
}  // namespace headroom::desktop
