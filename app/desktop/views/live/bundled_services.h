#pragma once

#include <QObject>
#include <QProcess>
#include <QString>
#include <QTimer>

namespace headroom::views {

/// The bundled services that play one scenario: `headroom up` in a process of its own. They end with this object.
class BundledServices : public QObject {
    Q_OBJECT

public:
    enum class State { Off, Starting, Serving, Ending, Failed };

    explicit BundledServices(QObject* parent = nullptr);
    ~BundledServices() override;

    struct Request {
        QString scenarioPath;  ///< a file: the services read it themselves
        QString variant;
        QString loadScale;  ///< "2%"; empty: all of the load
        QString kafka;      ///< bootstrap servers in place of the embedded broker; empty: none
        QString properties;
    };
    /// Ends what runs, and starts.
    void start(const Request& request);
    /// Asks for the end; asked again, it is at once.
    void stop();

    State state() const { return m_state; }
    bool isOn() const { return m_state != State::Off && m_state != State::Failed; }
    /// What they last said of themselves, or why they failed.
    const QString& message() const { return m_message; }
    /// The supervisor's process; 0 while there is none.
    qint64 processId() const { return m_process.processId(); }

signals:
    void stateChanged();
    /// They serve now.
    void serving();

private:
    void read();
    void take(const QByteArray& line);
    void ended(int code, QProcess::ExitStatus status);
    void enter(State state, const QString& message);

    QProcess m_process;
    QTimer m_patience;  ///< with an end that was asked for
    State m_state = State::Off;
    QString m_message;
};

}  // namespace headroom::views
