#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <functional>
#include <map>
#include <vector>

namespace headroom::desktop {

/// What a user can do, with the words for it.
struct ActionSpec {
    QString id;     ///< "run.start"; names the action's test in tests/gui/actions.txt
    QString text;   ///< "Start the run"
    QString group;  ///< menu it stands in: "File", "Edit", "View", "Run", "Live", "Compare", "Learn", "Help"
    QKeySequence shortcut = {};
    QString tip = {};   ///< one sentence; the text if empty
    QString icon = {};  ///< name of a picture in :/icons, without folder and ending
    bool checkable = false;
};

/// Every action of the program, by id: menus, tool bars, the command palette and the tests find them here.
class ActionRegistry : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    /// Registers an action; throws std::logic_error when the id is taken.
    QAction* add(const ActionSpec& spec, std::function<void()> triggered);
    /// Throws std::out_of_range.
    QAction* action(const QString& id) const;
    QAction* findAction(const QString& id) const;
    /// In the order of registration.
    const std::vector<QAction*>& all() const { return m_all; }
    static QString groupOf(const QAction* action);
    static QString iconOf(const QAction* action);

signals:
    void added(QAction* action);
    /// Before an action is carried out.
    void triggering(QAction* action);

private:
    std::vector<QAction*> m_all;
    std::map<QString, QAction*> m_byId;
};

}  // namespace headroom::desktop
