#include "app/desktop/inspector/inspector_panel.h"

#include <QApplication>
#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>
#include <utility>

#include "app/desktop/inspector/focus_place.h"
#include "app/desktop/inspector/inspector_header.h"
#include "app/desktop/inspector/inspector_style.h"
#include "app/desktop/inspector/property_box.h"
#include "app/desktop/inspector/property_line.h"
#include "app/desktop/inspector/term_label.h"
#include "app/desktop/views/inspector/element_places.h"
#include "app/desktop/views/inspector/element_rename.h"
#include "app/desktop/views/inspector/property_tree.h"
#include "app/desktop/views/inspector/uncertain_value.h"

namespace headroom::desktop {
namespace {

constexpr int searchPause = 80;  ///< milliseconds: while somebody types on, the list keeps still

/// What decides which widgets there are; values don't.
void appendShape(const InspectorContext& context, const views::PropertyRow& row, QString& shape) {
    shape += QStringLiteral("(%1:%2:%3:%4:%5")
                 .arg(static_cast<int>(row.kind))
                 .arg(QString::fromStdString(row.path), row.title.size() < 40 && !row.isItem ? row.title : QString())
                 .arg(row.isReadOnly)
                 .arg(row.isRemovable);
    for (const views::PropertyRow* child : shownChildren(context, row)) appendShape(context, *child, shape);
    shape += QLatin1Char(')');
}

QLabel* label(const char* name, QWidget* parent) {
    auto* result = new QLabel(parent);
    result->setObjectName(QLatin1String(name));
    result->setWordWrap(true);
    result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return result;
}

int countProblems(const std::vector<views::PropertyRow>& rows) {
    int count = 0;
    for (const views::PropertyRow& row : rows) count += static_cast<int>(row.diagnostics.size()) + countProblems(row.children);
    return count;
}

}  // namespace

InspectorPanel::InspectorPanel(views::ScenarioDocument& document, views::Selection& selection, const views::Catalogue& catalogue,
                               const views::Glossary& glossary, ThemeStore& themes, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_catalogue(catalogue),
      m_context(document, glossary, themes),
      m_header(new InspectorHeader(this)) {
    setAccessibleName(tr("Inspector"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    setupTools();
    setupBody();
    setupHelp();
    const auto style = [this] { setStyleSheet(inspectorStyle(m_context.themes)); };
    style();
    connect(&themes, &ThemeStore::changed, this, style);
    connect(&document, &views::ScenarioDocument::changed, this, &InspectorPanel::refresh);
    connect(&selection, &views::Selection::changed, this, &InspectorPanel::showAnother);
    connect(m_header, &InspectorHeader::renamed, this, &InspectorPanel::rename);
    connect(m_header, &InspectorHeader::done, this, &InspectorPanel::left);
    connect(qApp, &QApplication::focusChanged, this, [this] { explain(focusedLine()); });
    refresh();
}

InspectorPanel::~InspectorPanel() {
    // Fields that lose the focus while they are destroyed have nothing to say any more.
    disconnect(qApp, nullptr, this, nullptr);
    for (PropertyBox* box : m_boxes) box->blockSignals(true);
}

void InspectorPanel::setupTools() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 8);
    row->setSpacing(8);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Find a property"));
    m_search->setAccessibleName(tr("Find a property"));
    m_search->setClearButtonEnabled(true);
    m_all = new QCheckBox(tr("Show all"), this);
    m_all->setToolTip(tr("Also properties that keep their default"));
    row->addWidget(m_search, 1);
    row->addWidget(m_all);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    m_searching.setSingleShot(true);
    m_searching.setInterval(searchPause);
    connect(m_search, &QLineEdit::textChanged, &m_searching, [this] { m_searching.start(); });
    connect(&m_searching, &QTimer::timeout, this, &InspectorPanel::search);
    connect(m_search, &QLineEdit::returnPressed, this, &InspectorPanel::goToFound);
    connect(m_all, &QCheckBox::toggled, this, [this](bool isOn) {
        m_context.showsAll = isOn;
        refresh();
    });
}

void InspectorPanel::setupBody() {
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_scroll, 1);
}

void InspectorPanel::setupHelp() {
    auto* frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("help"));
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(2);
    m_helpTitle = label("helpTitle", frame);
    m_helpText = new TermLabel(m_context.glossary, m_context.themes, frame);
    m_helpOrigin = label("helpOrigin", frame);
    for (QWidget* part : std::initializer_list<QWidget*>{m_helpTitle, m_helpText, m_helpOrigin}) column->addWidget(part);
    column->addStretch(1);
    frame->setMinimumHeight(84);
    frame->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    layout()->addWidget(frame);
    explain(nullptr);
}

void InspectorPanel::setShowsAll(bool showsAll) {
    m_all->setChecked(showsAll);
}

