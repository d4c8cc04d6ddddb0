#include "app/desktop/views/inspector/property_edits.h"

#include <QCoreApplication>
#include <algorithm>

#include "app/desktop/views/inspector/list_moves.h"
#include "app/desktop/views/inspector/reference_names.h"
#include "app/desktop/views/inspector/value_check.h"
#include "app/desktop/views/inspector/yaml_text.h"
#include "model/scenario/source_node.h"
#include "model/text/dotted_path.h"
#include "model/text/quoting.h"

namespace headroom::views {
namespace {

using Type = PropertyType;

QString tr(const char* text) {
    return QCoreApplication::translate("PropertyEdits", text);
}

std::string yamlOf(const PropertySpec& spec, const QString& text) {
    const bool isPair = spec.type == Type::ReferenceOrTwo && text.contains(QLatin1Char(','));
    if (spec.type == Type::Texts || spec.type == Type::References || isPair) {
        QString inner = text;
        if (inner.startsWith(QLatin1Char('[')) && inner.endsWith(QLatin1Char(']'))) inner = inner.mid(1, inner.size() - 2);
        return yamlList(inner);
    }
    return spec.type == Type::Yaml ? text.toStdString() : yamlScalar(text);
}

std::string parentOf(const std::string& path) {
    model::PathError ignored;
    const auto parsed = model::DottedPath::parse(path, ignored);
    std::string parent;
    for (std::size_t i = 0; parsed && i + 1 < parsed->steps().size(); ++i) {
        const model::PathStep& step = parsed->steps()[i];
        parent =
            step.kind == model::PathStep::Kind::Index ? model::joinPath(parent, step.index) : model::joinPath(parent, step.text);
    }
    return parent;
}

/// Whether a collection may go when it is empty: an element may not.
bool mayGo(const std::string& path) {
    static const std::vector<std::string> elements{"clients", "services", "gateways", "monoliths",
                                                   "stores",  "kafka",    "topics",   "nodes"};
    if (path.empty() || path.starts_with("variants")) return false;
    const bool isInElements =
        std::ranges::any_of(elements, [&](const std::string& name) { return path.starts_with(name + "."); });
    return !isInElements || !parentOf(parentOf(path)).empty();
}

}  // namespace

QString PropertyEdits::done(bool isDone) const {
    return isDone ? QString() : m_document.lastError();
}

QString PropertyEdits::write(const PropertyRow& row, const QString& typed) {
    const QString text = typed.trimmed();
    if (row.isReadOnly) return tr("This stands in another file and is edited there.");
    if (text == row.text) return {};
    if (text.isEmpty()) return row.isSet ? remove(row) : QString();
    if (row.spec == nullptr) return tr("This can't be edited here.");
    if (const QString problem = problemWith(*row.spec, text); !problem.isEmpty()) return problem;
    const std::string value = yamlOf(*row.spec, text);
    const QString label = tr("Change %1").arg(row.title);
    if (row.shortPath.empty()) return done(m_document.set(row.path, value, label));
    const model::Node* node = m_document.tree() == nullptr ? nullptr : m_document.tree()->findPath(row.shortPath);
    if (node == nullptr) return tr("The text has changed meanwhile.");
    const std::string mapping = "{" + row.shortKey + ": " + model::flowText(*node) + ", " + model::keyText(row.spec->key) + ": " +
                                (row.spec->type == Type::Yaml ? value : flowScalar(text)) + "}";
    return done(m_document.set(row.shortPath, mapping, label));
}

QString PropertyEdits::remove(const PropertyRow& row) {
    const QString label = row.isRemovable ? tr("Remove %1").arg(row.title) : tr("Default for %1").arg(row.title);
    m_document.beginStep(label);
    const bool isDone = m_document.remove(row.path, label);
    bool isEmptied = isDone;
    // What is left empty around it says nothing any more; only in a variant it does, which then has none of the scenario's.
    for (std::string path = parentOf(row.path); isEmptied && mayGo(path) && isEmptyAt(path); path = parentOf(path))
        isEmptied = m_document.remove(path, label);
    m_document.endStep();
    return done(isDone);
}

bool PropertyEdits::isEmptyAt(const std::string& path) const {
    const model::Node* node = m_document.tree() == nullptr ? nullptr : m_document.tree()->findPath(path);
    return node != nullptr && !node->isScalar() && node->entries.empty() && node->items.empty();
}

std::string PropertyEdits::firstName(const std::string& refers, const std::string& path, const char* otherwise) const {
    const QStringList names = m_document.tree() == nullptr ? QStringList() : namesFor(*m_document.tree(), refers, path);
    return names.isEmpty() ? otherwise : names.front().toStdString();
}

std::string PropertyEdits::entryPath(const PropertyRow& map, const QString& name) {
    const std::string key = name.trimmed().toStdString();
    return model::joinPath(map.path, map.namePrefix.empty() ? key : map.namePrefix + "." + key);
}

std::string PropertyEdits::nextItemPath(const PropertyRow& list) const {
    const model::Node* node = m_document.tree() == nullptr ? nullptr : m_document.tree()->findPath(list.path);
    return model::joinPath(list.path, node == nullptr ? 0 : node->items.size());
}

QString PropertyEdits::addEntry(const PropertyRow& map, const QString& name) {
    const std::string key = name.trimmed().toStdString();
    if (key.empty()) return tr("Give it a name.");
    const QString label = tr("Add %1").arg(name.trimmed());
    if (!map.namePrefix.empty()) {
        const bool isRetry = map.namePrefix.find(".retry.") != std::string::npos;
        const bool isBreaker = map.namePrefix.find("circuitbreaker") != std::string::npos;
        const char* value = isRetry ? "max-attempts: 3\n" : isBreaker ? "sliding-window-size: 100\n" : "{}";
        if (map.namePrefix.find("bulkhead") != std::string::npos) value = "max-concurrent-calls: 25\n";
        if (map.namePrefix.find("ratelimiter") != std::string::npos) value = "limit-for-period: 50\n";
        if (map.namePrefix.find("timelimiter") != std::string::npos) value = "timeout-duration: 1s\n";
        return done(m_document.set(entryPath(map, name), value, label));
    }
    const std::string path = entryPath(map, name);
    if (m_document.tree() != nullptr && m_document.tree()->findPath(path) != nullptr) return tr("There is one of this name.");
    std::string value = "{}";
    const std::string& of = map.spec->of;
    if (of == "steps") value = "- cpu: guess(1ms..3ms)\n";
    if (of == "storeOperation") value = "guess(1ms..5ms)";
    if (of == "pool") value = "{maximumPoolSize: 10}";
    if (of == "count") value = "1";
    if (of == "nodeGroup") value = "{count: 3, cpu: 8, memory: 32GiB}";
    if (of == "listener")
        value = "topics: [" + model::keyText(firstName("topic", path, "topic")) + "]\nsteps:\n  - cpu: guess(1ms..3ms)\n";
    if (of == "route") value = firstName("operation", path, "service.operation");
    if (map.spec->type == Type::Settings) value = "1";
    return done(m_document.set(path, value, label));
}

QStringList PropertyEdits::itemKinds(const PropertyRow& list) {
    const std::string of = list.spec == nullptr ? "" : list.spec->of;
    if (of == "step") {
        // A journey is walked by a client, which has neither CPU nor stores here.
        const bool isJourney = list.spec->key == "journey";
        return isJourney ? QStringList{QStringLiteral("call"), QStringLiteral("publish"), QStringLiteral("wait"),
                                       QStringLiteral("fail")}
                         : QStringList{QStringLiteral("cpu"),     QStringLiteral("store"), QStringLiteral("call"),
                                       QStringLiteral("publish"), QStringLiteral("wait"),  QStringLiteral("fail")};
    }
    if (of != "fault") return {QString()};
    return {QStringLiteral("kill"),   QStringLiteral("delete"), QStringLiteral("partition"), QStringLiteral("slow"),
            QStringLiteral("fail"),   QStringLiteral("outage"), QStringLiteral("surge"),     QStringLiteral("poison"),
            QStringLiteral("hotKey"), QStringLiteral("scale")};
}

std::string PropertyEdits::newItem(const PropertyRow& list, const QString& kind) const {
    const std::string of = list.spec->of;
    const std::string key = kind.toStdString();
    const auto named = [&](const std::string& refers, const char* otherwise) {
        return model::keyText(firstName(refers, list.path, otherwise));
    };
    if (of == "step") {
        if (key == "call") return "call: " + named("operation", "service.operation");
        if (key == "store") return "store: " + named("storeOperation", "store.operation");
        if (key == "publish") return "publish: " + named("topic", "topic");
        return key == "fail" ? "fail: 1%" : key + ": guess(1ms..3ms)";
    }
    if (of == "fault") {
        static const std::map<std::string, std::pair<std::string, std::string>> forms{
            {"kill", {"victim", ""}},
            {"delete", {"pod", ""}},
            {"partition", {"element", ", for: 1m"}},
            {"slow", {"slowable", ", for: 1m, factor: 10"}},
            {"fail", {"failable", ", for: 1m, probability: 50%"}},
            {"outage", {"failable", ", for: 1m"}},
            {"surge", {"clientElement", ", for: 1m, factor: 3"}},
            {"poison", {"topicElement", ", for: 1m, fraction: 1%"}},
            {"hotKey", {"topicElement", ", for: 1m, fraction: 30%"}},
            {"scale", {"serviceElement", ", replicas: 2"}}};
        const auto& [refers, rest] = forms.at(key);
        return "{at: 1m, " + key + ": " + named(refers, "service/name") + rest + "}";
    }
    if (of == "expectation")
        return "name: new\nmetric: mean(" + named("serviceElement", "service/name") + ".inSystem)\nis: '>= 0'\n";
    if (of == "networkLink") return "{from: " + named("zone", "a") + ", to: " + named("zone", "b") + ", latency: 1ms}";
    if (of == "initialLag")
        return "{topic: " + named("topic", "topic") + ", groupId: " + named("group", "group") + ", records: 1k}";
    if (of == "hpaMetric") return "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}";
    if (of == "hpaPolicy") return "{type: Pods, value: 4, periodSeconds: 15}";
    if (of == "kedaTrigger")
        return "{type: kafka, metadata: {topic: " + named("topic", "topic") + ", consumerGroup: " + named("group", "group") +
               "}}";
    return "{}";
}

QString PropertyEdits::addItem(const PropertyRow& list, const QString& kind) {
    const model::Node* node = m_document.tree() == nullptr ? nullptr : m_document.tree()->findPath(list.path);
    const bool isFirst = node == nullptr || node->items.empty();
    const std::string item = newItem(list, kind);
    const QString label = tr("Add to %1").arg(list.title);
    if (!isFirst) return done(m_document.set(list.path + "[+]", item, label));
    return done(m_document.set(
        list.path,
        "- " + QString::fromStdString(item).replace(QLatin1Char('\n'), QLatin1String("\n  ")).trimmed().toStdString() + "\n",
        label));
}

QString PropertyEdits::move(const PropertyRow& item, int by) {
    return moveItem(m_document, item.path, by) ? QString() : m_document.lastError();
}

QString PropertyEdits::setComment(const PropertyRow& row, const QString& comment) {
    const model::Node* node = m_document.tree() == nullptr ? nullptr : m_document.tree()->findPath(row.path);
    if (node == nullptr) return tr("The text has changed meanwhile.");
    const std::string& text = m_document.text();
    std::size_t lineEnd = std::min(text.find('\n', node->range.end), text.size());
    if (lineEnd > 0 && lineEnd <= text.size() && lineEnd > node->range.end && text[lineEnd - 1] == '\r') --lineEnd;
    std::size_t from = lineEnd;
    if (!node->comment.empty()) {
        const std::size_t words = text.rfind(node->comment, lineEnd);
        const std::size_t hash =
            words == std::string::npos || words < node->range.end ? std::string::npos : text.rfind('#', words);
        if (hash == std::string::npos || hash < node->range.end) return tr("This comment is edited in the text.");
        from = hash;
        while (from > node->range.end && (text[from - 1] == ' ' || text[from - 1] == '\t')) --from;
    } else if (text.substr(node->range.end, lineEnd - node->range.end).find_first_not_of(" ,}]\"'") != std::string::npos) {
        return tr("There is no room for a comment beside this value; write it in the text.");
    }
    const std::string said = comment.simplified().toStdString();
    std::string result = text;
    result.replace(from, lineEnd - from, said.empty() ? "" : "  # " + said);
    m_document.replaceText(result, tr("Comment on %1").arg(row.title));
    return {};
}

}  // namespace headroom::views
