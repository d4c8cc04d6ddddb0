#include "app/desktop/lessons/scaled_label.h"

namespace headroom::desktop {
namespace {

constexpr double ordinaryPointSize = 10;

}  // namespace

QFont scaledFont(const ThemeStore& themes, double factor, QFont::Weight weight) {
    QFont font(QStringLiteral("Inter"));
    font.setPointSizeF(ordinaryPointSize * factor * themes.textScale());
    font.setWeight(weight);
    return font;
}

ScaledLabel::ScaledLabel(const ThemeStore& themes, const QString& text, double factor, QFont::Weight weight, Tone tone,
                         QWidget* parent)
    : QLabel(text, parent), m_themes(themes), m_factor(factor), m_weight(weight), m_tone(tone) {
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    connect(&themes, &ThemeStore::changed, this, &ScaledLabel::restyle);
    restyle();
}

void ScaledLabel::setTone(Tone tone) {
    m_tone = tone;
    restyle();
}

void ScaledLabel::restyle() {
    const Theme& theme = m_themes.theme();
    const QColor colour = m_tone == Tone::Muted ? theme.textMuted : m_tone == Tone::Accent ? theme.accent : theme.text;
    const QFont font = scaledFont(m_themes, m_factor, m_weight);
    // The application's sheet would win over setFont and palette.
    setStyleSheet(QStringLiteral("QLabel { color: %1; font-size: %2pt; font-weight: %3; background: transparent; }")
                      .arg(colour.name())
                      .arg(font.pointSizeF())
                      .arg(static_cast<int>(m_weight)));
}

}  // namespace headroom::desktop
