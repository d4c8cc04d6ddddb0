#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <vector>

#include "model/trace/memory_trace.h"

namespace headroom::views {

/// Something done to a run from outside, as the engine takes it.
struct Decision {
    QString words;        ///< "kill pod/transaction", as the trace tells it
    QJsonObject command;  ///< {"command": "inject", "fault": "{kill: pod/transaction}"}
};

/// A fault as a YAML flow mapping, "{kill: pod/transaction}".
Decision injectDecision(const QString& fault);
Decision scaleDecision(const QString& service, int replicas);
/// A command as one line.
QByteArray lineOf(const QJsonObject& command);

/// A decision and when it took effect.
struct LoggedCommand {
    model::Instant at;
    Decision decision;
};

/// What was done to a run until an instant, in order, as its trace tells; without stops and what was no command at all.
std::vector<LoggedCommand> commandsUntil(const trace::MemoryTrace& trace, model::Instant until);
/// The same as headroom-sim's --commands takes it.
QByteArray commandFile(const std::vector<LoggedCommand>& commands);

}  // namespace headroom::views
