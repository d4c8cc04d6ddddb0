#include "app/desktop/views/inspector/yaml_text.h"

#include <QStringList>
#include <algorithm>

#include "model/text/quoting.h"

namespace headroom::views {
namespace {

constexpr int longestSummary = 60;

bool isListOfScalars(const model::Node& node) {
    return node.isSequence() &&
           std::all_of(node.items.begin(), node.items.end(), [](const auto& item) { return item->isScalar(); });
}

QString cut(const QString& text) {
    return text.size() <= longestSummary ? text : text.left(longestSummary - 1) + QChar(0x2026);
}

/// The text that says what a value points to: itself, or what its `to`, `on` or `name` says.
QString targetOf(const model::Node& node) {
    if (!node.isMapping()) return writtenText(node);
    for (const char* key : {"to", "on", "name"})
        if (const model::Node* target = node.find(key)) return writtenText(*target);
    return QString::fromStdString(model::flowText(node));
}

QString joined(const model::Node& item, std::initializer_list<const char*> keys) {
    QStringList words;
    for (const char* key : keys)
        if (const model::Node* value = item.find(key)) words << writtenText(*value);
    return words.join(QStringLiteral("  "));
}

}  // namespace

std::string yamlScalar(const QString& text) {
    const std::string bytes = text.toStdString();
    model::Diagnostics problems;
    const model::Document parsed = model::Document::parse(bytes, "value", problems);
    const model::Node* root = parsed.root();
    const bool isItself = root != nullptr && root->isScalar() && root->style == model::Node::Style::Plain &&
                          root->value == bytes && !root->isNull() && bytes.find('\n') == std::string::npos;
    return isItself ? bytes : model::quoted(bytes, model::Node::Style::SingleQuoted);
}

std::string flowScalar(const QString& text) {
    const std::string bytes = text.toStdString();
    const bool ends = bytes.find_first_of(",[]{}") != std::string::npos;
    return ends ? model::quoted(bytes, model::Node::Style::SingleQuoted) : yamlScalar(text);
}

std::string yamlList(const QString& text) {
    std::string list = "[";
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (part.trimmed().isEmpty()) continue;
        list += (list.size() > 1 ? ", " : "") + model::keyText(part.trimmed().toStdString());
    }
    return list + "]";
}

QString writtenText(const model::Node& node) {
    if (node.isScalar()) return QString::fromStdString(node.value);
    if (!isListOfScalars(node)) return QString::fromStdString(model::flowText(node));
    QStringList parts;
    for (const auto& item : node.items) parts << QString::fromStdString(item->value);
    return parts.join(QStringLiteral(", "));
}

QString summaryOf(const model::Node& item) {
    if (!item.isMapping()) return cut(writtenText(item));
    if (item.find("metric") != nullptr) return cut(joined(item, {item.find("name") != nullptr ? "name" : "metric"}));
    if (item.find("from") != nullptr)
        return cut(joined(item, {"from", "to"}).replace(QStringLiteral("  "), QStringLiteral(" → ")));
    QString text;
    if (const model::Node* at = item.find("at")) text = writtenText(*at) + QStringLiteral("  ");
    for (const auto& entry : item.entries) {
        static const std::vector<std::string> actions{"cpu",    "wait",  "call",   "store",  "publish",
                                                      "fail",   "kill",  "delete", "slow",   "partition",
                                                      "outage", "surge", "poison", "hotKey", "scale"};
        if (std::find(actions.begin(), actions.end(), entry.key) == actions.end()) continue;
        return cut(text + QString::fromStdString(entry.key) + QLatin1Char(' ') + targetOf(*entry.value));
    }
    for (const char* key : {"name", "topic", "type"})
        if (const model::Node* value = item.find(key)) return cut(writtenText(*value));
    return cut(QString::fromStdString(model::flowText(item)));
}

}  // namespace headroom::views
