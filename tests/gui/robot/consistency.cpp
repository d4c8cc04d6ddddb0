#include "tests/gui/robot/consistency.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSignalBlocker>
#include <algorithm>

#include "app/desktop/canvas/canvas_view.h"
#include "app/desktop/inspector/code_edit.h"
#include "app/desktop/shell/workbench.h"
#include "app/desktop/views/inspector/element_places.h"
#include "app/desktop/views/inspector/text_sync.h"
#include "tests/gui/robot/play_ground.h"

namespace headroom::gui {
namespace {

std::string nameOf(const views::ScenarioDocument& document) {
    return document.path().isEmpty() ? "untitled.yaml" : QFile::encodeName(document.path()).toStdString();
}

QStringList wordsOf(const model::Diagnostics& diagnostics) {
    QStringList words;
    for (const model::Diagnostic& one : diagnostics.all()) words << QString::fromStdString(model::toString(one));
    return words;
}

QStringList idsOf(const views::Graph& graph) {
    QStringList ids;
    for (const views::GraphNode& node : graph.nodes) ids << node.id;
    ids.sort();
    return ids;
}

/// Of the elements of a scenario that are always drawn, be it in what they are collapsed into.
QStringList elementsOf(const model::Scenario& scenario) {
    QStringList ids;
    const auto add = [&ids](const char* kind, const auto& all) {
        for (const auto& one : all) ids << QLatin1String(kind) + QLatin1Char('/') + QString::fromStdString(one.name);
    };
    add("client", scenario.clients);
    add("store", scenario.stores);
    add("cluster", scenario.clusters);
    add("topic", scenario.topics);
    return ids;
}

QString parentOf(const QString& pid) {
    const QByteArray status = contentOf(QStringLiteral("/proc/%1/stat").arg(pid));
    const QByteArray afterName = status.mid(status.lastIndexOf(')') + 2);  // the name may hold spaces
    return QString::fromLatin1(afterName.split(' ').value(1));
}

}  // namespace

QStringList Consistency::children() {
    QStringList found;
    const QString own = QString::number(QCoreApplication::applicationPid());
    for (const QString& pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (pid.front().isDigit() && parentOf(pid) == own)
            found << QString::fromLatin1(contentOf(QStringLiteral("/proc/%1/stat").arg(pid))).section(QLatin1Char(' '), 0, 2);
    return found;
}

QStringList Consistency::findings() {
    m_findings.clear();
    if (!m_driver.waitFor([this] { return !m_driver.lab().analysis.isBusy(); })) say(QStringLiteral("the analysis does not end"));
    m_driver.window().workbench().text().flush();
    m_driver.settle();
    checkMeaning();
    checkDrawing();
    checkSelection();
    checkPlayhead();
    checkText();
    checkUndo();
    checkFile();
    return m_findings;
}

/// The text read again says the same.
void Consistency::checkMeaning() {
    const views::ScenarioDocument& document = m_driver.lab().document;
    model::ReadOptions options;
    options.variant = document.variant().toStdString();
    const model::ReadResult again = model::readScenarioText(document.text(), nameOf(document), options);
    if (wordsOf(again.diagnostics) != wordsOf(document.diagnostics()))
        say(QStringLiteral("diagnostics are of another text: %1 instead of %2")
                .arg(wordsOf(document.diagnostics()).join(QLatin1Char('|')), wordsOf(again.diagnostics).join(QLatin1Char('|'))));
    if (again.scenario.has_value() != document.isScenarioCurrent()) say(QStringLiteral("the scenario is of another text"));
    if (again.scenario && document.scenario() != nullptr && elementsOf(*again.scenario) != elementsOf(*document.scenario()))
        say(QStringLiteral("the scenario's elements are others"));
}

/// The graph is the scenario's or the trace's, of which views are told now and then, and the canvas shows the graph.
void Consistency::checkDrawing() {
    desktop::Lab& lab = m_driver.lab();
    const auto drawn = [&lab] { return idsOf(lab.graph.graph()); };
    const auto meant = [&lab] { return idsOf(views::GraphModel(lab.document, lab.analysis, lab.session).graph()); };
    if (!m_driver.waitFor([&] { return drawn() == meant(); }))
        say(QStringLiteral("drawn is %1 instead of %2").arg(drawn().join(QLatin1Char(' ')), meant().join(QLatin1Char(' '))));
    if (lab.document.scenario() != nullptr)
        for (const QString& element : elementsOf(*lab.document.scenario()))
            if (lab.graph.drawnFor(element).isEmpty()) say(element + QStringLiteral(" is not drawn"));
    desktop::CanvasScene& scene = m_driver.window().workbench().canvas().canvas();
    for (const views::GraphNode& node : lab.graph.graph().nodes)
        if (scene.item(node.id) == nullptr) say(node.id + QStringLiteral(" has no card"));
    for (const QString& node : scene.found() + QStringList{scene.focused()})
        if (!node.isEmpty() && lab.graph.find(node) == nullptr) say(node + QStringLiteral(" is marked and not there"));
}

/// What is selected is declared, drawn, in the trace or in one of those that can be compared.
void Consistency::checkSelection() {
    const desktop::Lab& lab = m_driver.lab();
    if (lab.document.tree() == nullptr) return;
    const views::ElementPlaces places(*lab.document.tree());
    const auto isTold = [&](const QString& element) {
        const std::string id = element.toStdString();
        const auto& kept = lab.runs.runs();
        return lab.session.trace().findElement(id) != nullptr ||
               std::ranges::any_of(kept, [&](const views::KeptRun& run) { return run.shown().findElement(id) != nullptr; });
    };
    for (const QString& element : lab.selection.elements())
        if (places.find(element) == nullptr && lab.graph.drawnFor(element).isEmpty() && !isTold(element))
            say(element + QStringLiteral(" is selected and not there"));
}

void Consistency::checkPlayhead() {
    const desktop::Lab& lab = m_driver.lab();
    const auto frame = lab.playhead.frame();
    if (frame && *frame >= lab.session.trace().frames().size()) say(QStringLiteral("the playhead is beyond the last frame"));
}

void Consistency::checkText() {
    const QString shown = m_driver.window().workbench().text().editor()->rawText();
    const QString meant = views::shownText(m_driver.lab().document.text());
    const views::TextSplice difference = views::spliceBetween(meant, shown);
    if (!difference.isEmpty())
        say(QStringLiteral("the text panel shows \"%1\" instead of \"%2\" at %3")
                .arg(difference.inserted, meant.mid(difference.at, difference.removed))
                .arg(difference.at));
}

/// All undone is the opened text, all redone the present one. In between the views aren't told: that each step can be shown is
/// what the robot's own undoing tests.
void Consistency::checkUndo() {
    views::ScenarioDocument& document = m_driver.lab().document;
    const std::string now = document.text();
    int steps = 0;
    {
        const QSignalBlocker quiet(document);
        for (; document.canUndo(); ++steps) document.undo();
        if (document.text() != m_base) say(QStringLiteral("all undone is not what was opened"));
        for (int i = 0; i < steps; ++i) document.redo();
    }
    if (document.text() != now) say(QStringLiteral("all redone is not what was there"));
}

void Consistency::checkFile() {
    views::ScenarioDocument& document = m_driver.lab().document;
    const QString before = document.path();
    if (const auto error = document.saveAs(m_copy)) return say(*error);
    if (contentOf(m_copy).toStdString() != document.text()) say(QStringLiteral("the saved file is not the text"));
    if (document.isModified()) say(QStringLiteral("a saved document counts as modified"));
    if (before != m_copy && !before.isEmpty()) m_driver.lab().recent.note(before);
}

}  // namespace headroom::gui
