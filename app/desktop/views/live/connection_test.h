#pragma once

#include <QObject>
#include <QProcess>
#include <QString>

#include "app/desktop/views/live/watch_request.h"

namespace headroom::views {

/// Tries whether there is something to see where a request says: `headroom-live --check`.
class ConnectionTest : public QObject {
    Q_OBJECT

public:
    explicit ConnectionTest(QObject* parent = nullptr);
    ~ConnectionTest() override;

    /// Ends one under way.
    void start(const WatchRequest& request);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

signals:
    /// A line for each thing that was tried; whether all went well.
    void answered(bool isGood, const QString& text);

private:
    void finish(int code);
    QProcess m_process;
};

}  // namespace headroom::views
