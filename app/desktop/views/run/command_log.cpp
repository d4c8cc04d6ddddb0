#include "app/desktop/views/run/command_log.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <variant>

namespace headroom::views {
namespace {

QString commandTextOf(const trace::Event& event) {
    for (const trace::ReasonValue& input : event.reason.inputs)
        if (const auto* text = std::get_if<std::string>(&input.value); text != nullptr && input.name == "command")
            return QString::fromStdString(*text);
    return {};
}

QJsonObject named(const QString& name) {
    return {{QStringLiteral("command"), name}};
}

/// The command that the engine describes so (app/engine/command.h); empty for what was none.
QJsonObject commandOf(const QString& text) {
    static const QRegularExpression scale(QStringLiteral("^scale (.*) to (\\d+) replicas?$"));
    static const QRegularExpression step(QStringLiteral("^step (\\d+) frames?$"));
    static const QRegularExpression speed(QStringLiteral("^speed: ([^ ]+) simulated seconds a second$"));
    if (text == QLatin1String("pause") || text == QLatin1String("resume")) return named(text);
    if (text.startsWith(QLatin1String("inject "))) return injectDecision(text.mid(7)).command;
    if (const auto match = scale.match(text); match.hasMatch())
        return scaleDecision(match.captured(1), match.captured(2).toInt()).command;
    QJsonObject command;
    if (const auto match = step.match(text); match.hasMatch()) {
        command = named(QStringLiteral("step"));
        command.insert(QStringLiteral("frames"), match.captured(1).toInt());
    } else if (text.startsWith(QLatin1String("speed:"))) {
        command = named(QStringLiteral("speed"));
        command.insert(QStringLiteral("factor"), speed.match(text).captured(1).toDouble());
    }
    return command;
}

}  // namespace

Decision injectDecision(const QString& fault) {
    QJsonObject command = named(QStringLiteral("inject"));
    command.insert(QStringLiteral("fault"), fault);
    return {QStringLiteral("inject ") + fault, command};
}

Decision scaleDecision(const QString& service, int replicas) {
    QJsonObject command = named(QStringLiteral("scale"));
    command.insert(QStringLiteral("service"), service);
    command.insert(QStringLiteral("replicas"), replicas);
    return {QStringLiteral("scale %1 to %2").arg(service).arg(replicas), command};
}

QByteArray lineOf(const QJsonObject& command) {
    return QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n';
}

std::vector<LoggedCommand> commandsUntil(const trace::MemoryTrace& trace, model::Instant until) {
    std::vector<LoggedCommand> log;
    for (const trace::Event& event : trace.events()) {
        if (event.kind != "command" || event.time > until) continue;
        const QString text = commandTextOf(event);
        const QJsonObject command = commandOf(text);
        if (!command.isEmpty()) log.push_back({event.time, {text, command}});
    }
    return log;
}

QByteArray commandFile(const std::vector<LoggedCommand>& commands) {
    QByteArray text;
    for (const LoggedCommand& logged : commands) {
        QJsonObject command = logged.decision.command;
        command.insert(QStringLiteral("atNs"), static_cast<qint64>(logged.at.ns));
        text += lineOf(command);
    }
    return text;
}

}  // namespace headroom::views
