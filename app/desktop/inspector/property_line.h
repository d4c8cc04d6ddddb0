#pragma once

#include <QWidget>

#include "app/desktop/inspector/inspector_context.h"
#include "app/desktop/inspector/value_editor.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace headroom::desktop {

class TermLabel;

/// One property: its name, the editor, where its value comes from, and what is wrong with it.
class PropertyLine : public QWidget {
    Q_OBJECT

public:
    PropertyLine(InspectorContext& context, const views::PropertyRow& row, QWidget* parent);
    const views::PropertyRow& row() const { return m_row; }
    void showRow(const views::PropertyRow& row);
    ValueEditor* editor() const { return m_editor; }
    QString problem() const { return m_problem; }

private:
    void setupLabel(QGridLayout& grid);
    void setupEditor(QGridLayout& grid);
    void setupComment(QGridLayout& grid);
    void setupRemoval(QGridLayout& grid);
    void commit(const QString& text);
    void showProblems();
    void showChip();
    QString tip() const;

    InspectorContext& m_context;
    views::PropertyRow m_row;
    QString m_problem;  ///< with what was typed last
    TermLabel* m_label;
    bool m_isWide = false;  ///< the editor stands below the name
    ValueEditor* m_editor = nullptr;
    QLabel* m_chip;
    QLineEdit* m_comment = nullptr;
    QLabel* m_problems;
};

/// "✕ the message; hint" of the worst finding first, for a label of that severity.
QString diagnosticsText(const std::vector<model::Diagnostic>& diagnostics);
const char* severityName(model::Severity severity);

}  // namespace headroom::desktop
