#include "app/desktop/views/graph/scenario_edit.h"

#include <QCoreApplication>
#include <utility>

namespace headroom::views {

ScenarioEdit::ScenarioEdit(const ScenarioDocument& document) {
    model::Diagnostics ignored;
    m_tree = model::Document::parse(document.text(), document.sourceName(), ignored);
    if (root() == nullptr) fail(QCoreApplication::translate("ScenarioEdit", "The text has a syntax error; mend it first."));
}

void ScenarioEdit::set(const std::string& path, const std::string& yaml) {
    model::Diagnostics said;
    if (!hasFailed() && !m_tree.set(path, yaml, said)) fail(QString::fromStdString(said.all().front().message));
}

void ScenarioEdit::remove(const std::string& path) {
    model::Diagnostics said;
    if (!hasFailed() && !m_tree.remove(path, said)) fail(QString::fromStdString(said.all().front().message));
}

void ScenarioEdit::replace(const std::string& text) {
    model::Diagnostics said;
    model::Document parsed = model::Document::parse(text, m_tree.path(), said);
    if (parsed.root() == nullptr) return fail(QString::fromStdString(said.all().front().message));
    m_tree = std::move(parsed);
}

void ScenarioEdit::fail(const QString& problem) {
    if (!hasFailed()) m_problem = problem;
}

EditOutcome ScenarioEdit::commit(ScenarioDocument& document, const QString& label, const QStringList& elements,
                                 const QString& mergeKey) {
    if (hasFailed()) return {m_problem, {}};
    if (document.isScenarioCurrent()) {
        model::ReadOptions options;
        options.variant = document.variant().toStdString();
        const model::ReadResult result = model::readScenarioDocument(m_tree, {}, options);
        for (const model::Diagnostic& finding : result.diagnostics.all())
            if (finding.severity == model::Severity::Error) return {QString::fromStdString(finding.message), {}};
    }
    document.replaceTree(std::move(m_tree), label, mergeKey);
    return {{}, elements};
}

std::string quotedStep(const std::string& key) {
    std::string quoted = "'";
    for (const char c : key) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return quoted + "'";
}

}  // namespace headroom::views
