#include "app/desktop/inspector/property_box.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>

#include "app/desktop/inspector/fold_button.h"
#include "app/desktop/inspector/property_line.h"
#include "app/desktop/inspector/small_button.h"

namespace headroom::desktop {
namespace {

using Kind = views::PropertyRow::Kind;

int countSet(const views::PropertyRow& row) {
    if (row.kind == Kind::Value) return row.isSet ? 1 : 0;
    int count = 0;
    for (const views::PropertyRow& child : row.children) count += countSet(child);
    return count;
}

}  // namespace

std::vector<const views::PropertyRow*> shownChildren(const InspectorContext& context, const views::PropertyRow& row) {
    std::vector<const views::PropertyRow*> shown;
    for (const views::PropertyRow& child : row.children)
        if (context.shows(child) || row.kind == Kind::List) shown.push_back(&child);
    if (row.kind == Kind::Group)
        std::stable_partition(shown.begin(), shown.end(), [](const views::PropertyRow* child) {
            return child->isSet || (child->spec != nullptr && child->spec->isEssential);
        });
    return shown;
}

PropertyBox::PropertyBox(InspectorContext& context, const views::PropertyRow& row, const QString& key, int level, QWidget* parent)
    : QWidget(parent), m_context(context), m_row(row), m_key(key), m_level(level) {
    setObjectName(QStringLiteral("box:") + key);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setupHead();
    m_problems = new QLabel(this);
    m_problems->setWordWrap(true);
    layout->addWidget(m_problems);
    showState();
    setOpen(opensAtFirst());
}

bool PropertyBox::opensAtFirst() const {
    if (!m_context.words.isEmpty()) return true;
    const auto remembered = m_context.isOpen.find(m_key);
    if (remembered != m_context.isOpen.end()) return remembered->second;
    if (m_row.isReadOnly) return false;
    if (m_level == 0) return m_row.isSet && countSet(m_row) > 0 && m_row.children.size() < 24;
    return m_row.isSet && !m_row.isItem && m_level < 3 && m_row.children.size() < 14;
}

void PropertyBox::setupHead() {
    auto* head = new QWidget(this);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_fold = new FoldButton(head);
    m_fold->setProperty("level", std::min(m_level, 2));
    if (m_row.spec != nullptr) m_fold->setToolTip(m_row.spec->doc);
    layout->addWidget(m_fold, 1);
    setupItemButtons(*head);
    this->layout()->addWidget(head);
    connect(m_fold, &QToolButton::clicked, this, [this] {
        m_context.isOpen[m_key] = !m_isOpen;
        setOpen(!m_isOpen);
    });
}

void PropertyBox::setupItemButtons(QWidget& head) {
    if (m_row.isReadOnly) return;
    const auto add = [&](const QString& sign, const QString& what, auto action) {
        auto* button = new SmallButton(sign, what, &head);
        head.layout()->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, action] { refused(action()); });
    };
    if (m_row.isItem) {
        add(QStringLiteral("↑"), tr("Move up: %1").arg(m_row.title), [this] { return m_context.edits.move(m_row, -1); });
        add(QStringLiteral("↓"), tr("Move down: %1").arg(m_row.title), [this] { return m_context.edits.move(m_row, 1); });
    }
    if (m_row.isRemovable)
        add(QStringLiteral("✕"), tr("Remove %1").arg(m_row.title), [this] { return m_context.edits.remove(m_row); });
}

void PropertyBox::refused(const QString& problem) {
    if (problem.isEmpty()) return;
    m_problems->setObjectName(QStringLiteral("error"));
    m_problems->setText(QStringLiteral("✕ ") + problem);
    m_problems->show();
    style()->unpolish(m_problems);
    style()->polish(m_problems);
}

void PropertyBox::setOpen(bool isOpen) {
    m_isOpen = isOpen;
    m_fold->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    if (isOpen && m_body == nullptr) fill();
    if (m_body != nullptr) m_body->setVisible(isOpen);
}

void PropertyBox::fill() {
    QWidget* body = m_body = m_level == 0 ? new QWidget(this) : new QFrame(this);
    if (m_level > 0) body->setObjectName(QStringLiteral("nest"));
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(m_level == 0 ? 4 : 10, 0, 0, m_level == 0 ? 10 : 4);
    layout->setSpacing(1);
    if (m_row.isReadOnly) {
        auto* notice = new QLabel(tr("Read from %1 and edited there.").arg(m_row.file), body);
        notice->setObjectName(QStringLiteral("notice"));
        notice->setWordWrap(true);
        layout->addWidget(notice);
    }
    for (const views::PropertyRow* child : shownChildren(m_context, m_row)) addChild(*child, *layout);
    if (!m_row.isReadOnly) setupAdding(*layout);
    this->layout()->addWidget(body);
}

