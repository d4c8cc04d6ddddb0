#pragma once

#include <QDialog>

#include "app/desktop/shell/preferences.h"
#include "app/desktop/theme/theme_store.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QSlider;

namespace headroom::desktop {

/// Preferences as they are changed: each takes effect at once, Cancel brings back what was.
class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    /// Both outlive it.
    PreferencesDialog(Preferences& preferences, const ThemeStore& themes, QWidget* parent = nullptr);

    void reject() override;

private:
    void setupTheme(QFormLayout& form);
    void setupTextScale(QFormLayout& form);
    void setupSpeed(QFormLayout& form);
    void setupSwitches(QFormLayout& form);
    void setupButtons(QLayout& layout);
    void fill(const PreferenceValues& values);
    void take();

    Preferences& m_preferences;
    const ThemeStore& m_themes;
    PreferenceValues m_before;
    QComboBox* m_theme = nullptr;
    QSlider* m_textScale = nullptr;
    QLabel* m_textScaleText = nullptr;
    QComboBox* m_speed = nullptr;
    QCheckBox* m_autosave = nullptr;
    QCheckBox* m_reducedMotion = nullptr;
};

}  // namespace headroom::desktop
