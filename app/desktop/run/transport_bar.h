#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include "app/desktop/shell/action_registry.h"
#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/run/run_control.h"

namespace headroom::desktop {

/// Start, pause, step, stop; how fast, with which seed and variant; how far the run is and how it is.
class TransportBar : public QWidget {
    Q_OBJECT

public:
    /// registerRunActions() comes before. All outlive it.
    TransportBar(views::RunControl& control, ActionRegistry& actions, ThemeStore& themes, QWidget* parent = nullptr);

    /// "running", "paused" …, as shown.
    QString stateText() const { return m_state->text(); }

private:
    QToolButton* addButton(const char* action, const char* name);
    void setupButtons();
    void setupSpeed();
    void setupSeed();
    void setupVariant();
    void setupProgress();
    void paintIcons();
    void showState();
    void showProgress();
    QString liveText() const;
    void showVariants();
    void takeSeed();

    views::RunControl& m_control;
    ActionRegistry& m_actions;
    ThemeStore& m_themes;
    QToolButton* m_start = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_step = nullptr;
    QToolButton* m_stop = nullptr;
    QComboBox* m_speed = nullptr;
    QLineEdit* m_seed = nullptr;
    QComboBox* m_variant = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_clock = nullptr;
    QLabel* m_left = nullptr;
    QLabel* m_state = nullptr;
    QTimer m_freshness;  ///< while a deployment is watched: how old the newest word is
};

}  // namespace headroom::desktop
