#pragma once

#include <QColor>
#include <QHash>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <memory>

#include "app/desktop/views/graph/graph.h"

class QSvgRenderer;

namespace headroom::desktop {

/// The pictures in :/icons, in any colour.
class IconStore {
public:
    IconStore();
    ~IconStore();

    void paint(QPainter& painter, const QString& name, const QRectF& rect, const QColor& colour);
    /// "store", "topic".
    static QString nameOf(views::NodeKind kind);

private:
    QHash<QString, std::shared_ptr<QSvgRenderer>> m_renderers;  ///< by name and colour
};

}  // namespace headroom::desktop
