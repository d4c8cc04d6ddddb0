#include "tests/gui/robot/play_ground.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSaveFile>

namespace headroom::gui {
namespace {

QString original(const QString& name) {
    return QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/") + name;
}

/// Small ones more often: what is big is slow and finds no more.
const QStringList& usualNames() {
    static const QStringList names{QStringLiteral("lessons/consumer-lag.yaml"),    QStringLiteral("lessons/autoscaling.yaml"),
                                   QStringLiteral("lessons/circuit-breaker.yaml"), QStringLiteral("lessons/consumer-lag.yaml"),
                                   QStringLiteral("lessons/circuit-breaker.yaml"), QStringLiteral("monolith.yaml"),
                                   QStringLiteral("paste-your-own/scenario.yaml"), QStringLiteral("transaction-platform.yaml")};
    return names;
}

}  // namespace

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString& path, const QByteArray& content, bool inPlace) {
    if (inPlace) {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) file.write(content);
        return;
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size()) file.commit();
}

PlayGround::PlayGround() {
    restore();
    for (const QString& name : usualNames()) m_scenarios << file(name);
    for (const QString& name : QDir(original(QStringLiteral("invalid"))).entryList({QStringLiteral("*.yaml")}))
        m_invalid << file(QStringLiteral("invalid/") + name);
    record(m_scenarios.at(0), QStringLiteral("40s"));
    record(m_scenarios.at(2), QStringLiteral("20s"));
    QDir().mkdir(file(QStringLiteral("folder.yaml")));
}

void PlayGround::restore() {
    QDirIterator files(original({}), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = file(path.mid(original({}).size()));
        QDir().mkpath(QFileInfo(copy).path());
        const QByteArray content = contentOf(path);
        if (contentOf(copy) != content) writeFile(copy, content, true);
    }
}

void PlayGround::record(const QString& scenario, const QString& length) {
    const QString path = file(QStringLiteral("%1.headroom").arg(m_recordings.size()));
    QProcess headroom;
    headroom.setStandardOutputFile(QProcess::nullDevice());
    headroom.setStandardErrorFile(QProcess::nullDevice());
    headroom.start(QStringLiteral(HEADROOM_PROGRAM_DIR "/headroom"),
                   {QStringLiteral("run"), scenario, QStringLiteral("--duration"), length, QStringLiteral("--record"), path});
    headroom.waitForFinished(-1);
    EXPECT_TRUE(QFile::exists(path)) << "recording ended with " << headroom.exitCode();
    m_recordings << path;
}

QString PlayGround::anyPath(Dice& dice) const {
    switch (dice.below(12)) {
        case 0: return {};
        case 1: return file(QStringLiteral("folder.yaml"));
        case 2: return file(QStringLiteral("no/such/folder/x.yaml"));
        case 3:
        case 4: return recording(dice);
        case 5: return dice.pick(m_invalid);
        case 6: return file(QStringLiteral("new%1.yaml").arg(dice.below(20)));
        case 7: return file(QStringLiteral("new%1.headroom").arg(dice.below(3)));
        default: return scenario(dice);
    }
}

QByteArray PlayGround::anyContent(Dice& dice) const {
    QByteArray content = contentOf(dice.chance(70) ? scenario(dice) : dice.pick(m_invalid));
    if (dice.chance(30)) content.truncate(dice.below(content.size() + 1));
    if (dice.chance(20)) content.insert(dice.below(content.size() + 1), char(dice.below(256)));
    return content;
}

}  // namespace headroom::gui
