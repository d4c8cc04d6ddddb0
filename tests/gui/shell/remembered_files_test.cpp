#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "app/desktop/views/shell/installed_files.h"
#include "app/desktop/views/shell/recent_files.h"

namespace headroom::views {
namespace {

QString touch(const QTemporaryDir& folder, const QString& name) {
    const QString path = folder.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    return path;
}

TEST(RecentFiles, KeepsTheNewestFirstOverAnEndOfTheProgram) {
    const QTemporaryDir folder;
    const QString settings = folder.filePath(QStringLiteral("lab.ini"));
    const QString one = touch(folder, QStringLiteral("one.yaml"));
    const QString two = touch(folder, QStringLiteral("two.yaml"));
    {
        RecentFiles recent(settings);
        QSignalSpy changes(&recent, &RecentFiles::changed);
        recent.note(one);
        recent.note(two);
        recent.note(one);
        recent.note({});
        EXPECT_EQ(changes.count(), 3);
    }
    RecentFiles again(settings);
    EXPECT_EQ(again.files(), (QStringList{one, two}));
    QFile::remove(one);
    EXPECT_EQ(again.files(), QStringList{two}) << "a file that is gone is not offered";
    again.clear();
    EXPECT_TRUE(RecentFiles(settings).files().isEmpty());
}

TEST(RecentFiles, AreNotManyAndCanBeForgotten) {
    const QTemporaryDir folder;
    RecentFiles recent(folder.filePath(QStringLiteral("lab.ini")));
    for (int i = 0; i < 20; ++i) recent.note(touch(folder, QStringLiteral("%1.yaml").arg(i)));
    ASSERT_EQ(recent.files().size(), RecentFiles::most);
    const QString newest = recent.files().front();
    EXPECT_TRUE(newest.endsWith(QStringLiteral("19.yaml")));
    recent.forget(newest);
    EXPECT_FALSE(recent.files().contains(newest));
}

TEST(InstalledFiles, AreBesideTheProgramWhenInstalled) {
    const QTemporaryDir folder;
    const QString file = touch(folder, QStringLiteral("share/headroom/scenarios/monolith.yaml"));
    QDir(folder.path()).mkpath(QStringLiteral("bin"));
    EXPECT_EQ(findInstalledFile(QStringLiteral("scenarios/monolith.yaml"), folder.filePath(QStringLiteral("bin"))),
              QFileInfo(file).absoluteFilePath());
    EXPECT_EQ(findInstalledFile(QStringLiteral("scenarios/other.yaml"), folder.filePath(QStringLiteral("bin"))), std::nullopt);
}

TEST(InstalledFiles, AreInTheSourcesWhenBuilt) {
    const QTemporaryDir folder;
    const QString file = touch(folder, QStringLiteral("scenarios/monolith.yaml"));
    const QString bin = folder.filePath(QStringLiteral("build/release/bin"));
    QDir().mkpath(bin);
    EXPECT_EQ(findInstalledFile(QStringLiteral("scenarios/monolith.yaml"), bin), std::nullopt) << "any folder may have one";
    touch(folder, QStringLiteral("CMakePresets.json"));
    EXPECT_EQ(findInstalledFile(QStringLiteral("scenarios/monolith.yaml"), bin), QFileInfo(file).absoluteFilePath());
}

}  // namespace
}  // namespace headroom::views
