#pragma once

#include <QPainter>
#include <vector>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/graph/card_contents.h"
#include "app/desktop/views/graph/edge_routing.h"

namespace headroom::desktop {

/// The lines between cards: where they run, how wide they are, and what flows on them.
class EdgeLayer {
public:
    EdgeLayer(const views::GraphModel& graph, const ThemeStore& themes) : m_graph(graph), m_themes(themes) {}

    /// Runs every line anew.
    void route();
    /// Takes rates from the contents; true when a line is to be drawn with another width.
    bool takeRates(const views::CardContents& contents);
    /// Lines at the scale of the painter; those at `selected` nodes stand out.
    void paint(QPainter& painter, const QRectF& area, double scale, const QStringList& selected) const;
    /// What flows, `phase` drawing units after the start. The painter is in drawing units.
    void paintParticles(QPainter& painter, const QRectF& area, double scale, double phase);
    /// Scale under which lines are hairlines: their widths don't matter there.
    static constexpr double briefBelow = 0.3;
    const std::vector<views::EdgePath>& paths() const { return m_paths; }

private:
    void paintLine(QPainter& painter, std::size_t edge, double scale, const QColor& colour) const;
    void paintArrow(QPainter& painter, const views::EdgePath& path, double width, const QColor& colour) const;
    const QPixmap& sprite(double pixels, double ratio);

    const views::GraphModel& m_graph;
    const ThemeStore& m_themes;
    std::vector<views::EdgePath> m_paths;
    std::vector<QRectF> m_boxes;
    std::vector<float> m_widths;
    std::vector<int> m_particles;
    QPixmap m_sprite;
    double m_spritePixels = 0;
    QColor m_spriteColour;
};

}  // namespace headroom::desktop
