#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/run/run_control.h"

namespace headroom::desktop {

/// Says when the engine died, hangs or talks nonsense, or when something was refused, and offers what helps. Hidden otherwise.
class TroubleBanner : public QFrame {
    Q_OBJECT

public:
    /// All outlive it.
    TroubleBanner(views::RunControl& control, ThemeStore& themes, QWidget* parent = nullptr);

    QString text() const { return m_text->text(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void setupRow();
    void showState();
    void showRefusal(const QString& message);
    void say(const QString& text, bool offersRestart, bool offersStop);

    views::RunControl& m_control;
    ThemeStore& m_themes;
    QLabel* m_text = nullptr;
    QPushButton* m_restart = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_dismiss = nullptr;
};

}  // namespace headroom::desktop
