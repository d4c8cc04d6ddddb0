#pragma once

#include <QImage>
#include <QString>

namespace headroom::gui {

/// The picture in at most 256 colours, those that matter most: to the eye the same, and a fraction of the size.
QImage withFewColours(const QImage& picture);

/// Writes a picture as small as PNG gets; false when that can't be.
bool saveSmall(const QImage& picture, const QString& path);

}  // namespace headroom::gui