void InspectorPanel::beginSearch() {
    emit entered();
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void InspectorPanel::beginRename() {
    if (m_header->nameField()->isReadOnly()) return;
    emit entered();
    m_header->nameField()->setFocus(Qt::ShortcutFocusReason);
    m_header->nameField()->selectAll();
}

void InspectorPanel::commitTyped() {
    auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    if (field != nullptr && field->isModified() && isAncestorOf(field) && focusedLine() != nullptr) emit field->editingFinished();
}

void InspectorPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    if (m_search->text().isEmpty()) return void(emit left());
    m_search->clear();
}

/// What was looked for in one element is not what is wanted of the next.
void InspectorPanel::showAnother() {
    m_search->clear();
    search();
}

void InspectorPanel::refresh() {
    const QString element = m_selection.first();
    const std::vector<views::PropertyRow> rows = views::PropertyTree(m_catalogue, m_context.document).rows(element);
    showHeader(rows);
    QString shape = element + QLatin1Char('|') + m_context.words.join(QLatin1Char(' '));
    for (const views::PropertyRow& row : rows)
        if (m_context.shows(row)) appendShape(m_context, row, shape);
    if (shape == m_shape) {
        std::size_t box = 0;
        for (const views::PropertyRow& row : rows)
            if (m_context.shows(row)) m_boxes[box++]->showRow(row);
        explain(focusedLine());
        return;
    }
    m_shape = shape;
    m_element = element;
    rebuild(rows);
}

void InspectorPanel::rebuild(const std::vector<views::PropertyRow>& rows) {
    const FocusPlace focus = m_scroll->widget() == nullptr ? FocusPlace() : FocusPlace::in(*m_scroll->widget());
    const int scrolled = m_scroll->verticalScrollBar()->value();
    for (PropertyBox* box : m_boxes)
        for (PropertyLine* line : box->findChildren<PropertyLine*>()) line->editor()->blockSignals(true);
    m_boxes.clear();
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(8, 0, 10, 12);
    column->setSpacing(0);
    const QString kind = m_element.section(QLatin1Char('/'), 0, 0);
    for (const views::PropertyRow& row : rows) {
        if (!m_context.shows(row)) continue;
        if (!m_boxes.empty()) {
            auto* rule = new QFrame(content);
            rule->setObjectName(QStringLiteral("rule"));
            column->addWidget(rule);
        }
        m_boxes.push_back(new PropertyBox(m_context, row, kind + QLatin1Char('/') + row.title, 0, content));
        column->addWidget(m_boxes.back());
    }
    if (m_boxes.empty()) {
        const bool isBroken = m_context.document.tree() == nullptr;
        QLabel* nothing = label("notice", content);
        nothing->setText(isBroken
                             ? tr("The text has a syntax error. Mend it in the text; the inspector shows the element again then.")
                         : !m_context.words.isEmpty() ? tr("No property has “%1” in its name.").arg(m_search->text().trimmed())
                                                      : tr("This element is not in the scenario's text."));
        column->addWidget(nothing);
    }
    column->addStretch(1);
    // The old fields may be in the middle of saying something: they go when they have said it.
    if (QWidget* old = m_scroll->takeWidget()) {
        old->setParent(this);
        old->hide();
        old->deleteLater();
    }
    m_scroll->setWidget(content);
    content->show();
    m_scroll->verticalScrollBar()->setValue(scrolled);
    if (!m_context.wanted.empty() && focusRow(std::exchange(m_context.wanted, {}))) return;
    if (!focus.isEmpty()) restore(focus);
}

void InspectorPanel::restore(const FocusPlace& focus) {
    QWidget* field = nullptr;
    if (!focus.line.isEmpty())
        if (PropertyLine* line = reveal(focus.line.section(QLatin1Char(':'), 1).toStdString())) {
            field = focus.find(*line);
            if (field == nullptr) field = line->editor();
        }
    if (field == nullptr)
        if (auto* box = m_scroll->widget()->findChild<PropertyBox*>(focus.box)) field = focus.find(*box);
    focus.give(field == nullptr ? *m_search : *field);
}

void InspectorPanel::search() {
    m_searching.stop();
    m_context.words = views::searchWords(m_search->text());
    refresh();
}

void InspectorPanel::goToFound() {
    search();
    const std::vector<views::PropertyRow> rows = views::PropertyTree(m_catalogue, m_context.document).rows(m_element);
    const views::PropertyRow* found = views::bestFound(rows, m_context.words);
    if (found == nullptr) return;
    if (found->kind == views::PropertyRow::Kind::Value || found->kind == views::PropertyRow::Kind::Group) {
        focusRow(found->path);
        return;
    }
    for (PropertyBox* box : m_scroll->widget()->findChildren<PropertyBox*>())
        if (box->row().path == found->path && box->row().namePrefix == found->namePrefix && box->adder() != nullptr)
            return focus(box->adder());
}

