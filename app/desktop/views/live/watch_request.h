#pragma once

#include <QString>
#include <QStringList>
#include <string>

namespace headroom::views {

/// What deployment to watch, as headroom-live takes it. No secrets: files that hold them are named.
struct WatchRequest {
    QString scenarioPath;      ///< names the scenario that what is seen is laid over; empty: none
    std::string scenarioText;  ///< taken in place of the file's content, so that unsaved edits count too
    QString variant;
    QString run;  ///< the run of the bundled services, by its supervisor's process number; empty: none
    QString kafka;
    QString properties;  ///< a file of client properties
    QString prometheus;
    QString selector;
    QStringList pages;   ///< "[SERVICE=]HOST:PORT[/PATH]"
    QString httpConfig;  ///< a file
    bool kubernetes = false;
    QString kubeconfig;  ///< a file; empty: kubectl's own
    QString context;     ///< of it; empty: the current one
    QString space;       ///< namespace; empty: the context's

    bool operator==(const WatchRequest&) const = default;
    /// Whether it says what to look at.
    bool hasSource() const {
        return !run.isEmpty() || !kafka.isEmpty() || !prometheus.isEmpty() || !pages.isEmpty() || kubernetes;
    }
};

/// Its options, but for the scenario's text.
QStringList argumentsOf(const WatchRequest& request);

}  // namespace headroom::views
