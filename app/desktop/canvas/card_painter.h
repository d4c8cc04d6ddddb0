#pragma once

#include <QFont>
#include <QPainter>
#include <optional>

#include "app/desktop/canvas/card_overlay.h"
#include "app/desktop/canvas/icon_store.h"
#include "app/desktop/canvas/text_store.h"
#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/graph/card_contents.h"

namespace headroom::desktop {

/// How much of a card is drawn; less from afar.
enum class CardDetail { Full, Compact, Brief, Dot };

/// What interaction and analysis say of a card, beyond its content.
struct CardLook {
    bool isSelected = false;
    bool isHovered = false;
    bool isFocused = false;
    bool isFound = false;  ///< by the search
    bool isDimmed = false;
    QString mark;  ///< "stops", "falls behind": what the selected element's failure does to it
    bool isMarkSevere = false;
    std::optional<CardOverlay::Difference> difference;
    bool operator==(const CardLook& other) const {
        return isSelected == other.isSelected && isHovered == other.isHovered && isFocused == other.isFocused &&
               isFound == other.isFound && isDimmed == other.isDimmed && mark == other.mark;
    }
};

/// Draws nodes in drawing units, the node's top left corner at (0, 0). Everything that is told by colour is told by a shape or a
/// word too.
class CardPainter {
public:
    explicit CardPainter(const ThemeStore& themes) : m_themes(themes) {}

    /// How far badges and outlines reach beyond the node's rectangle.
    static constexpr double margin = 12;

    void paint(QPainter& painter, const views::GraphNode& node, const views::CardContent& content, const CardLook& look,
               CardDetail detail);
    /// The part of paint() that is the same for all cards of one kind, size and look: what can be kept as a picture.
    void paintBlank(QPainter& painter, const views::GraphNode& node, const CardLook& look, CardDetail detail);
    /// The rest of paint().
    void paintFigures(QPainter& painter, const views::GraphNode& node, const views::CardContent& content, const CardLook& look,
                      CardDetail detail);
    /// A container's area and title, behind edges.
    void paintContainer(QPainter& painter, const views::GraphNode& node, const views::CardContent& content, const CardLook& look,
                        CardDetail detail);
    /// Where containers, services and clusters are collapsed by a click.
    static QRectF toggleRect(const views::GraphNode& node);
    QColor colourOf(presentation::CardState state) const;

private:
    static constexpr double compactRingSize = 48;
    /// Where the utilisation of a card is drawn that has one.
    static QRectF ringRect(const views::GraphNode& node, CardDetail detail);
    const Theme& theme() const { return m_themes.theme(); }
    QFont font(double pixels, int weight = 400) const;
    void text(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, const QColor& colour,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight) const;
    void frame(QPainter& painter, const views::GraphNode& node, const CardLook& look, double radius);
    void card(QPainter& painter, const views::GraphNode& node, const views::CardContent& content, const CardLook& look);
    void compactCard(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void compactDifference(QPainter& painter, const views::GraphNode& node, const views::CardContent& content,
                           const CardOverlay::Difference& difference);
    void divergingPill(QPainter& painter, const QRectF& rect, const CardOverlay::Difference& difference, double pixels) const;
    void compactGroup(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void compactTopic(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void compactBroker(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void brief(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void group(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void topic(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void broker(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void place(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void dot(QPainter& painter, const views::GraphNode& node, const views::CardContent& content);
    void ringGround(QPainter& painter, const QRectF& rect) const;
    void ring(QPainter& painter, const QRectF& rect, const views::CardContent& content, bool isCompact = false) const;
    void bar(QPainter& painter, const QRectF& rect, double utilisation) const;
    void difference(QPainter& painter, const QRectF& rect, const CardOverlay::Difference& difference) const;
    void sparkline(QPainter& painter, const QRectF& rect, const std::vector<double>& values) const;
    void strip(QPainter& painter, const QRectF& rect, int cells, const std::vector<double>& lag) const;
    void glyph(QPainter& painter, const QPointF& centre, double radius, presentation::CardState state) const;
    double pill(QPainter& painter, const QPointF& right, const QString& text, const QColor& colour, bool isStrong) const;
    void badges(QPainter& painter, const views::GraphNode& node, const views::CardContent& content, const CardLook& look) const;

    const ThemeStore& m_themes;
    IconStore m_icons;
    double m_type = 1;  ///< of badges' letters, larger on compact cards
    mutable TextStore m_texts;
};

}  // namespace headroom::desktop
