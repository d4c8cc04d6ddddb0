#pragma once

#include <QFont>
#include <QHash>
#include <QPainter>
#include <QStaticText>

namespace headroom::desktop {

/// Draws single lines of text, and remembers how they are set: most of what a canvas says it said a moment ago too.
class TextStore {
public:
    /// How a line lies in its rectangle, and where it is shortened if it is too long.
    struct Fit {
        Qt::Alignment alignment;
        Qt::TextElideMode elide = Qt::ElideRight;
    };
    /// Within the rectangle, in the pen's colour.
    void paint(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, Fit fit);

private:
    struct Line {
        QStaticText text;
        QSizeF size;
    };
    Line& lineOf(const QString& text, const QFont& font, double width, Qt::TextElideMode elide);

    QHash<QString, Line> m_lines;  ///< by font, width, elision and text
};

}  // namespace headroom::desktop
