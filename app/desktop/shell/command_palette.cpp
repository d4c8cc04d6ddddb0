#include "app/desktop/shell/command_palette.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include "app/desktop/shell/palette_delegate.h"
#include "app/desktop/theme/icon_loader.h"
#include "model/topology/topology_graph.h"

namespace headroom::desktop {
namespace {

constexpr int ordinaryWidth = 640;
constexpr int ordinaryHeight = 440;
constexpr qsizetype mostRecent = 12;

QString kindOf(const QString& element) {
    return element.section(QLatin1Char('/'), 0, 0);
}

QString plainText(const QAction* action) {
    QString text = action->text();
    text.remove(QLatin1Char('&'));
    return text;
}

}  // namespace

CommandPalette::CommandPalette(ActionRegistry& actions, const views::ScenarioDocument& document, views::Selection& selection,
                               const ThemeStore& themes, QWidget* parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint),
      m_actions(actions),
      m_document(document),
      m_selection(selection),
      m_themes(themes) {
    setWindowTitle(tr("Command palette"));
    setAccessibleName(windowTitle());
    setupLooks();
    m_query->installEventFilter(this);
    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_query, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    connect(&themes, &ThemeStore::changed, this, &CommandPalette::restyle);
    restyle();
}

void CommandPalette::setupLooks() {
    m_query = new QLineEdit;
    m_query->setObjectName(QStringLiteral("query"));
    m_query->setPlaceholderText(tr("What do you want to do, or where to go?"));
    m_query->setAccessibleName(tr("Search actions and elements"));
    m_list = new QListWidget;
    m_list->setObjectName(QStringLiteral("hits"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setItemDelegate(new PaletteDelegate(m_themes, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_nothing = new QLabel(tr("Nothing is called so."));
    m_nothing->setProperty("muted", true);
    m_nothing->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_query);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing, 1);
}

void CommandPalette::restyle() {
    const Theme& theme = m_themes.theme();
    setStyleSheet(QStringLiteral("headroom--desktop--CommandPalette { background: %1; border: 1px solid %2; }"
                                 "QListView { background: %1; } QLineEdit { padding: 8px 10px; font-size: %3pt; }")
                      .arg(theme.cardRaised.name(), theme.borderStrong.name())
                      .arg(12 * m_themes.textScale()));
}

void CommandPalette::open() {
    collect();
    m_query->clear();
    search({});
    const double scale = m_themes.textScale();
    resize(qRound(ordinaryWidth * scale), qRound(ordinaryHeight * scale));
    if (const QWidget* around = parentWidget()) {
        resize(size().boundedTo(around->size() - QSize(48, 96)));
        move(around->mapToGlobal(QPoint((around->width() - width()) / 2, qMin(96, (around->height() - height()) / 2))));
    }
    show();
    m_query->setFocus();
}

void CommandPalette::collect() {
    m_entries.clear();
    for (const QAction* action : m_actions.all()) {
        if (!action->isEnabled() || !action->isVisible() || action->text().isEmpty()) continue;
        m_entries.push_back({action->objectName(), plainText(action), ActionRegistry::groupOf(action),
                             action->shortcut().toString(QKeySequence::NativeText), false});
    }
    const auto scenario = m_document.scenario();
    if (scenario == nullptr) return;
    const model::TopologyGraph graph(*scenario);
    for (const model::TopologyElement& element : graph.elements()) {
        const QString id = QString::fromStdString(element.id);
        m_entries.push_back({id, QString::fromStdString(element.name), kindOf(id), {}, true});
    }
}

void CommandPalette::search(const QString& query) {
    m_list->clear();
    for (const views::PaletteHit& hit : views::searchPalette(query, m_entries, m_recent)) {
        const views::PaletteEntry& entry = m_entries[hit.entry];
        auto* item = new QListWidgetItem(entry.title, m_list);
        QVariantList positions;
        for (const int at : hit.positions) positions << at;
        item->setData(PaletteEntryRole, static_cast<qulonglong>(hit.entry));
        item->setData(PaletteDetailRole, entry.detail);
        item->setData(PaletteShortcutRole, entry.shortcut);
        item->setData(PalettePositionsRole, positions);
        const QAction* action = entry.isElement ? nullptr : m_actions.findAction(entry.id);
        item->setData(PaletteIconRole, action != nullptr ? pictureOf(*action) : QStringLiteral("next"));
        item->setData(Qt::AccessibleTextRole, entry.title + QStringLiteral(", ") + entry.detail);
    }
    m_list->setCurrentRow(0);
    m_list->setVisible(m_list->count() > 0);
    m_nothing->setVisible(m_list->count() == 0);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_query || event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
    const int page = qMax(1, m_list->height() / qMax(1, m_list->sizeHintForRow(0)) - 1);
    int step = 0;
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Down: step = 1; break;
        case Qt::Key_Up: step = -1; break;
        case Qt::Key_PageDown: step = page; break;
        case Qt::Key_PageUp: step = -page; break;
        default: return false;
    }
    m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
    return true;
}

void CommandPalette::choose() {
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr) return;
    const views::PaletteEntry entry = m_entries[item->data(PaletteEntryRole).toULongLong()];
    m_recent.removeAll(entry.id);
    m_recent.prepend(entry.id);
    while (m_recent.size() > mostRecent) m_recent.removeLast();
    accept();
    if (entry.isElement) {
        m_selection.set(entry.id);
        emit jumped(entry.id);
    } else if (QAction* action = m_actions.findAction(entry.id)) {
        action->trigger();
    }
}

}  // namespace headroom::desktop
