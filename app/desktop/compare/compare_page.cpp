#include "app/desktop/compare/compare_page.h"

#include <QHeaderView>
#include <QSplitter>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "app/desktop/compare/difference_bar_delegate.h"

namespace headroom::desktop {

ComparePage::ComparePage(views::RunLibrary& library, views::Selection& selection, ThemeStore& themes, QWidget* parent)
    : QWidget(parent),
      m_library(library),
      m_selection(selection),
      m_themes(themes),
      m_board({{&m_traceA, QStringLiteral("A")}, {&m_traceB, QStringLiteral("B")}}, selection) {
    setupHeader();
    setupTables();
    setupViews();
    auto* halves = new QSplitter(Qt::Horizontal, this);
    halves->addWidget(m_tables);
    halves->addWidget(m_views);
    halves->setSizes({780, 660});
    halves->setChildrenCollapsible(false);
    halves->setHandleWidth(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(halves, 1);
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &ComparePage::compare);
    for (const views::SwitchableTrace* trace : {&m_traceA, &m_traceB}) {
        connect(trace, &views::TraceSource::grew, this, &ComparePage::compareSoon);
        connect(trace, &views::TraceSource::ended, this, &ComparePage::compare);
    }
    compare();
}

void ComparePage::setupHeader() {
    m_header = new QWidget(this);
    m_chooserA = new RunChooser(m_library, QStringLiteral("A"), m_header);
    m_chooserB = new RunChooser(m_library, QStringLiteral("B"), m_header);
    auto* swapButton = new QToolButton(m_header);
    swapButton->setText(QStringLiteral("⇄"));
    swapButton->setObjectName(QStringLiteral("compare.swapButton"));
    swapButton->setToolTip(tr("Swap A and B"));
    swapButton->setAccessibleName(tr("Swap A and B"));
    m_summary = new QLabel(m_header);
    m_summary->setObjectName(QStringLiteral("compare.summary"));
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_summary->setStyleSheet(QStringLiteral("font-size: 15pt; font-weight: 600;"));
    m_message = new QLabel(m_header);
    m_message->setProperty("muted", true);
    m_message->setWordWrap(true);
    m_message->hide();
    auto* choosers = new QHBoxLayout;
    choosers->setSpacing(16);
    choosers->addWidget(m_chooserA, 1);
    choosers->addWidget(swapButton, 0, Qt::AlignTop);
    choosers->addWidget(m_chooserB, 1);
    auto* layout = new QVBoxLayout(m_header);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(choosers);
    layout->addWidget(m_summary);
    layout->addWidget(m_message);
    connect(m_chooserA, &RunChooser::chosen, this, [this](int id) { showRun(id, m_traceA); });
    connect(m_chooserB, &RunChooser::chosen, this, [this](int id) { showRun(id, m_traceB); });
    connect(swapButton, &QToolButton::clicked, this, &ComparePage::swap);
}

void ComparePage::setupTables() {
    m_changes = new ChangeTable(this);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("compare.changes"));
    m_table->setAccessibleName(tr("What changed"));
    m_table->setModel(m_changes);
    m_table->setItemDelegateForColumn(ChangeTable::Percent, new DifferenceBarDelegate(m_themes, m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid()) m_selection.set(QString::fromStdString(m_changes->change(current.row()).element));
    });
    m_identity = new QTableWidget(0, 3, this);
    m_identity->setAccessibleName(tr("What the runs are"));
    m_identity->setHorizontalHeaderLabels({tr("What"), tr("A"), tr("B")});
    m_identity->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_identity->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_identity->verticalHeader()->hide();
    m_identity->verticalHeader()->setDefaultSectionSize(28);
    m_identity->setShowGrid(false);
    m_identity->setTabKeyNavigation(false);
    m_identity->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tables = new QTabWidget(this);
    m_tables->addTab(m_table, tr("What changed"));
    m_tables->addTab(m_identity, tr("The runs"));
}

void ComparePage::setupViews() {
    m_charts = new ChartStack(m_board, m_playheads.a(), m_themes, this);
    m_views = new QTabWidget(this);
    m_views->addTab(m_charts, tr("Charts"));
}

void ComparePage::addView(QWidget* view, const QString& title) {
    m_views->addTab(view, title);
}

