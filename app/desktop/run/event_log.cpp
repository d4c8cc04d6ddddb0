#include "app/desktop/run/event_log.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QVBoxLayout>

#include "app/desktop/run/standing_delegate.h"
#include "app/desktop/views/run/timeline_model.h"

namespace headroom::desktop {
namespace {

constexpr int rowHeight = 26;

}  // namespace

EventLog::EventLog(const views::TraceSource& source, views::Playhead& playhead, views::Selection& selection, ThemeStore& themes,
                   QWidget* parent)
    : QWidget(parent), m_model(source), m_playhead(playhead), m_selection(selection) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    setupFilter();
    setupTable(themes);
    connect(&m_model, &views::EventModel::familiesChanged, this, &EventLog::fillFamilies);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &EventLog::showCount);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &EventLog::showCount);
    connect(&playhead, &views::Playhead::moved, this, &EventLog::followPlayhead);
    fillFamilies();
    showCount();
}

void EventLog::setupFilter() {
    m_text = new QLineEdit;
    m_text->setObjectName(QStringLiteral("filter"));
    m_text->setPlaceholderText(tr("Filter: element, kind or words"));
    m_text->setAccessibleName(tr("Filter of the event log"));
    m_text->setClearButtonEnabled(true);
    m_severity = new QComboBox;
    m_severity->setObjectName(QStringLiteral("severity"));
    m_severity->setAccessibleName(tr("Least severity"));
    m_severity->addItems({tr("Every severity"), tr("Warnings and errors"), tr("Errors")});
    m_families = new QToolButton;
    m_families->setObjectName(QStringLiteral("kinds"));
    m_families->setText(tr("Every kind"));
    m_families->setAccessibleName(tr("Kinds of events"));
    m_families->setPopupMode(QToolButton::InstantPopup);
    m_familyMenu = new QMenu(m_families);
    m_families->setMenu(m_familyMenu);
    m_count = new QLabel;
    m_count->setProperty("muted", true);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    row->addWidget(m_severity);
    row->addWidget(m_families);
    row->addWidget(m_count);
    qobject_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_text, &QLineEdit::textChanged, this, &EventLog::applyFilter);
    connect(m_severity, &QComboBox::currentIndexChanged, this, &EventLog::applyFilter);
}

void EventLog::setupTable(ThemeStore& themes) {
    m_table = new QTableView;
    m_table->setObjectName(QStringLiteral("events"));
    m_table->setAccessibleName(tr("Event log"));
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int widths[] = {72, 100, 300, 190, 140};
    for (int i = 0; i < views::EventModel::ColumnCount; ++i) m_table->setColumnWidth(i, widths[i]);
    m_table->horizontalHeader()->setSectionResizeMode(views::EventModel::Summary, QHeaderView::Stretch);
    m_table->setItemDelegate(new StandingDelegate(themes, {}, this));
    m_table->setItemDelegateForColumn(
        views::EventModel::Severity, new StandingDelegate(
                                         themes,
                                         [](const Theme& theme, const QModelIndex& index) {
                                             const QString text = index.data().toString();
                                             if (text == views::severityText(2)) return theme.danger;
                                             return text == views::severityText(1) ? theme.warning : theme.textMuted;
                                         },
                                         this));
    layout()->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EventLog::choose);
    connect(m_table, &QTableView::clicked, this, &EventLog::choose);
}

/// What happened is the last to lose its room.
void EventLog::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_table->setColumnHidden(views::EventModel::Kind, width() < 760);
    m_table->setColumnHidden(views::EventModel::Element, width() < 460);
}

void EventLog::fillFamilies() {
    const QStringList chosen = m_model.filter().families;
    m_familyMenu->clear();
    for (const QString& family : m_model.families()) {
        QAction* action = m_familyMenu->addAction(family);
        action->setCheckable(true);
        action->setChecked(chosen.contains(family));
        connect(action, &QAction::toggled, this, &EventLog::applyFilter);
    }
}

void EventLog::applyFilter() {
    views::EventFilter filter;
    filter.text = m_text->text().trimmed();
    filter.leastSeverity = m_severity->currentIndex();
    for (const QAction* action : m_familyMenu->actions())
        if (action->isChecked()) filter.families << action->text();
    const QString kinds = filter.families.isEmpty() ? tr("Every kind") : filter.families.join(QStringLiteral(", "));
    m_families->setText(kinds);
    // The menu that asked may be about to be filled anew.
    QMetaObject::invokeMethod(this, [this, filter] { m_model.setFilter(filter); }, Qt::QueuedConnection);
}

void EventLog::showCount() {
    const auto all = m_model.source().trace().events().size();
    const auto shown = static_cast<std::size_t>(m_model.rowCount());
    m_count->setText(shown == all ? tr("%1 events").arg(all) : tr("%1 of %2 events").arg(shown).arg(all));
    if (m_playhead.isFollowing()) m_table->scrollToBottom();
}

void EventLog::choose(const QModelIndex& index) {
    if (!index.isValid() || m_isOwnMove) return;
    const std::size_t position = m_model.eventAt(index.row());
    const trace::MemoryTrace& trace = m_model.source().trace();
    const trace::Event& event = trace.events()[position];
    const QString element = QString::fromStdString(event.element);
    m_isOwnMove = true;
    m_playhead.moveTo(views::shownAt(trace, event.time));
    if (!element.isEmpty()) m_selection.set(element);
    m_isOwnMove = false;
    emit eventChosen(position);
}

void EventLog::reveal(std::size_t event) {
    const auto row = m_model.rowOf(event);
    if (!row) return;
    m_isOwnMove = true;
    m_table->selectRow(*row);
    m_isOwnMove = false;
    m_table->scrollTo(m_model.index(*row, 0));
}

/// While scrubbing, the last event up to the instant shown is in sight.
void EventLog::followPlayhead() {
    if (m_isOwnMove || m_playhead.isFollowing()) return;
    const auto row = m_model.rowAt(m_playhead.instant());
    if (row) m_table->scrollTo(m_model.index(*row, 0), QAbstractItemView::PositionAtCenter);
}

}  // namespace headroom::desktop
