#include "app/desktop/shell/docks.h"

#include <stdexcept>

namespace headroom::desktop {

QDockWidget* Docks::add(const QString& id, const QString& title, QWidget* panel, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, &m_window);
    dock->setObjectName(id);
    dock->setWidget(panel);
    dock->setAccessibleName(title);
    QDockWidget* first = nullptr;
    for (QDockWidget* other : m_docks)
        if (first == nullptr && m_window.dockWidgetArea(other) == area) first = other;
    m_window.addDockWidget(area, dock);
    if (first != nullptr) {
        m_window.tabifyDockWidget(first, dock);
        first->raise();
        // The tab says what it is.
        for (QDockWidget* tabbed : {first, dock})
            if (tabbed->titleBarWidget() == nullptr) tabbed->setTitleBarWidget(new QWidget(tabbed));
    }
    m_docks.push_back(dock);

    QAction* toggle = m_actions.add({QStringLiteral("view.") + id, title, QStringLiteral("View"), {},
                                     QObject::tr("Show or hide %1").arg(title.toLower()), {}, true},
                                    [this, dock, id] { dock->isHidden() ? raise(id) : dock->hide(); });
    toggle->setChecked(true);
    QObject::connect(dock, &QDockWidget::visibilityChanged, toggle,
                     [dock, toggle] { toggle->setChecked(!dock->isHidden()); });
    return dock;
}

void Docks::raise(const QString& id) {
    QDockWidget* wanted = dock(id);
    wanted->show();
    wanted->raise();
}

QDockWidget* Docks::dock(const QString& id) const {
    for (QDockWidget* dock : m_docks)
        if (dock->objectName() == id) return dock;
    throw std::out_of_range("there is no panel " + id.toStdString());
}

void Docks::setVisible(bool visible) {
    if (visible == m_visible) return;
    m_visible = visible;
    if (visible) {
        m_window.restoreState(m_hiddenState);
        return;
    }
    m_hiddenState = m_window.saveState();
    for (QDockWidget* dock : m_docks) dock->hide();
}

}  // namespace headroom::desktop
