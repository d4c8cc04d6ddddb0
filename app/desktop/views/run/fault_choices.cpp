#include "app/desktop/views/run/fault_choices.h"

#include <QCoreApplication>

#include "model/scenario/quantity_parser.h"

namespace headroom::views {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("FaultChoices", text);
}

QString braces(const QString& inside) {
    return QLatin1Char('{') + inside + QLatin1Char('}');
}

/// The list under construction for one target.
class Choices {
public:
    explicit Choices(QString target) : m_target(std::move(target)) {}

    Choices& add(const char* id, const char* words, const char* tip, const QString& fault) {
        m_choices.push_back({QLatin1String(id), tr(words), tr(tip), braces(fault.arg(m_target))});
        return *this;
    }
    Choices& kill(const char* words, const char* tip) { return add("kill", words, tip, QStringLiteral("kill: %1")); }
    Choices& slow() {
        return add("slow", "Slow down ×10 for 30 s", "Everything it does takes ten times as long.",
                   QStringLiteral("for: 30s, slow: %1, factor: 10"));
    }
    Choices& partition() {
        return add("partition", "Cut off from the network for 60 s", "Nothing reaches it and nothing comes from it.",
                   QStringLiteral("for: 60s, partition: %1"));
    }
    Choices& outage() {
        return add("outage", "Outage for 60 s", "It does not answer at all: callers run into their timeouts.",
                   QStringLiteral("for: 60s, outage: %1"));
    }
    Choices& fail() {
        return add("fail", "Fail 70 % of requests for 60 s", "Seven of ten requests are answered with an error.",
                   QStringLiteral("for: 60s, fail: %1, probability: 70%"));
    }
    std::vector<FaultChoice> take() { return std::move(m_choices); }

private:
    QString m_target;
    std::vector<FaultChoice> m_choices;
};

std::vector<FaultChoice> podChoices(const QString& service) {
    return Choices(QStringLiteral("pod/") + service)
        .kill("Kill a pod", "The process of one pod dies; the kubelet starts it again.")
        .add("delete", "Delete a pod", "One pod is deleted at once; another is made in its place.", QStringLiteral("delete: %1"))
        .take();
}

std::vector<FaultChoice> serviceChoices(const QString& name) {
    std::vector<FaultChoice> all = podChoices(name);
    auto more = Choices(QStringLiteral("service/") + name).slow().partition().fail().outage().take();
    all.insert(all.end(), more.begin(), more.end());
    FaultChoice scale{QStringLiteral("scale"), tr("Scale to …"), tr("A decision rather than a failure: kubectl scale."),
                      braces(QStringLiteral("scale: service/%1").arg(name)), true, name};
    all.push_back(scale);
    return all;
}

std::vector<FaultChoice> topicChoices(const QString& id) {
    return Choices(id)
        .add("poison", "Poison 1 % of records for 60 s", "Processing them fails every time.",
             QStringLiteral("for: 60s, poison: %1, fraction: 1%"))
        .add("hotKey", "One hot key with 30 % of records for 60 s", "They all go to one partition.",
             QStringLiteral("for: 60s, hotKey: %1, fraction: 30%"))
        .take();
}

std::vector<FaultChoice> clientChoices(const QString& id) {
    return Choices(id)
        .add("surge", "Surge: ×3 the load for 2 min", "Three times the rate, or the users.",
             QStringLiteral("for: 2m, surge: %1, factor: 3"))
        .partition()
        .take();
}

/// The service whose pod has this name: "transaction" of "transaction-6f-0".
QString serviceOfPod(const QString& pod, const model::Scenario* scenario) {
    QString best;
    if (scenario == nullptr) return pod.section(QLatin1Char('-'), 0, -2);
    for (const model::Service& service : scenario->services) {
        const QString name = QString::fromStdString(service.name);
        const bool fits = pod == name || pod.startsWith(name + QLatin1Char('-'));
        if (fits && name.size() > best.size()) best = name;
    }
    return best;
}

}  // namespace

std::vector<FaultChoice> faultChoices(const QString& element, const model::Scenario* scenario) {
    const QString kind = element.section(QLatin1Char('/'), 0, 0);
    const QString name = element.section(QLatin1Char('/'), 1);
    if (name.isEmpty()) return {};
    if (kind == QLatin1String("service")) return serviceChoices(name);
    if (kind == QLatin1String("pod")) {
        const QString service = serviceOfPod(name, scenario);
        return service.isEmpty() ? std::vector<FaultChoice>() : podChoices(service);
    }
    if (kind == QLatin1String("store")) return Choices(element).slow().fail().outage().partition().take();
    if (kind == QLatin1String("broker"))
        return Choices(element)
            .add("kill", "Kill for 60 s", "It is gone and comes back; others lead its partitions meanwhile.",
                 QStringLiteral("for: 60s, kill: %1"))
            .slow()
            .partition()
            .take();
    if (kind == QLatin1String("kafka") || kind == QLatin1String("cluster"))
        return Choices(QStringLiteral("kafka/") + name).partition().take();
    if (kind == QLatin1String("node"))
        return Choices(element).kill("Kill the node", "Its pods are gone; others are made.").take();
    if (kind == QLatin1String("zone"))
        return Choices(element)
            .add("kill", "Kill the zone for 60 s", "Everything in it is gone.", QStringLiteral("for: 60s, kill: %1"))
            .partition()
            .take();
    if (kind == QLatin1String("topic")) return topicChoices(element);
    if (kind == QLatin1String("client")) return clientChoices(element);
    return {};
}

QString faultAt(const FaultChoice& choice, model::Instant at, int replicas) {
    QString inside = choice.fault.mid(1, choice.fault.size() - 2);
    if (choice.asksReplicas) inside += QStringLiteral(", replicas: %1").arg(replicas);
    const std::string when = at.ns == 0 ? "0s" : model::formatQuantity(at.toSeconds(), model::Unit::Time);
    return braces(QStringLiteral("at: ") + QString::fromStdString(when) + QStringLiteral(", ") + inside);
}

}  // namespace headroom::views
