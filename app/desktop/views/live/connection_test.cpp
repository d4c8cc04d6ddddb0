#include "app/desktop/views/live/connection_test.h"

#include "app/desktop/views/trace_session.h"

namespace headroom::views {

ConnectionTest::ConnectionTest(QObject* parent) : QObject(parent) {
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::finished, this, &ConnectionTest::finish);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) emit answered(false, m_process.errorString());
    });
}

ConnectionTest::~ConnectionTest() {
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished();
}

void ConnectionTest::start(const WatchRequest& request) {
    const QSignalBlocker quiet(&m_process);
    m_process.kill();
    m_process.waitForFinished();
    WatchRequest sources = request;
    sources.scenarioPath.clear();
    sources.scenarioText.clear();
    m_process.start(TraceSession::programFolder() + QStringLiteral("/headroom-live"),
                    argumentsOf(sources) << QStringLiteral("--check") << QStringLiteral("--timeout") << QStringLiteral("3s"));
}

void ConnectionTest::finish(int code) {
    QString said = QString::fromUtf8(m_process.readAll()).trimmed();
    said.remove(QStringLiteral("headroom-live: "));
    emit answered(code == 0, said.isEmpty() ? tr("no answer (exit status %1)").arg(code) : said);
}

}  // namespace headroom::views
