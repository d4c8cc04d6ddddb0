// Every action there is names a test that triggers it, has words, and a key of its own if any.

#include <gtest/gtest.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSet>
#include <map>

#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Action to test, out of tests/gui/actions/*.txt.
std::map<QString, QString> listedTests() {
    std::map<QString, QString> tests;
    const QDir folder(QStringLiteral(HEADROOM_SOURCE_DIR "/tests/gui/actions"));
    for (const QString& name : folder.entryList({QStringLiteral("*.txt")}))
        for (const QString& line : textOf(folder.filePath(name)).split(QLatin1Char('\n'))) {
            const QStringList words = line.simplified().split(QLatin1Char(' '));
            if (words.size() >= 2 && !line.startsWith(QLatin1Char('#'))) tests[words[0]] = words[1];
        }
    return tests;
}

/// All of the GUI tests' sources, as one text.
QString testSources() {
    QString text;
    QDirIterator files(QStringLiteral(HEADROOM_SOURCE_DIR "/tests/gui"), {QStringLiteral("*.cpp")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) text += textOf(files.next());
    return text;
}

bool isTest(const QString& name, const QString& sources) {
    const QString suite = name.section(QLatin1Char('.'), 0, 0);
    const QString test = name.section(QLatin1Char('.'), 1);
    for (const char* macro : {"TEST", "TEST_F", "TEST_P"})
        if (sources.contains(QStringLiteral("%1(%2, %3)").arg(QLatin1String(macro), suite, test))) return true;
    return false;
}

TEST(EveryAction, NamesTheTestThatTriggersIt) {
    WindowDriver driver;
    const std::map<QString, QString> tests = listedTests();
    const QString sources = testSources();
    QSet<QString> registered;
    for (const QAction* action : driver.lab().actions.all()) {
        const QString id = action->objectName();
        registered.insert(id);
        const auto listed = tests.find(id);
        if (listed == tests.end())
            ADD_FAILURE() << id.toStdString() << " is in no file of tests/gui/actions";
        else
            EXPECT_TRUE(isTest(listed->second, sources)) << id.toStdString() << ": there is no test " << listed->second.toStdString();
    }
    for (const auto& [id, test] : tests) EXPECT_TRUE(registered.contains(id)) << id.toStdString() << " is listed but no action";
}

TEST(EveryAction, HasWordsAndAMenu) {
    WindowDriver driver;
    for (const QAction* action : driver.lab().actions.all()) {
        EXPECT_FALSE(action->text().isEmpty()) << action->objectName().toStdString();
        EXPECT_FALSE(action->toolTip().isEmpty()) << action->objectName().toStdString();
        EXPECT_FALSE(desktop::ActionRegistry::groupOf(action).isEmpty()) << action->objectName().toStdString();
    }
}

TEST(EveryAction, HasAKeyOfItsOwn) {
    WindowDriver driver;
    std::map<QKeySequence, QString> owners;
    for (const QAction* action : driver.lab().actions.all()) {
        if (action->shortcutContext() != Qt::WindowShortcut) continue;
        for (const QKeySequence& key : action->shortcuts()) {
            const auto [owner, isFirst] = owners.emplace(key, action->objectName());
            EXPECT_TRUE(isFirst) << key.toString().toStdString() << ": " << owner->second.toStdString() << " and "
                                 << action->objectName().toStdString();
        }
    }
}

}  // namespace
}  // namespace headroom::gui
