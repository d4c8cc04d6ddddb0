#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QWidget>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/playhead.h"
#include "app/desktop/views/run/event_model.h"
#include "app/desktop/views/selection.h"

namespace headroom::desktop {

/// The events of a run with a filter. Choosing one shows its instant and selects its element.
class EventLog : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    EventLog(const views::TraceSource& source, views::Playhead& playhead, views::Selection& selection, ThemeStore& themes,
             QWidget* parent = nullptr);

    const views::EventModel& model() const { return m_model; }
    /// Shows an event's row, where it isn't filtered out.
    void reveal(std::size_t event);

signals:
    void eventChosen(std::size_t event);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void setupFilter();
    void setupTable(ThemeStore& themes);
    void applyFilter();
    void fillFamilies();
    void choose(const QModelIndex& index);
    void followPlayhead();
    void showCount();

    views::EventModel m_model;
    views::Playhead& m_playhead;
    views::Selection& m_selection;
    QLineEdit* m_text = nullptr;
    QComboBox* m_severity = nullptr;
    QToolButton* m_families = nullptr;
    QMenu* m_familyMenu = nullptr;
    QLabel* m_count = nullptr;
    QTableView* m_table = nullptr;
    bool m_isOwnMove = false;
};

}  // namespace headroom::desktop
