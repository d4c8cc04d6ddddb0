#include "app/desktop/inspector/inspector_style.h"

namespace headroom::desktop {

QString inspectorStyle(const ThemeStore& themes) {
    const Theme& theme = themes.theme();
    QString sheet = QStringLiteral(R"(
        QScrollArea, QWidget#scrolled { background: transparent; border: none; }
        QLabel#kind { color: @textMuted; font-size: @smallpt; font-weight: 600; }
        QLabel#notice { color: @textMuted; font-size: @smallpt; }
        QLineEdit#name { font-size: @largept; font-weight: 600; border: 1px solid transparent; background: transparent;
                         padding: 2px 4px; margin-left: -5px; }
        QLineEdit#name:hover { border-color: @border; }
        QLineEdit#name:focus { border-color: @accent; background: @field; }
        QFrame#help { background: @container; border: none; border-top: 1px solid @border; }
        QLabel#helpTitle { font-weight: 600; }
        QLabel#helpText { color: @text; }
        QLabel#helpOrigin { color: @textMuted; font-size: @smallpt; }
        QToolButton#fold { border: none; border-radius: 4px; padding: 6px 4px; font-weight: 600; text-align: left; color: @text; }
        QToolButton#fold:hover { background: @accentSoft; }
        QToolButton#fold:focus { border: 1px solid @accent; padding: 5px 3px; }
        QToolButton#fold[level="1"] { font-weight: 500; padding: 4px; }
        QToolButton#fold[level="2"] { font-weight: 400; padding: 4px; }
        QToolButton#small { padding: 2px 6px; color: @textMuted; border-radius: 4px; }
        QToolButton#small:hover { color: @text; }
        QToolButton#mode { padding: 2px 4px; color: @textMuted; border: 1px solid @border; border-radius: 5px; background: @field; }
        QToolButton#mode:hover, QToolButton#mode:focus { border-color: @accent; color: @text; }
        QToolButton#mode::menu-indicator { image: none; width: 0; }
        QToolButton#mode[isUncertain="true"] { color: @info; border-color: @info; font-weight: 600; }
        QComboBox::drop-down { border: none; width: 20px; }
        QComboBox::down-arrow { image: url(:/pictures/chevron-down.svg); width: 10px; height: 10px; }
        QComboBox { padding-right: 2px; }
        QFrame#rule { background: @border; max-height: 1px; min-height: 1px; border: none; }
        QFrame#nest { border: none; border-left: 2px solid @border; }
        QLabel#property { color: @text; }
        QLabel#property[isSet="false"] { color: @textMuted; }
        QLabel#between { color: @textMuted; }
        QLabel#chip { color: @textMuted; background: @container; border-radius: 7px; padding: 1px 6px; font-size: @smallpt; }
        QLabel#chip[origin="set"] { color: @text; }
        QLabel#chip[origin="guess"], QLabel#chip[origin="measured"] { color: @info; font-weight: 600; }
        QLineEdit#comment { font-size: @smallpt; color: @textMuted; border-color: transparent; background: transparent;
                            padding: 1px 6px; }
        QLineEdit#comment:hover { border-color: @border; }
        QLineEdit#comment:focus { border-color: @accent; background: @field; color: @text; }
        QLineEdit[isWrong="true"], QComboBox[isWrong="true"] { border: 1px solid @danger; }
        QLabel#error { color: @danger; font-size: @smallpt; }
        QLabel#warning { color: @warning; font-size: @smallpt; }
        QLabel#note { color: @info; font-size: @smallpt; }
        QLabel#verdict { font-size: @largept; font-weight: 600; }
        QLabel#verdictDetail { color: @textMuted; }
        QLabel#section { font-weight: 600; color: @text; padding-top: 8px; }
        QPushButton#answer { text-align: left; border: none; background: transparent; padding: 4px 6px; border-radius: 5px; }
        QPushButton#answer:hover { background: @accentSoft; }
        QPushButton#answer:focus { border: 1px solid @accent; padding: 3px 5px; }
    )");
    const double points = 10 * themes.textScale();
    const std::pair<const char*, QString> roles[] = {
        {"@textMuted", theme.textMuted.name()},
        {"@accentSoft", theme.accentSoft.name()},
        {"@container", theme.container.name()},
        {"@accent", theme.accent.name()},
        {"@border", theme.border.name()},
        {"@field", theme.field.name()},
        {"@danger", theme.danger.name()},
        {"@warning", theme.warning.name()},
        {"@info", theme.info.name()},
        {"@text", theme.text.name()},
        {"@small", QString::number(points * 0.88)},
        {"@large", QString::number(points * 1.3)},
    };
    for (const auto& [role, value] : roles) sheet.replace(QLatin1String(role), value);
    return sheet;
}

}  // namespace headroom::desktop
