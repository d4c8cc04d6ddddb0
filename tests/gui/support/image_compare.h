#pragma once

#include <QImage>
#include <QString>

namespace headroom::gui {

/// What two pictures may differ by. Fonts and lines are drawn a little differently by another version of a library.
struct ImageTolerance {
    int channel = 24;              ///< of 255; a pixel further apart in any channel counts as different
    double differentShare = 0.01;  ///< of all pixels
};

struct ImageComparison {
    bool same = false;
    QString message;  ///< "1.4 % of the pixels differ, more than 1.0 %; see …"
};

/// Compares with the picture at `expectedPath`; on failure writes <name>.actual.png and <name>.difference.png (what differs in red
/// over a pale copy) into `outputFolder`.
ImageComparison compareImages(const QImage& actual, const QString& expectedPath, const QString& outputFolder,
                              const ImageTolerance& tolerance = {});

/// The share of pixels further apart than `channel`; 1 when the sizes differ. Draws them into `difference` if given.
double differentShare(const QImage& one, const QImage& other, int channel, QImage* difference = nullptr);

}  // namespace headroom::gui
