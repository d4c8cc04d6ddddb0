#include "app/desktop/shell/action_registry.h"

#include <stdexcept>

namespace headroom::desktop {
namespace {

const char* const groupProperty = "group";
const char* const iconProperty = "iconName";

}  // namespace

QAction* ActionRegistry::add(const ActionSpec& spec, std::function<void()> triggered) {
    if (m_byId.contains(spec.id)) throw std::logic_error("two actions are called " + spec.id.toStdString());
    auto* action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    action->setShortcut(spec.shortcut);
    action->setToolTip(spec.tip.isEmpty() ? spec.text : spec.tip);
    action->setStatusTip(action->toolTip());
    action->setCheckable(spec.checkable);
    action->setProperty(groupProperty, spec.group);
    action->setProperty(iconProperty, spec.icon);
    connect(action, &QAction::triggered, this, [this, action, triggered = std::move(triggered)] {
        emit triggering(action);
        triggered();
    });
    m_all.push_back(action);
    m_byId[spec.id] = action;
    emit added(action);
    return action;
}

QAction* ActionRegistry::action(const QString& id) const {
    return m_byId.at(id);
}

QAction* ActionRegistry::findAction(const QString& id) const {
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : found->second;
}

QString ActionRegistry::groupOf(const QAction* action) {
    return action->property(groupProperty).toString();
}

QString ActionRegistry::iconOf(const QAction* action) {
    return action->property(iconProperty).toString();
}

}  // namespace headroom::desktop
