#include "app/desktop/inspector/problems_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "app/desktop/inspector/inspector_style.h"

namespace headroom::desktop {
namespace {

using views::ProblemModel;

/// The sign and word of a severity in its colour.
class SeverityDelegate : public QStyledItemDelegate {
public:
    SeverityDelegate(ThemeStore& themes, QObject* parent) : QStyledItemDelegate(parent), m_themes(themes) {}

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const Theme& theme = m_themes.theme();
        const auto severity = static_cast<model::Severity>(index.data(ProblemModel::SeverityRole).toInt());
        const QColor colour = severity == model::Severity::Error     ? theme.danger
                              : severity == model::Severity::Warning ? theme.warning
                                                                     : theme.info;
        for (const auto role : {QPalette::Text, QPalette::HighlightedText}) option->palette.setColor(role, colour);
    }

private:
    ThemeStore& m_themes;
};

}  // namespace

ProblemsPanel::ProblemsPanel(views::ScenarioDocument& document, views::Selection& selection, ThemeStore& themes, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_themes(themes),
      m_model(document),
      m_list(new QTreeView(this)),
      m_nothing(new QLabel(tr("✓  No problems: the scenario can be run."), this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setupFilters();
    setupList();
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setProperty("muted", true);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_list, 1);
    const auto style = [this] { setStyleSheet(inspectorStyle(m_themes)); };
    style();
    connect(&themes, &ThemeStore::changed, this, style);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ProblemsPanel::showCounts);
    showCounts();
}

void ProblemsPanel::setupFilters() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    for (const auto severity : {model::Severity::Error, model::Severity::Warning, model::Severity::Note}) {
        auto* button = new QToolButton(this);
        button->setCheckable(true);
        button->setChecked(true);
        m_filters[static_cast<std::size_t>(severity)] = button;
        row->addWidget(button);
        connect(button, &QToolButton::toggled, this, [this, severity](bool isOn) { m_model.setWanted(severity, isOn); });
    }
    row->addStretch(1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void ProblemsPanel::setupList() {
    m_list->setModel(&m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setAccessibleName(tr("Problems"));
    m_list->setItemDelegateForColumn(ProblemModel::SeverityColumn, new SeverityDelegate(m_themes, this));
    QHeaderView* header = m_list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ProblemModel::MessageColumn, QHeaderView::Stretch);
    for (const int column : {ProblemModel::SeverityColumn, ProblemModel::ElementColumn, ProblemModel::PlaceColumn})
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    connect(m_list, &QTreeView::activated, this, &ProblemsPanel::choose);  // Enter, or a double click
}

void ProblemsPanel::showCounts() {
    const auto show = [this](model::Severity severity, const QString& sign, const QString& one, const QString& many) {
        const int count = m_model.count(severity);
        QToolButton* button = m_filters[static_cast<std::size_t>(severity)];
        button->setText(QStringLiteral("%1 %2 %3").arg(sign).arg(count).arg(count == 1 ? one : many));
        button->setToolTip(tr("Show %1").arg(many));
        button->setVisible(count > 0);
    };
    show(model::Severity::Error, QStringLiteral("✕"), tr("error"), tr("errors"));
    show(model::Severity::Warning, QStringLiteral("⚠"), tr("warning"), tr("warnings"));
    show(model::Severity::Note, QStringLiteral("i"), tr("note"), tr("notes"));
    const bool isEmpty = m_document.diagnostics().empty();
    m_nothing->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
}

void ProblemsPanel::choose(const QModelIndex& index) {
    const QString element = index.data(ProblemModel::ElementRole).toString();
    const int line = index.data(ProblemModel::LineRole).toInt();
    const int column = index.data(ProblemModel::ColumnRole).toInt();
    const bool isElsewhere = index.data(ProblemModel::IsElsewhereRole).toBool();
    if (!element.isEmpty()) m_selection.set(element);
    if (!isElsewhere) emit placeChosen({line, column});
}

}  // namespace headroom::desktop
