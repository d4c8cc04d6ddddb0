#pragma once

#include <QColor>
#include <QJsonObject>
#include <QString>
#include <vector>

namespace headroom::desktop {

/// Colours by what they mean. Data, not code: assets/themes/*.json.
struct Theme {
    QString name;   ///< "light"
    QString title;  ///< "Light"
    bool isDark = false;

    QColor window;       ///< behind everything
    QColor panel;        ///< docks and bars
    QColor field;        ///< what can be typed into
    QColor card;         ///< components on the canvas
    QColor cardRaised;   ///< under the pointer
    QColor container;    ///< clusters, nodes and zones behind cards
    QColor border;       ///< between areas
    QColor borderStrong; ///< around cards and fields
    QColor grid;         ///< the canvas' dots
    QColor text;
    QColor textMuted;    ///< labels, units
    QColor textOnAccent;
    QColor accent;       ///< selection, focus, the main button
    QColor accentSoft;   ///< behind what is selected
    QColor ok;
    QColor warning;
    QColor danger;
    QColor info;
    QColor unknown;      ///< no value
    QColor edge;         ///< lines between components
    QColor particle;     ///< what flows on them
    std::vector<QColor> series;      ///< of charts, told apart by the colour-blind too (Okabe and Ito 2008)
    std::vector<QColor> diverging;   ///< from "much less" over "the same" in the middle to "much more"

    /// A role from 0 (idle) to 1 (full) and beyond: ok below 0.6, warning below 0.85, danger above.
    QColor load(double utilisation) const;
};

/// Throws std::runtime_error naming what is missing or no colour.
Theme themeFromJson(const QJsonObject& object);

}  // namespace headroom::desktop
