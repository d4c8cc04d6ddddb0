#include "app/desktop/inspector/property_line.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStyle>

#include "app/desktop/inspector/small_button.h"
#include "app/desktop/inspector/term_label.h"
#include "app/desktop/views/inspector/reference_names.h"

namespace headroom::desktop {
namespace {

using Origin = views::PropertyRow::Origin;

constexpr int labelWidth = 112;
constexpr int chipWidth = 24;

QString signOf(model::Severity severity) {
    return severity == model::Severity::Error     ? QStringLiteral("✕ ")
           : severity == model::Severity::Warning ? QStringLiteral("⚠ ")
                                                  : QStringLiteral("i  ");
}

model::Severity worstOf(const std::vector<model::Diagnostic>& diagnostics) {
    model::Severity worst = model::Severity::Note;
    for (const model::Diagnostic& one : diagnostics) worst = std::min(worst, one.severity);
    return worst;
}

void repolish(QWidget& widget) {
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

/// Expressions are longer than the field beside a name.
bool needsWholeWidth(const views::PropertyRow& row) {
    using views::PropertyType;
    if (row.spec == nullptr) return false;
    const PropertyType type = row.spec->type;
    const bool isExpression = type == PropertyType::Load || type == PropertyType::Expression || type == PropertyType::Yaml;
    return isExpression || (type != PropertyType::Choice && row.text.size() > 20 && row.origin != Origin::Measured);
}

const char* originName(const views::PropertyRow& row) {
    switch (row.origin) {
        case Origin::Guess: return "guess";
        case Origin::Measured: return "measured";
        case Origin::File: return "file";
        case Origin::Written: return "set";
        case Origin::Default: break;
    }
    return row.effective.isEmpty() ? "" : "default";
}

}  // namespace

const char* severityName(model::Severity severity) {
    return severity == model::Severity::Error ? "error" : severity == model::Severity::Warning ? "warning" : "note";
}

QString diagnosticsText(const std::vector<model::Diagnostic>& diagnostics) {
    QStringList lines;
    for (const model::Diagnostic& one : diagnostics)
        lines << signOf(one.severity) + QString::fromStdString(one.message + (one.hint.empty() ? "" : "; " + one.hint));
    return lines.join(QLatin1Char('\n'));
}

PropertyLine::PropertyLine(InspectorContext& context, const views::PropertyRow& row, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_row(row),
      m_label(new TermLabel(context.glossary, context.themes, this)),
      m_chip(new QLabel(this)),
      m_problems(new QLabel(this)) {
    setObjectName(QStringLiteral("line:") + QString::fromStdString(row.path));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 2, 0, 2);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    setupLabel(*grid);
    setupEditor(*grid);
    setupComment(*grid);
    setupRemoval(*grid);
    m_problems->setWordWrap(true);
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid->addWidget(m_problems, 3, 0, 1, 4);
    showRow(row);
}

void PropertyLine::setupLabel(QGridLayout& grid) {
    m_label->setText(m_row.title);
    m_chip->setObjectName(QStringLiteral("chip"));
    m_chip->setAlignment(Qt::AlignCenter);
    m_chip->setFixedWidth(chipWidth);
    m_isWide = needsWholeWidth(m_row) || m_label->fontMetrics().horizontalAdvance(m_row.title) > labelWidth;
    if (m_isWide) {
        grid.addWidget(m_label, 0, 0, 1, 3);
    } else {
        m_label->setFixedWidth(labelWidth);
        grid.addWidget(m_label, 1, 0);
    }
    grid.setColumnStretch(1, 1);
}

void PropertyLine::setupEditor(QGridLayout& grid) {
    QStringList candidates;
    const model::Document* tree = m_context.document.tree();
    if (m_row.spec != nullptr && !m_row.spec->refers.empty() && tree != nullptr)
        candidates = views::namesFor(*tree, m_row.spec->refers, m_row.path);
    m_editor = makeEditor(m_row, candidates, this);
    grid.addWidget(m_editor, 1, m_isWide ? 0 : 1, 1, m_isWide ? 2 : 1);
    grid.addWidget(m_chip, 1, 2);
    connect(m_editor, &ValueEditor::committed, this, &PropertyLine::commit);
    connect(m_editor, &ValueEditor::givenUp, this, [this] {
        m_problem.clear();
        showProblems();
    });
}

void PropertyLine::setupComment(QGridLayout& grid) {
    m_comment = new QLineEdit(this);
    m_comment->setObjectName(QStringLiteral("comment"));
    m_comment->setPlaceholderText(tr("why this range?"));
    m_comment->setAccessibleName(tr("%1: where the value comes from").arg(m_row.title));
    grid.addWidget(m_comment, 2, m_isWide ? 0 : 1, 1, 2);
    connect(m_comment, &QLineEdit::editingFinished, this, [this] {
        if (m_comment->text() == m_row.comment) return;
        m_problem = m_context.edits.setComment(m_row, m_comment->text());
        showProblems();
    });
}

void PropertyLine::setupRemoval(QGridLayout& grid) {
    if (!m_row.isRemovable || m_row.isReadOnly) return;
    auto* remove = new SmallButton(QStringLiteral("✕"), tr("Remove %1").arg(m_row.title), this);
    grid.addWidget(remove, 1, 3);
    connect(remove, &QToolButton::clicked, this, [this] {
        m_problem = m_context.edits.remove(m_row);
        if (!m_problem.isEmpty()) showProblems();
    });
}

void PropertyLine::showRow(const views::PropertyRow& row) {
    m_row = row;
    if (m_row.text == m_editor->text()) m_problem.clear();
    m_editor->showRow(row);
    const bool isUncertain = row.origin == Origin::Guess || row.origin == Origin::Measured;
    m_comment->setVisible(isUncertain && !row.isReadOnly);
    if (!m_comment->hasFocus() || !m_comment->isModified()) {
        const QSignalBlocker quiet(m_comment);
        m_comment->setText(row.comment);
        m_comment->setCursorPosition(0);
    }
    m_label->setMuted(!row.isSet);
    m_label->setToolTip(tip());
    m_editor->setToolTip(tip());
    showChip();
    showProblems();
}

void PropertyLine::showChip() {
    const QString origin = QLatin1String(originName(m_row));
    static const std::map<QString, QString> signs{
        {QStringLiteral("guess"), QStringLiteral("≈")},   {QStringLiteral("measured"), QStringLiteral("∿")},
        {QStringLiteral("file"), QStringLiteral("⇱")},    {QStringLiteral("set"), QStringLiteral("●")},
        {QStringLiteral("default"), QStringLiteral("○")}, {QString(), QString()}};
    m_chip->setText(signs.at(origin));
    m_chip->setVisible(!origin.isEmpty());
    m_chip->setProperty("origin", origin);
    m_chip->setToolTip(m_row.originText);
    m_chip->setAccessibleName(tr("Origin: %1").arg(m_row.originText));
    repolish(*m_chip);
}

QString PropertyLine::tip() const {
    if (m_row.spec == nullptr) return m_row.originText.toHtmlEscaped();
    QString text = m_row.spec->doc.toHtmlEscaped();
    const QString terms = m_context.glossary.explain(m_row.title + QStringLiteral(". ") + m_row.spec->doc);
    if (!terms.isEmpty()) text += QStringLiteral("<hr>") + terms;
    return QStringLiteral("<div style='width:320px'>%1</div>").arg(text);
}

void PropertyLine::commit(const QString& text) {
    m_problem = m_context.edits.write(m_row, text);  // may come back into showRow() with the new state
    m_editor->setWrong(!m_problem.isEmpty());
    showProblems();
}

void PropertyLine::showProblems() {
    const bool isRefused = !m_problem.isEmpty();
    m_problems->setObjectName(isRefused ? QStringLiteral("error") : QLatin1String(severityName(worstOf(m_row.diagnostics))));
    m_problems->setText(isRefused ? QStringLiteral("✕ ") + m_problem : diagnosticsText(m_row.diagnostics));
    m_problems->setVisible(!m_problems->text().isEmpty());
    repolish(*m_problems);
}

}  // namespace headroom::desktop
