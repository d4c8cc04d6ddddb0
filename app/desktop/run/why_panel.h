#pragma once

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QWidget>
#include <optional>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/playhead.h"
#include "app/desktop/views/run/why.h"
#include "app/desktop/views/selection.h"

namespace headroom::desktop {

/// Why something happened: the sentence, what went into the decision, the rule and where it comes from.
/// Without an event chosen it shows the last decision about what is selected, at the instant shown.
class WhyPanel : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    WhyPanel(const views::TraceSource& source, views::Playhead& playhead, views::Selection& selection, ThemeStore& themes,
             QWidget* parent = nullptr);

    /// Keeps showing this event until another element is selected.
    void explain(std::size_t event);
    /// The last decision about the selection at the instant shown.
    void explainLast();
    /// Position in trace().events(); nothing while there is nothing to explain.
    const std::optional<std::size_t>& explainedEvent() const { return m_event; }
    QString sentence() const { return m_sentence->text(); }

signals:
    /// Another event is explained.
    void explained(std::size_t event);

private:
    void setupHead();
    void setupReason();
    void setupButtons();
    QPushButton* addButton(const QString& text, const char* name, void (WhyPanel::*pressed)());
    void follow();
    void turnTo(std::optional<std::size_t> event);
    void fill();
    void clearRows();
    void addRow(const QString& name, const QString& value);
    void enlarge();
    void goBack() { goBy(-1); }
    void goOn() { goBy(1); }
    void goBy(int step);
    void goToElement();
    void goToInstant();

    const views::TraceSource& m_source;
    views::Playhead& m_playhead;
    views::Selection& m_selection;
    ThemeStore& m_themes;
    std::optional<std::size_t> m_event;
    bool m_isChosen = false;  ///< by somebody, so the playhead does not change it
    QString m_about;          ///< whose decisions previous and next go through
    QLabel* m_head = nullptr;
    QLabel* m_sentence = nullptr;
    QScrollArea* m_scroll = nullptr;
    QGridLayout* m_grid = nullptr;
    QPushButton* m_previous = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_toElement = nullptr;
    QPushButton* m_toInstant = nullptr;
};

}  // namespace headroom::desktop