void PropertyBox::addChild(const views::PropertyRow& child, QVBoxLayout& layout) {
    if (child.kind == Kind::Value) {
        m_lines.push_back(new PropertyLine(m_context, child, m_body));
        layout.addWidget(m_lines.back());
        return;
    }
    const QString name = child.isItem ? QString::number(m_boxes.size()) : child.title;
    m_boxes.push_back(new PropertyBox(m_context, child, m_key + QLatin1Char('/') + name, m_level + 1, m_body));
    layout.addWidget(m_boxes.back());
}

void PropertyBox::setupAdding(QVBoxLayout& layout) {
    if (m_row.kind == Kind::List) setupItemMenu(layout);
    if (m_row.kind == Kind::Map) setupNameField(layout);
}

void PropertyBox::setupItemMenu(QVBoxLayout& layout) {
    const QString what = m_row.spec->type == views::PropertyType::Steps ? tr("step") : m_row.title.toLower();
    auto* add = new SmallButton(tr("+ Add %1").arg(what), tr("Add to %1").arg(m_row.title), m_body);
    m_adder = add;
    const QStringList kinds = views::PropertyEdits::itemKinds(m_row);
    if (kinds.size() == 1) {
        connect(add, &QToolButton::clicked, this, [this] { addItem({}); });
    } else {
        for (const QString& kind : kinds)
            connect(add->choices()->addAction(kind), &QAction::triggered, this, [this, kind] { addItem(kind); });
    }
    layout.addWidget(add, 0, Qt::AlignLeft);
}

void PropertyBox::setupNameField(QVBoxLayout& layout) {
    auto* line = new QWidget(m_body);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 2, 0, 2);
    auto* field = new QLineEdit(line);
    m_adder = field;
    field->setObjectName(QStringLiteral("newName"));
    field->setPlaceholderText(tr("name of a new one"));
    field->setAccessibleName(tr("Name of a new one in %1").arg(m_row.title));
    auto* add = new SmallButton(tr("+ Add"), tr("Add to %1").arg(m_row.title), line);
    row->addWidget(field, 1);
    row->addWidget(add);
    layout.addWidget(line);
    const auto enter = [this, field] { addEntry(field->text()); };
    connect(field, &QLineEdit::returnPressed, this, enter);
    connect(add, &QToolButton::clicked, this, enter);
}

/// What is new gets the keyboard: that is what the user wants to fill in next.
void PropertyBox::addItem(const QString& kind) {
    m_context.wanted = m_context.edits.nextItemPath(m_row);
    refused(m_context.edits.addItem(m_row, kind));
    m_context.wanted.clear();
}

void PropertyBox::addEntry(const QString& name) {
    m_context.wanted = views::PropertyEdits::entryPath(m_row, name);
    refused(m_context.edits.addEntry(m_row, name));
    m_context.wanted.clear();
}

void PropertyBox::unfold() {
    m_context.isOpen[m_key] = true;
    setOpen(true);
}

QWidget* PropertyBox::firstField() {
    unfold();
    for (int i = 0; i < m_body->layout()->count(); ++i) {
        QWidget* part = m_body->layout()->itemAt(i)->widget();
        if (auto* line = qobject_cast<PropertyLine*>(part)) return line->editor();
        if (auto* box = qobject_cast<PropertyBox*>(part))
            if (QWidget* field = box->firstField()) return field;
    }
    return m_adder;
}

void PropertyBox::showState() {
    const int set = countSet(m_row);
    const bool isCounted = m_level == 0 && set > 0;
    const bool isList = m_row.kind != Kind::Group && !m_row.isItem;
    QString text = m_row.title;
    if (isList && !m_row.children.empty()) text += QStringLiteral("  (%1)").arg(m_row.children.size());
    if (m_row.isReadOnly) text += tr("  ⇱ %1").arg(m_row.file.section(QLatin1Char('/'), -1));
    m_fold->setFullText(text);
    m_fold->setAccessibleName(isCounted ? tr("%1, %2 set").arg(m_row.title).arg(set) : m_row.title);
    m_problems->setObjectName(
        QLatin1String(m_row.diagnostics.empty() ? "note" : severityName(m_row.diagnostics.front().severity)));
    m_problems->setText(diagnosticsText(m_row.diagnostics));
    m_problems->setVisible(!m_row.diagnostics.empty());
    style()->unpolish(m_problems);
    style()->polish(m_problems);
}

void PropertyBox::showRow(const views::PropertyRow& row) {
    m_row = row;
    showState();
    std::size_t line = 0;
    std::size_t box = 0;
    if (m_body == nullptr) return;
    for (const views::PropertyRow* child : shownChildren(m_context, m_row)) {
        if (child->kind == Kind::Value && line < m_lines.size())
            m_lines[line++]->showRow(*child);
        else if (child->kind != Kind::Value && box < m_boxes.size())
            m_boxes[box++]->showRow(*child);
    }
}

}  // namespace headroom::desktop
