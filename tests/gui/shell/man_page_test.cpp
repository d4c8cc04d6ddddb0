// Manual pages name every option that --help prints, and no other.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <set>

namespace headroom::desktop {
namespace {

std::set<std::string> optionsIn(QString text) {
    text.replace(QStringLiteral("\\-"), QStringLiteral("-"));
    static const QRegularExpression option(QStringLiteral("(?<![\\w-])--[a-z][a-z-]*"));
    std::set<std::string> names;
    for (auto found = option.globalMatch(text); found.hasNext();) names.insert(found.next().captured().toStdString());
    return names;
}

std::set<std::string> optionsOfPage(const QString& name) {
    QFile file(QStringLiteral(HEADROOM_SOURCE_DIR "/docs/man/") + name);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
    return optionsIn(QString::fromUtf8(file.readAll()));
}

/// What the left column of a --help names.
std::set<std::string> optionsOfProgram(const QString& name, const QStringList& arguments) {
    QProcess program;
    program.start(QStringLiteral(HEADROOM_PROGRAM_DIR "/") + name, arguments);
    EXPECT_TRUE(program.waitForFinished()) << name.toStdString();
    EXPECT_EQ(program.exitCode(), 0) << name.toStdString();
    QString lines;
    for (const QString& line : QString::fromUtf8(program.readAllStandardOutput()).split(QLatin1Char('\n')))
        if (line.startsWith(QStringLiteral("  -"))) lines += line.section(QLatin1Char(' '), 0, 2) + QLatin1Char('\n');
    return optionsIn(lines.replace(QLatin1Char(','), QLatin1Char(' ')));
}

TEST(ManPage, OfTheDesktopNamesItsOptions) {
    EXPECT_EQ(optionsOfPage(QStringLiteral("headroom-lab.1")),
              optionsOfProgram(QStringLiteral("headroom-lab"), {QStringLiteral("--help")}));
}

TEST(ManPage, OfTheCommandLineNamesTheOptionsOfEveryCommand) {
    std::set<std::string> all = optionsOfProgram(QStringLiteral("headroom"), {QStringLiteral("--help")});
    for (const char* command : {"check", "explain", "run", "play", "report", "live", "up", "export", "forecast", "calibrate"}) {
        const auto some = optionsOfProgram(QStringLiteral("headroom"), {QLatin1String(command), QStringLiteral("--help")});
        EXPECT_THAT(some, testing::SizeIs(testing::Ge(2U))) << command;
        all.insert(some.begin(), some.end());
    }
    EXPECT_EQ(optionsOfPage(QStringLiteral("headroom.1")), all);
}

}  // namespace
}  // namespace headroom::desktop
