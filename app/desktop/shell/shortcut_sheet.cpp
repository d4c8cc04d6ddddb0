#include "app/desktop/shell/shortcut_sheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace headroom::desktop {
namespace {

using Group = std::pair<QString, std::vector<const QAction*>>;

std::vector<Group> groupsOf(const ActionRegistry& registry) {
    std::vector<Group> groups;
    for (const QAction* action : registry.all()) {
        if (action->shortcut().isEmpty()) continue;
        const QString name = ActionRegistry::groupOf(action);
        auto found = std::ranges::find(groups, name, &Group::first);
        if (found == groups.end()) found = groups.insert(groups.end(), {name, {}});
        found->second.push_back(action);
    }
    return groups;
}

}  // namespace

ShortcutSheet::ShortcutSheet(const ActionRegistry& actions, const ThemeStore& themes, QWidget* parent)
    : QDialog(parent), m_themes(themes) {
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(720, 560);
    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(40);
    std::array<QVBoxLayout*, 2> column{};
    std::array<std::size_t, 2> filled{};
    for (auto& one : column) {
        one = new QVBoxLayout;
        one->setSpacing(24);
        columns->addLayout(one, 1);
    }
    for (const auto& [title, members] : groupsOf(actions)) {
        const std::size_t shorter = filled[1] < filled[0] ? 1 : 0;
        column[shorter]->addWidget(groupOf(title, members));
        filled[shorter] += members.size() + 2;
    }
    for (auto* one : column) one->addStretch();
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->addWidget(area, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

QWidget* ShortcutSheet::groupOf(const QString& title, const std::vector<const QAction*>& actions) {
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    auto* heading = new QLabel(title);
    heading->setProperty("heading", true);
    grid->addWidget(heading, 0, 0, 1, 2);
    int row = 1;
    for (const QAction* action : actions) {
        QString text = action->text();
        auto* name = new QLabel(text.remove(QLatin1Char('&')));
        auto* keys = new QLabel(action->shortcut().toString(QKeySequence::NativeText));
        keys->setStyleSheet(
            QStringLiteral("QLabel { background: %1; border: 1px solid %2; border-radius: 4px; padding: 2px 8px; color: %3; }")
                .arg(m_themes.theme().container.name(), m_themes.theme().border.name(), m_themes.theme().textMuted.name()));
        keys->setObjectName(QStringLiteral("keys.") + action->objectName());
        grid->addWidget(name, row, 0);
        grid->addWidget(keys, row++, 1, Qt::AlignRight);
    }
    return box;
}

}  // namespace headroom::desktop
