#include "app/desktop/views/lessons/lesson_check.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "model/scenario/reader.h"
#include "model/text/document.h"
#include "model/trace/expectation_check.h"

namespace headroom::views {
namespace {

constexpr qsizetype namedChanges = 3;

using Leaves = std::map<std::string, std::string>;

QString tr(const char* text) {
    return QCoreApplication::translate("LessonCheck", text);
}

std::string step(const std::string& key) {
    return key.find('.') == std::string::npos ? key : "'" + key + "'";
}

void collect(const model::Node& node, const std::string& path, Leaves& leaves) {
    for (const auto& entry : node.entries)
        collect(*entry.value, path.empty() ? step(entry.key) : path + "." + step(entry.key), leaves);
    for (std::size_t i = 0; i < node.items.size(); ++i) collect(*node.items[i], path + "[" + std::to_string(i) + "]", leaves);
    if (node.isScalar()) leaves[path] = node.value;
}

Leaves leavesOf(const std::string& text) {
    model::Diagnostics ignored;
    const model::Document document = model::Document::parse(text, {}, ignored);
    Leaves leaves;
    if (document.root() != nullptr) collect(*document.root(), {}, leaves);
    leaves.erase("description");
    leaves.erase("scenario");
    return leaves;
}

bool isAllowed(const Lesson& lesson, const QString& path) {
    return std::ranges::any_of(lesson.mayChange, [&](const QString& allowed) {
        if (!path.startsWith(allowed)) return false;
        return path.size() == allowed.size() || path[allowed.size()] == QLatin1Char('.') ||
               path[allowed.size()] == QLatin1Char('[');
    });
}

/// The first that fails, with the lesson's word on it.
QString reasonOf(const Lesson& lesson, const LessonCheckLine& failed) {
    const auto otherwise = lesson.otherwise.find(failed.name);
    const QString sentence = tr("Not yet: \u201c%1\u201d is %2.").arg(failed.name, failed.comparison);
    return otherwise == lesson.otherwise.end() ? sentence : sentence + QLatin1Char(' ') + otherwise->second;
}

bool isWhole(const trace::MemoryTrace& trace) {
    return trace.footer() && trace.footer()->outcome == "completed";
}

}  // namespace

QStringList changesBeyond(const Lesson& lesson, const std::string& original, const std::string& learners) {
    const Leaves before = leavesOf(original);
    const Leaves after = leavesOf(learners);
    QStringList changes;
    const auto note = [&](const std::string& leaf) {
        const QString path = QString::fromStdString(leaf);
        if (!isAllowed(lesson, path) && changes.size() < namedChanges) changes << path;
    };
    for (const auto& [path, value] : before)
        if (const auto found = after.find(path); found == after.end() || found->second != value) note(path);
    for (const auto& [path, value] : after)
        if (!before.contains(path)) note(path);
    return changes;
}

LessonVerdict judgeLesson(const Lesson& lesson, const std::string& original, const std::string& learners,
                          const trace::MemoryTrace& trace) {
    using Kind = LessonVerdict::Kind;
    if (const QStringList beyond = changesBeyond(lesson, original, learners); !beyond.isEmpty())
        return {Kind::ChangedTooMuch,
                tr("Put this back, it is to be solved without: %1.").arg(beyond.join(QStringLiteral(", "))),
                {}};
    if (!isWhole(trace)) return {Kind::NotRun, tr("There is no whole run to judge yet."), {}};
    if (trace.header().scenarioText != learners)
        return {Kind::Stale, tr("You changed the system since this run. Run it again."), {}};
    const model::ReadResult read = model::readScenarioText(original, lesson.scenario.toStdString());
    LessonVerdict verdict{Kind::Solved, lesson.solved, {}};
    if (!read.scenario) return {Kind::NotRun, tr("The lesson's scenario can't be read."), {}};
    for (const model::Expectation& claim : read.scenario->expectations) {
        const trace::ExpectationResult result = trace::check(claim, trace);
        verdict.lines.push_back({QString::fromStdString(claim.name), result.pass, QString::fromStdString(result.comparison)});
    }
    const auto failed = std::ranges::find(verdict.lines, false, &LessonCheckLine::pass);
    if (failed == verdict.lines.end()) return verdict;
    verdict.kind = Kind::Unsolved;
    verdict.sentence = reasonOf(lesson, *failed);
    return verdict;
}

QStringList hiddenFaultSettings(const Lesson& lesson, const std::vector<bool>& hidden) {
    QStringList settings;
    for (std::size_t i = 0; i < lesson.hiddenFaults.size() && i < hidden.size(); ++i)
        if (hidden[i]) settings << QStringLiteral("faults[+]=") + lesson.hiddenFaults[i].fault;
    return settings;
}

bool givesAway(const trace::Event& event, const std::string& learners) {
    if (!event.kind.starts_with("fault.")) return false;
    const model::ReadResult read = model::readScenarioText(learners, "lesson");
    if (!read.scenario) return true;
    return std::ranges::none_of(read.scenario->faults, [&](const model::Fault& fault) {
        const model::Instant end = fault.length ? fault.at + *fault.length : fault.at;
        return event.time == fault.at || event.time == end;
    });
}

}  // namespace headroom::views
