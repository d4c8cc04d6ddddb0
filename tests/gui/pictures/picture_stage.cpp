#include "tests/gui/pictures/picture_stage.h"

#include <QApplication>
#include <QFileInfo>
#include <QProcess>
#include <stdexcept>
#include <vector>

#include "app/desktop/shell/workbench.h"
#include "app/desktop/views/run/timeline_model.h"

namespace headroom::gui {
namespace {

constexpr QSize windowSize{1440, 900};
/// Particles stand where they are between two cards, not under one.
constexpr double particlePhase = 21;

struct Recording {
    const char* name;
    QStringList arguments;
};

/// The day, one decision taken in two ways under the same load, and what is predicted of the load that was measured.
std::vector<Recording> recordings() {
    const QStringList step{QStringLiteral("--variant"), QStringLiteral("hpa-step"), QStringLiteral("--duration"),
                           QStringLiteral("4m")};
    const QString target =
        QStringLiteral("services.transaction.autoscaler.spec.metrics[0].resource.target.averageUtilization=85");
    const QStringList measuredLoad{QStringLiteral("--load-scale"), QStringLiteral("2%"), QStringLiteral("--duration"),
                                   QStringLiteral("80s")};
    return {{"day", {}},
            {"target-60", step},
            {"target-85", step + QStringList{QStringLiteral("--set"), target}},
            {"predicted", measuredLoad}};
}

}  // namespace

PictureStage::PictureStage(const QString& recordings) : m_recordings(recordings) {
    qputenv("HOME", m_home.path().toUtf8());
    QApplication::setCursorFlashTime(0);
    m_driver = std::make_unique<WindowDriver>(windowSize);
    lab().control.setSpeed(60);
}

QString PictureStage::record(const QString& folder) {
    QDir().mkpath(folder);
    std::vector<std::unique_ptr<QProcess>> runs;
    for (const Recording& recording : recordings()) {
        const QString path = QDir(folder).filePath(QLatin1String(recording.name) + QStringLiteral(".headroom"));
        for (const char* ending : {"", "-wal", "-shm"}) QFile::remove(path + QLatin1String(ending));
        runs.push_back(std::make_unique<QProcess>());
        runs.back()->setStandardOutputFile(QProcess::nullDevice());
        runs.back()->start(
            QStringLiteral(HEADROOM_PROGRAM_DIR "/headroom"),
            QStringList{QStringLiteral("run"), platform(), QStringLiteral("--record"), path} + recording.arguments);
    }
    for (const auto& run : runs) {
        // 1: an expectation doesn't hold, as it may.
        const bool hasEnded = run->waitForFinished(600'000) && run->exitStatus() == QProcess::NormalExit;
        if (!hasEnded || run->exitCode() > 1)
            return QStringLiteral("%1 failed: %2")
                .arg(run->arguments().join(QLatin1Char(' ')), QString::fromUtf8(run->readAllStandardError()));
    }
    return {};
}

QString PictureStage::homeFile(const char* path) const {
    const QString whole = m_home.filePath(QLatin1String(path));
    QDir().mkpath(QFileInfo(whole).path());
    QFile file(whole);
    if (!file.open(QIODevice::WriteOnly)) throw std::runtime_error("no file can be made in the home folder");
    return whole;
}

void PictureStage::showInstant(const QString& recordingPath, double seconds) {
    m_driver->window().files().openPath(platform());
    if (!m_driver->window().files().openPath(recordingPath))
        throw std::runtime_error("there is no recording " + recordingPath.toStdString());
    const bool isRead = m_driver->waitFor([this] { return lab().session.trace().footer().has_value(); });
    if (!isRead) throw std::runtime_error("the recording is not read");
    m_driver->settle();
    lab().playhead.moveTo(model::Instant{} + model::Duration::fromSeconds(seconds));
}

std::size_t PictureStage::eventWith(const char* text, double fromSeconds) const {
    const auto& events = m_driver->lab().session.trace().events();
    for (std::size_t i = 0; i < events.size(); ++i)
        if (events[i].time.toSeconds() >= fromSeconds && events[i].summary.find(text) != std::string::npos) return i;
    throw std::out_of_range(std::string("there is no event with ") + text);
}

QImage PictureStage::picture(const QString& theme) {
    lab().themes.use(theme);
    m_driver->settle();
    window().workbench().canvas().holdAnimation(particlePhase);
    QCoreApplication::processEvents();
    return m_driver->picture();
}

}  // namespace headroom::gui
