#include "app/desktop/views/run/why.h"

#include <QRegularExpression>
#include <algorithm>

#include "app/desktop/views/run/timeline_model.h"
#include "app/presentation/format.h"

namespace headroom::views {
namespace {

/// Whether the first is the second or lies within it.
bool isWithin(const trace::MemoryTrace& trace, std::string inner, const std::string& outer) {
    for (int depth = 0; depth < 8 && !inner.empty(); ++depth) {
        if (inner == outer) return true;
        const trace::Element* element = trace.findElement(inner);
        inner = element == nullptr ? std::string() : element->parent;
    }
    return false;
}

/// Numbers stay on a line with their units.
QString keptTogether(QString text) {
    static const QRegularExpression unit(
        QStringLiteral("(?<=\\d) (?=(s|ms|µs|ns|min|h|[kMG]?i?B|replicas?|pods?|records)\\b|%)"));
    return text.replace(unit, QString(QChar::Nbsp));
}

}  // namespace

QString valueText(const trace::ReasonValue& value) {
    if (const auto* text = std::get_if<std::string>(&value.value)) return QString::fromStdString(*text);
    const double number = std::get<double>(value.value);
    // Reasons count in per cent, as the rules they come from.
    if (value.unit == "%") return QString::fromStdString(presentation::formatValue(number / 100, "%"));
    const bool isCount = number == std::int64_t(number) && std::abs(number) < 1e6 && value.unit != "s" && value.unit != "B";
    if (!isCount) return QString::fromStdString(presentation::formatValue(number, value.unit));
    const QString unit = value.unit == "1" ? QString() : QString::fromStdString(value.unit);
    return (QString::number(number, 'f', 0) + QLatin1Char(' ') + unit).trimmed();
}

QString wordsOf(const std::string& name) {
    QString words;
    for (const QChar character : QString::fromStdString(name)) {
        if (character.isUpper() && !words.isEmpty() && words.back().isLower()) words += QLatin1Char(' ');
        words += character.isUpper() && words.endsWith(QLatin1Char(' ')) ? character.toLower() : character;
    }
    return words;
}

WhyText whyOf(const trace::Event& event) {
    WhyText why;
    why.when = QString::fromStdString(presentation::formatClock(event.time));
    why.element = QString::fromStdString(event.element);
    why.summary = QString::fromStdString(event.summary);
    why.sentence = keptTogether(QString::fromStdString(event.reason.sentence.empty() ? event.summary : event.reason.sentence));
    for (const trace::ReasonValue& input : event.reason.inputs) why.inputs.push_back({wordsOf(input.name), valueText(input)});
    why.rule = QString::fromStdString(event.reason.rule);
    why.result = QString::fromStdString(event.reason.result);
    why.source = QString::fromStdString(event.reason.source);
    return why;
}

std::vector<std::size_t> decisionsAbout(const trace::MemoryTrace& trace, const QString& element) {
    const std::string id = element.toStdString();
    std::vector<std::size_t> lists[4];  // its own that changed something, its parts' likewise, its own, its parts'
    for (std::size_t i = 0; i < trace.events().size(); ++i) {
        const trace::Event& event = trace.events()[i];
        if (event.reason.sentence.empty() || (!id.empty() && !isWithin(trace, event.element, id))) continue;
        const bool isOwn = id.empty() || event.element == id;
        const bool changes = laneOf(event.kind).has_value();
        lists[(changes ? 0 : 2) + (isOwn ? 0 : 1)].push_back(i);
    }
    for (const auto& list : lists)
        if (!list.empty()) return list;
    return {};
}

std::optional<std::size_t> lastDecision(const trace::MemoryTrace& trace, const QString& element, model::Instant at) {
    const auto decisions = decisionsAbout(trace, element);
    const auto after = std::ranges::upper_bound(decisions, at, {}, [&](std::size_t i) { return trace.events()[i].time; });
    if (after == decisions.begin()) return std::nullopt;
    return *(after - 1);
}

std::optional<std::size_t> neighbour(const trace::MemoryTrace& trace, const QString& element, std::size_t event, int step) {
    const auto decisions = decisionsAbout(trace, element);
    auto here = std::ranges::lower_bound(decisions, event) - decisions.begin();
    const bool isOne = here < std::ssize(decisions) && decisions[static_cast<std::size_t>(here)] == event;
    if (!isOne && step > 0) --here;
    const auto target = here + step;
    if (target < 0 || target >= std::ssize(decisions)) return std::nullopt;
    return decisions[static_cast<std::size_t>(target)];
}

}  // namespace headroom::views