void ComparePage::setRuns(int a, int b) {
    m_chooserA->setRun(a);
    m_chooserB->setRun(b);
}

void ComparePage::showRun(int id, views::SwitchableTrace& trace) {
    const views::KeptRun* run = m_library.findRun(id);
    m_isSwitching = true;
    if (run == nullptr)
        trace.show(std::shared_ptr<const trace::MemoryTrace>());
    else if (run->live != nullptr)
        trace.show(*run->live);
    else
        trace.show(run->trace);
    m_isSwitching = false;
    compare();
}

void ComparePage::showPair(views::VariantPair& pair, const QString& nameA, const QString& nameB) {
    const int a = m_library.addLive(pair.a(), nameA);
    const int b = m_library.addLive(pair.b(), nameB);
    setRuns(a, b);
    connect(&pair, &views::VariantPair::stateChanged, this, [this, &pair] { say(pair.message()); });
}

void ComparePage::compareSoon() {
    if (!m_isSwitching && !m_pace.isActive()) m_pace.start(m_comparison.changes.empty() ? 200 : 2000);
}

void ComparePage::compare() {
    if (m_isSwitching) return;
    m_pace.stop();
    ++m_question;
    take(views::compareTraces({&m_traceA.trace(), m_traceA.scenario()}, {&m_traceB.trace(), m_traceB.scenario()},
                              views::Thoroughness::Quick));
    if (!m_job.isRunning()) compareThoroughly();
}

/// Intervals of two long runs take a second or two: not the user's.
void ComparePage::compareThoroughly() {
    if (!m_traceA.trace().footer() || !m_traceB.trace().footer()) return;
    m_job.start([this, question = m_question, a = m_traceA.snapshot(), b = m_traceB.snapshot()] {
        const auto scenarioA = views::scenarioOf(a->header());
        const auto scenarioB = views::scenarioOf(b->header());
        return [this, question, answer = views::compareTraces({a.get(), scenarioA.get()}, {b.get(), scenarioB.get()})] {
            if (question == m_question) return take(answer);
            // Other runs were chosen in the meantime.
            compareThoroughly();
        };
    });
}

void ComparePage::take(views::Comparison comparison) {
    m_comparison = std::move(comparison);
    m_summary->setText(m_comparison.summary);
    showChanges();
    showIdentity();
    emit compared();
}

/// The row that was chosen stays chosen, wherever it is now.
void ComparePage::showChanges() {
    const QModelIndex current = m_table->currentIndex();
    std::optional<views::Change> chosen;
    if (current.isValid()) chosen = m_changes->change(current.row());
    m_changes->setChanges(m_comparison.changes);
    m_table->resizeColumnsToContents();
    // Expectations say much, and then figures have less room; whole it is in the hover text.
    const bool areFigures = std::ranges::none_of(
        m_comparison.changes, [](const views::Change& change) { return change.kind == views::Change::Kind::Expectation; });
    const int widestValue = areFigures ? 118 : 106;
    const std::pair<int, int> widest[] = {{ChangeTable::Element, 144},
                                          {ChangeTable::Figure, 172},
                                          {ChangeTable::A, widestValue},
                                          {ChangeTable::B, widestValue},
                                          {ChangeTable::Difference, areFigures ? 144 : 126}};
    for (const auto& [column, width] : widest) m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), width));
    if (!chosen) return;
    for (int row = 0; row < m_changes->rowCount(); ++row)
        if (m_changes->change(row).element == chosen->element && m_changes->change(row).figure == chosen->figure)
            return m_table->setCurrentIndex(m_changes->index(row, 0));
}

void ComparePage::showIdentity() {
    m_identity->setRowCount(static_cast<int>(m_comparison.identity.size()));
    for (int row = 0; row < m_identity->rowCount(); ++row) {
        const views::IdentityRow& line = m_comparison.identity[static_cast<std::size_t>(row)];
        // In bold and with a sign: not by colour alone.
        const QString mark = line.isDifferent() ? QStringLiteral("≠ ") : QString();
        const QStringList texts{line.what, line.a, mark + line.b};
        for (int column = 0; column < 3; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            QFont weight = font();
            weight.setBold(column > 0 && line.isDifferent());
            item->setFont(weight);
            m_identity->setItem(row, column, item);
        }
    }
}

void ComparePage::say(const QString& message) {
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
}

}  // namespace headroom::desktop
