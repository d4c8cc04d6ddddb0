#pragma once

#include <QLabel>
#include <QTableView>
#include <QWidget>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/run/expectations_model.h"

namespace headroom::desktop {

/// What is expected of a run and how it stands, as the run goes.
class ExpectationsPanel : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    ExpectationsPanel(const views::TraceSource& source, ThemeStore& themes, QWidget* parent = nullptr);

    const views::ExpectationsModel& model() const { return m_model; }
    QString summary() const { return m_summary->text(); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void setupTable(ThemeStore& themes);
    void showSummary();

    views::ExpectationsModel m_model;
    QLabel* m_summary = nullptr;
    QTableView* m_table = nullptr;
};

}  // namespace headroom::desktop
