#pragma once

#include <QFont>
#include <QLabel>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// The font of a text `factor` times the ordinary size, as large as the store says texts are now.
QFont scaledFont(const ThemeStore& themes, double factor, QFont::Weight weight = QFont::Normal);

/// A text that wraps and whose size and colour follow the theme store.
class ScaledLabel : public QLabel {
    Q_OBJECT

public:
    enum class Tone { Text, Muted, Accent };

    /// The store outlives it.
    ScaledLabel(const ThemeStore& themes, const QString& text, double factor = 1, QFont::Weight weight = QFont::Normal,
                Tone tone = Tone::Text, QWidget* parent = nullptr);
    void setTone(Tone tone);

private:
    void restyle();

    const ThemeStore& m_themes;
    double m_factor;
    QFont::Weight m_weight;
    Tone m_tone;
};

}  // namespace headroom::desktop
