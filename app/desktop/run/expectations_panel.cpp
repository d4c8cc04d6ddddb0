#include "app/desktop/run/expectations_panel.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include "app/desktop/run/standing_delegate.h"

namespace headroom::desktop {
namespace {

using views::Standing;

QColor colourOf(const Theme& theme, Standing standing) {
    switch (standing) {
        case Standing::Holds:
        case Standing::HoldsSoFar: return theme.ok;
        case Standing::Fails:
        case Standing::FailsSoFar: return theme.danger;
        default: return theme.textMuted;
    }
}

}  // namespace

ExpectationsPanel::ExpectationsPanel(const views::TraceSource& source, ThemeStore& themes, QWidget* parent)
    : QWidget(parent), m_model(source) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    m_summary = new QLabel;
    m_summary->setObjectName(QStringLiteral("summary"));
    m_summary->setContentsMargins(12, 0, 12, 0);
    m_summary->setProperty("heading", true);
    column->addWidget(m_summary);
    setupTable(themes);
    connect(&m_model, &views::ExpectationsModel::changed, this, &ExpectationsPanel::showSummary);
    showSummary();
}

void ExpectationsPanel::setupTable(ThemeStore& themes) {
    m_table = new QTableView;
    m_table->setObjectName(QStringLiteral("expectations"));
    m_table->setAccessibleName(tr("Expectations"));
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int widths[] = {280, 128, 84, 116, 100};
    for (int i = 0; i < views::ExpectationsModel::ColumnCount; ++i) m_table->setColumnWidth(i, widths[i]);
    header->setSectionResizeMode(views::ExpectationsModel::Name, QHeaderView::Stretch);
    m_table->setItemDelegate(new StandingDelegate(themes, {}, this));
    m_table->setItemDelegateForColumn(views::ExpectationsModel::Is,
                                      new StandingDelegate(
                                          themes,
                                          [](const Theme& theme, const QModelIndex& index) {
                                              const int standing = index.data(views::ExpectationsModel::standingRole).toInt();
                                              return colourOf(theme, static_cast<Standing>(standing));
                                          },
                                          this));
    layout()->addWidget(m_table);
}

/// The claim and how it stands are the last to lose their room.
void ExpectationsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_table->setColumnHidden(views::ExpectationsModel::Role, width() < 680);
    m_table->setColumnHidden(views::ExpectationsModel::Expected, width() < 440);
}

void ExpectationsPanel::showSummary() {
    if (m_model.rowCount() == 0) return m_summary->setText(tr("No expectations yet: add some under expect:, then run"));
    const int hold = m_model.count(Standing::Holds) + m_model.count(Standing::HoldsSoFar);
    const int fail = m_model.count(Standing::Fails) + m_model.count(Standing::FailsSoFar);
    QStringList parts;
    if (hold > 0) parts << tr("✓ %1 hold").arg(hold);
    if (fail > 0) parts << tr("✗ %1 fail").arg(fail);
    if (const int open = m_model.count(Standing::NotYet); open > 0) parts << tr("… %1 not yet").arg(open);
    if (const int none = m_model.count(Standing::NotEvaluated); none > 0) parts << tr("– %1 not evaluated").arg(none);
    m_summary->setText(parts.join(QStringLiteral("    ")));
}

}  // namespace headroom::desktop
