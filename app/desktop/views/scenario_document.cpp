#include "app/desktop/views/scenario_document.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace headroom::views {
namespace {

/// How diagnostics name a scenario without a file.
const char* const untitledPath = "untitled.yaml";

std::string nameIn(const QString& path) {
    return path.isEmpty() ? untitledPath : QFile::encodeName(path).toStdString();
}

}  // namespace

ScenarioDocument::ScenarioDocument(QObject* parent) : QObject(parent) {
    startNew();
}

ScenarioDocument::~ScenarioDocument() = default;

void ScenarioDocument::startNew(const std::string& text, const QString& title) {
    m_title = title;
    adopt({}, text, text);
}

std::optional<QString> ScenarioDocument::open(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return tr("%1 can't be read: %2").arg(path, file.errorString());
    const std::string text = file.readAll().toStdString();
    adopt(QFileInfo(path).absoluteFilePath(), text, text);
    return std::nullopt;
}

void ScenarioDocument::restore(const QString& path, const std::string& text) {
    QFile file(path);
    const bool exists = !path.isEmpty() && file.open(QIODevice::ReadOnly);
    adopt(path, text, exists ? file.readAll().toStdString() : std::string());
}

std::optional<QString> ScenarioDocument::save() {
    return saveAs(m_path);
}

std::optional<QString> ScenarioDocument::saveAs(const QString& path) {
    if (path.isEmpty()) return tr("the scenario has no file yet");
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.write(m_text.data(), static_cast<qint64>(m_text.size())) == static_cast<qint64>(m_text.size()) &&
                         file.commit();
    if (!written) return tr("%1 can't be written: %2").arg(path, file.errorString());
    m_savedText = m_text;
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (m_path != absolute) {
        m_path = absolute;
        reread();
    }
    emit changed();
    return std::nullopt;
}

QString ScenarioDocument::title() const {
    if (!m_path.isEmpty()) return QFileInfo(m_path).fileName();
    return m_title.isEmpty() ? tr("untitled") : m_title;
}

void ScenarioDocument::setVariant(const QString& variant) {
    if (variant == m_variant) return;
    m_variant = variant;
    reread();
    emit changed();
}

bool ScenarioDocument::set(std::string_view dottedPath, std::string_view yamlValue, const QString& label,
                           const QString& mergeKey) {
    model::Diagnostics said;
    return applied(m_tree.root() != nullptr && m_tree.set(dottedPath, yamlValue, said), said, label, mergeKey);
}

bool ScenarioDocument::remove(std::string_view dottedPath, const QString& label) {
    model::Diagnostics said;
    return applied(m_tree.root() != nullptr && m_tree.remove(dottedPath, said), said, label, {});
}

bool ScenarioDocument::applied(bool done, const model::Diagnostics& said, const QString& label, const QString& mergeKey) {
    if (!done) {
        m_lastError =
            said.empty() ? tr("the text has a syntax error; mend it first") : QString::fromStdString(said.all().front().message);
        return false;
    }
    m_lastError.clear();
    if (m_depth == 0) m_history.note(m_text, m_tree.text(), label, mergeKey);
    takeText(m_tree.text());
    return true;
}

void ScenarioDocument::replaceText(const std::string& text, const QString& label, const QString& mergeKey) {
    if (text == m_text) return;
    if (m_depth == 0) m_history.note(m_text, text, label, mergeKey);
    takeText(text);
}

void ScenarioDocument::replaceTree(model::Document tree, const QString& label, const QString& mergeKey) {
    const std::string text = tree.text();
    if (text == m_text) return;
    m_tree = std::move(tree);
    replaceText(text, label, mergeKey);
}

std::string ScenarioDocument::sourceName() const {
    return nameIn(m_path);
}

void ScenarioDocument::beginStep(const QString& label) {
    if (m_depth++ > 0) return;
    m_stepLabel = label;
    m_textBeforeStep = m_text;
}

void ScenarioDocument::endStep() {
    if (--m_depth > 0) return;
    m_history.note(m_textBeforeStep, m_text, m_stepLabel);
    reread();
    emit changed();
}

void ScenarioDocument::undo() {
    if (m_history.canUndo()) takeText(m_history.undo(m_text));
}

void ScenarioDocument::redo() {
    if (m_history.canRedo()) takeText(m_history.redo(m_text));
}

void ScenarioDocument::adopt(const QString& path, const std::string& text, const std::string& savedText) {
    m_path = path;
    if (!path.isEmpty()) m_title.clear();
    m_variant.clear();
    m_history.clear();
    m_scenario.reset();
    m_text = text;
    m_savedText = savedText;
    reread();
    emit opened();
    emit changed();
}

/// Within a step only the tree is kept up to date; the meaning follows at its end.
void ScenarioDocument::takeText(std::string text) {
    m_text = std::move(text);
    if (m_depth > 0) {
        model::Diagnostics ignored;
        m_tree = model::Document::parse(m_text, nameIn(m_path), ignored);
        return;
    }
    reread();
    emit changed();
}

void ScenarioDocument::reread() {
    model::Diagnostics said;
    // An edit of the tree has parsed the text already.
    const bool isParsed = m_tree.root() != nullptr && m_tree.path() == nameIn(m_path) && m_tree.text() == m_text;
    if (!isParsed) m_tree = model::Document::parse(m_text, nameIn(m_path), said);
    model::ReadOptions options;
    options.variant = m_variant.toStdString();
    model::ReadResult result = model::readScenarioDocument(m_tree, std::move(said), options);
    m_diagnostics = std::move(result.diagnostics);
    m_variants = std::move(result.variants);
    m_isScenarioCurrent = result.scenario.has_value();
    if (result.scenario) m_scenario = std::make_shared<const model::Scenario>(std::move(*result.scenario));
}

}  // namespace headroom::views
