#pragma once

#include <QGraphicsScene>
#include <QHash>
#include <algorithm>
#include <map>
#include <tuple>

#include "app/desktop/canvas/card_item.h"
#include "app/desktop/canvas/edge_layer.h"
#include "app/desktop/views/selection.h"

namespace headroom::desktop {

/// The items of the canvas, kept in step with the graph, and what all of them share.
class CanvasScene : public QGraphicsScene {
    Q_OBJECT

public:
    /// All outlive it.
    CanvasScene(views::GraphModel& graph, views::Selection& selection, const views::StaticAnalysis& analysis,
                const views::TraceSource& source, const views::Playhead& playhead, const ThemeStore& themes,
                QObject* parent = nullptr);
    ~CanvasScene() override;

    const views::GraphModel& graph() const { return m_graph; }
    CardPainter& cardPainter() { return m_painter; }
    EdgeLayer& edges() { return m_edges; }
    static CardDetail detailAt(double scale);
    /// detailAt(), but no less than setLeastDetail() asked for.
    CardDetail detailFor(double scale) const { return std::min(detailAt(scale), m_leastDetail); }
    /// Cards show that much however small they are; CardDetail::Dot, where it begins: as much as is legible.
    void setLeastDetail(CardDetail detail);
    /// The node under a point; empty where there is none. Cards win over the containers they lie in.
    QString nodeAt(const QPointF& point) const;
    CardItem* item(const QString& node) const { return m_items.value(node); }

    /// Asks for the contents of one in `slices` cards, another part each time; all of them with 1.
    void refreshContents(int slices = 1);
    /// From afar contents need no history.
    void setDetail(CardDetail detail) { m_detail = detail; }
    /// Takes selection, focus, search and blast radius into the looks of all cards.
    void refreshLooks();
    void setHovered(const QString& node);
    void setFocused(const QString& node);
    const QString& focused() const { return m_focused; }
    /// Marks what a search found.
    void setFound(const QStringList& nodes);
    const QStringList& found() const { return m_found; }
    /// Null: ring and sparkline again. The overlay outlives its use.
    void setOverlay(const CardOverlay* overlay);

    /// Background, areas and lines, in drawing units.
    void paintBackdrop(QPainter& painter, const QRectF& area, double scale);
    /// While it is set, cards are drawn without pictures, for printing.
    void setDrawsDirectly(bool directly) { m_drawsDirectly = directly; }
    bool drawsDirectly() const { return m_drawsDirectly; }
    /// What all cards of that kind, size and look have in common, with the margin around it. Valid until the next call.
    const QPixmap& blankPicture(const views::GraphNode& node, const CardLook& look, CardDetail detail, double scale,
                                double ratio);
    const QPixmap& dotPicture(const views::GraphNode& node, const views::CardContent& content, double scale, double ratio);

signals:
    /// What paintBackdrop() draws is another.
    void backdropChanged();
    /// Only lines' widths are others.
    void widthsChanged();

private:
    void follow();
    void addItem(const QString& node);
    void removeItem(const QString& node);
    CardLook lookOf(const QString& node) const;
    void findBlast();
    void paintGrid(QPainter& painter, const QRectF& area, double scale) const;
    void restyle();

    views::GraphModel& m_graph;
    views::Selection& m_selection;
    const views::StaticAnalysis& m_analysis;
    const ThemeStore& m_themes;
    views::CardContents m_contents;
    CardPainter m_painter;
    EdgeLayer m_edges;
    QHash<QString, CardItem*> m_items;
    std::vector<CardItem*> m_order;
    std::size_t m_slice = 0;
    QString m_hovered;
    QString m_focused;
    QStringList m_found;
    QHash<QString, QPair<QString, bool>> m_blast;  ///< word and severity by node
    bool m_isBlastOfARun = false;                  ///< which has none, whatever is selected
    const CardOverlay* m_overlay = nullptr;
    bool m_drawsDirectly = false;
    CardDetail m_detail = CardDetail::Full;
    CardDetail m_leastDetail = CardDetail::Dot;
    QHash<quint64, QPixmap> m_dots;
    /// Kind, detail, flags of the look, scale, ratio, width, height.
    using BlankKey = std::tuple<int, int, int, double, double, double, double>;
    std::map<BlankKey, QPixmap> m_blanks;
};

}  // namespace headroom::desktop
