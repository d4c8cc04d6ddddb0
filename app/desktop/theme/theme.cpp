#include "app/desktop/theme/theme.h"

#include <QJsonArray>
#include <stdexcept>

namespace headroom::desktop {
namespace {

QColor colourOf(const QJsonValue& value, const QString& what) {
    const QColor colour(value.toString());
    if (!colour.isValid()) throw std::runtime_error("a theme's '" + what.toStdString() + "' is missing or no colour");
    return colour;
}

std::vector<QColor> coloursOf(const QJsonObject& object, const char* what) {
    std::vector<QColor> colours;
    for (const auto& value : object[QLatin1String(what)].toArray()) colours.push_back(colourOf(value, QLatin1String(what)));
    if (colours.empty()) throw std::runtime_error("a theme's '" + std::string(what) + "' is empty");
    return colours;
}

}  // namespace

QColor Theme::load(double utilisation) const {
    if (!(utilisation >= 0)) return unknown;
    if (utilisation < 0.6) return ok;
    return utilisation < 0.85 ? warning : danger;
}

Theme themeFromJson(const QJsonObject& object) {
    Theme theme;
    theme.name = object[QLatin1String("name")].toString();
    theme.title = object[QLatin1String("title")].toString();
    theme.isDark = object[QLatin1String("dark")].toBool();
    const std::pair<const char*, QColor*> roles[] = {
        {"window", &theme.window},       {"panel", &theme.panel},         {"field", &theme.field},
        {"card", &theme.card},           {"cardRaised", &theme.cardRaised}, {"container", &theme.container},
        {"border", &theme.border},       {"borderStrong", &theme.borderStrong}, {"grid", &theme.grid},
        {"text", &theme.text},           {"textMuted", &theme.textMuted}, {"textOnAccent", &theme.textOnAccent},
        {"accent", &theme.accent},       {"accentSoft", &theme.accentSoft}, {"ok", &theme.ok},
        {"warning", &theme.warning},     {"danger", &theme.danger},       {"info", &theme.info},
        {"unknown", &theme.unknown},     {"edge", &theme.edge},           {"particle", &theme.particle},
    };
    const QJsonObject colours = object[QLatin1String("colours")].toObject();
    for (const auto& [name, colour] : roles) *colour = colourOf(colours[QLatin1String(name)], QLatin1String(name));
    theme.series = coloursOf(colours, "series");
    theme.diverging = coloursOf(colours, "diverging");
    return theme;
}

}  // namespace headroom::desktop