void InspectorPanel::focus(QWidget* field) {
    field->setFocus(Qt::TabFocusReason);  // as if come to by Tab: with the whole text selected
    QTimer::singleShot(0, this, [this, shown = QPointer<QWidget>(field)] {
        if (shown != nullptr && m_scroll->isAncestorOf(shown)) m_scroll->ensureWidgetVisible(shown);
    });
}

bool InspectorPanel::focusRow(const std::string& path) {
    if (const PropertyLine* line = reveal(path)) {
        focus(line->editor());
        return true;
    }
    for (PropertyBox* box : m_scroll->widget()->findChildren<PropertyBox*>())
        if (box->row().path == path && box->row().namePrefix.empty())
            if (QWidget* field = box->firstField()) {
                focus(field);
                return true;
            }
    return false;
}

void InspectorPanel::showHeader(const std::vector<views::PropertyRow>& rows) {
    const model::Document* tree = m_context.document.tree();
    const QString element = m_selection.first();
    QString kind = tr("Scenario");
    QString name = m_context.document.title();
    bool canBeRenamed = false;
    if (!element.isEmpty()) {
        const views::ElementPlaces places = tree == nullptr ? views::ElementPlaces() : views::ElementPlaces(*tree);
        const views::ElementPlace* place = places.find(element);
        kind = place == nullptr ? element.section(QLatin1Char('/'), 0, 0) : m_catalogue.section(place->section).title;
        if (place != nullptr && place->path == "zones") kind = tr("Zone");
        if (place != nullptr && place->section == "listener") kind = tr("Consumer group");
        name = place == nullptr ? element.section(QLatin1Char('/'), 1) : QString::fromStdString(place->name);
        canBeRenamed = place != nullptr;
    }
    const int problems = countProblems(rows);
    QString detail = problems == 0 ? QString() : problems == 1 ? tr("1 problem") : tr("%1 problems").arg(problems);
    const auto more = m_selection.elements().size() - 1;
    if (more > 0) detail += (detail.isEmpty() ? QString() : QStringLiteral("  ·  ")) + tr("and %1 more selected").arg(more);
    m_header->show(kind, name, detail, canBeRenamed);
}

PropertyLine* InspectorPanel::focusedLine() const {
    for (QWidget* widget = QApplication::focusWidget(); widget != nullptr; widget = widget->parentWidget())
        if (auto* line = qobject_cast<PropertyLine*>(widget)) return isAncestorOf(line) ? line : nullptr;
    return nullptr;
}

void InspectorPanel::explain(const PropertyLine* line) {
    if (line == nullptr) {
        m_helpTitle->setText(tr("Help"));
        m_helpText->setText(
            tr("Choose a property to see what it means. An empty field is the default; its value is shown in grey."));
        m_helpOrigin->setText(tr("● set   ○ default   ≈ guess   ∿ measured   ⇱ from a file"));
        return;
    }
    const views::PropertyRow& row = line->row();
    m_helpTitle->setText(row.spec == nullptr || row.spec->key.empty() ? row.title : QString::fromStdString(row.spec->key));
    m_helpText->setText(row.spec == nullptr ? QString() : row.spec->doc);
    QStringList parts;
    if (!row.effective.isEmpty())
        parts << tr("counts as %1")
                     .arg(row.effective +
                          (row.spec == nullptr || row.spec->unit.isEmpty() ? QString() : QLatin1Char(' ') + row.spec->unit));
    if (!row.originText.isEmpty()) parts << row.originText;
    m_helpOrigin->setText(parts.join(QStringLiteral("  ·  ")));
}

void InspectorPanel::rename(const QString& name) {
    QString id;
    const QString problem = views::renameElement(m_context.document, m_catalogue, m_selection.first(), name, &id);
    if (problem.isEmpty() && !id.isEmpty()) m_selection.set(id);
    m_header->showProblem(problem);
}

PropertyLine* InspectorPanel::reveal(const std::string& path) {
    const std::function<PropertyLine*(QWidget*)> look = [&](QWidget* within) -> PropertyLine* {
        for (PropertyBox* box : within->findChildren<PropertyBox*>(QString())) {
            if (views::findRow(box->row().children, path) == nullptr) continue;
            box->setOpen(true);
            const QString name = QStringLiteral("line:") + QString::fromStdString(path);
            if (auto* line = box->findChild<PropertyLine*>(name)) return line;
        }
        return nullptr;
    };
    PropertyLine* line = nullptr;
    // Unfolding builds further boxes, so look until nothing new is found.
    for (int depth = 0; depth < 8 && line == nullptr; ++depth) line = look(m_scroll->widget());
    if (line != nullptr)
        QTimer::singleShot(0, this, [this, shown = QPointer<PropertyLine>(line)] {
            if (shown != nullptr && m_scroll->isAncestorOf(shown)) m_scroll->ensureWidgetVisible(shown);
        });
    return line;
}

}  // namespace headroom::desktop
