#pragma once

#include <QString>
#include <QStringList>
#include <string>

#include "app/desktop/views/scenario_document.h"

namespace headroom::views {

/// What became of an edit on the canvas.
struct EditOutcome {
    QString problem;       ///< why nothing was done, for a person; empty when it was
    QStringList elements;  ///< ids to select afterwards
    bool isDone() const { return problem.isEmpty(); }
};

/// Several edits of a scenario's text tried on a copy: the document takes them as one step, and only if it stays readable.
class ScenarioEdit {
public:
    explicit ScenarioEdit(const ScenarioDocument& document);

    /// Null while the text has a syntax error.
    const model::Node* root() const { return m_tree.root(); }
    const model::Node* find(const std::string& path) const { return root() == nullptr ? nullptr : m_tree.findPath(path); }
    const std::string& text() const { return m_tree.text(); }
    /// After a first failure nothing more is done.
    void set(const std::string& path, const std::string& yaml);
    void remove(const std::string& path);
    /// Puts in another whole text.
    void replace(const std::string& text);
    void fail(const QString& problem);
    bool hasFailed() const { return !m_problem.isEmpty(); }

    /// Hands the result to the document, or says why not and leaves it as it is. The last thing done with an edit.
    EditOutcome commit(ScenarioDocument& document, const QString& label, const QStringList& elements = {},
                       const QString& mergeKey = {});

private:
    model::Document m_tree;
    QString m_problem;
};

/// A key as a step of a dotted path: 'min.insync.replicas'.
std::string quotedStep(const std::string& key);

}  // namespace headroom::views
