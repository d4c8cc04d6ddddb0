#include "tests/gui/support/image_compare.h"

#include <QDir>
#include <QFileInfo>
#include <cstdlib>

namespace headroom::gui {
namespace {

bool differs(QRgb one, QRgb other, int channel) {
    return std::abs(qRed(one) - qRed(other)) > channel || std::abs(qGreen(one) - qGreen(other)) > channel ||
           std::abs(qBlue(one) - qBlue(other)) > channel;
}

QRgb pale(QRgb colour) {
    const int grey = 160 + qGray(colour) * 95 / 255;
    return qRgb(grey, grey, grey);
}

}  // namespace

double differentShare(const QImage& one, const QImage& other, int channel, QImage* difference) {
    if (one.size() != other.size() || one.isNull()) return 1;
    const QImage left = one.convertToFormat(QImage::Format_RGB32);
    const QImage right = other.convertToFormat(QImage::Format_RGB32);
    if (difference != nullptr) *difference = QImage(one.size(), QImage::Format_RGB32);
    qint64 count = 0;
    for (int y = 0; y < left.height(); ++y) {
        const auto* a = reinterpret_cast<const QRgb*>(left.constScanLine(y));
        const auto* b = reinterpret_cast<const QRgb*>(right.constScanLine(y));
        for (int x = 0; x < left.width(); ++x) {
            const bool isDifferent = differs(a[x], b[x], channel);
            count += isDifferent ? 1 : 0;
            if (difference != nullptr) difference->setPixel(x, y, isDifferent ? qRgb(220, 0, 0) : pale(a[x]));
        }
    }
    return static_cast<double>(count) / (static_cast<double>(left.width()) * left.height());
}

ImageComparison compareImages(const QImage& actual, const QString& expectedPath, const QString& outputFolder,
                              const ImageTolerance& tolerance) {
    const QString base = QDir(outputFolder).filePath(QFileInfo(expectedPath).completeBaseName());
    const QImage expected(expectedPath);
    QImage difference;
    const double share = differentShare(actual, expected, tolerance.channel, &difference);
    if (share <= tolerance.differentShare) return {true, {}};
    QDir().mkpath(outputFolder);
    actual.save(base + QStringLiteral(".actual.png"));
    if (expected.isNull()) return {false, QStringLiteral("there is no %1; see %2.actual.png").arg(expectedPath, base)};
    if (actual.size() != expected.size())
        return {false, QStringLiteral("the size is %1 × %2 instead of %3 × %4; see %5.actual.png")
                           .arg(actual.width())
                           .arg(actual.height())
                           .arg(expected.width())
                           .arg(expected.height())
                           .arg(base)};
    difference.save(base + QStringLiteral(".difference.png"));
    return {false, QStringLiteral("%1 % of the pixels differ, more than %2 %; see %3.difference.png")
                       .arg(100 * share, 0, 'f', 2)
                       .arg(100 * tolerance.differentShare, 0, 'f', 2)
                       .arg(base)};
}

}  // namespace headroom::gui
