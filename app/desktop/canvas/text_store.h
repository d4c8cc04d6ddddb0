#pragma once

#include <QFont>
#include <QHash>
#include <QPainter>
#include <QStaticText>

namespace headroom::desktop {

/// Draws single lines of text, and remembers how they are set: most of what a canvas says it said a moment ago too.
class TextStore {
public:
    /// Within the rectangle, shortened where it is too long, in the pen's colour.
    void paint(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, Qt::Alignment alignment);

private:
    struct Line {
        QStaticText text;
        QSizeF size;
    };
    Line& lineOf(const QString& text, const QFont& font, double width);

    QHash<QString, Line> m_lines;  ///< by font, width and text
};

}  // namespace headroom::desktop
