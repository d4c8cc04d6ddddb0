#include "tests/gui/pictures/small_png.h"

#include <QHash>
#include <QList>
#include <algorithm>
#include <limits>
#include <vector>

namespace headroom::gui {
namespace {

constexpr std::size_t mostColours = 256;
constexpr std::size_t mostExact = 64;

/// Of what the eye tells apart, roughly.
int distance(QRgb one, QRgb other) {
    const int red = qRed(one) - qRed(other);
    const int green = qGreen(one) - qGreen(other);
    const int blue = qBlue(one) - qBlue(other);
    return 2 * red * red + 4 * green * green + 3 * blue * blue;
}

/// By how many pixels have them, most first; among equals by value, so that the answer is always the same.
std::vector<QRgb> byFrequency(const QImage& picture) {
    QHash<QRgb, int> counts;
    for (int y = 0; y < picture.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); ++x) ++counts[line[x] | 0xff000000U];
    }
    std::vector<std::pair<int, QRgb>> order;
    for (auto one = counts.cbegin(); one != counts.cend(); ++one) order.emplace_back(-one.value(), one.key());
    std::ranges::sort(order);
    std::vector<QRgb> colours;
    for (const auto& [count, colour] : order) colours.push_back(colour);
    return colours;
}

int nearest(const QList<QRgb>& palette, QRgb colour) {
    int best = 0;
    int least = std::numeric_limits<int>::max();
    for (int i = 0; i < palette.size() && least > 0; ++i) {
        const int far = distance(palette[i], colour);
        if (far >= least) continue;
        least = far;
        best = i;
    }
    return best;
}

/// Frequent colours that are far enough from each other; as near as the palette has room for.
QList<QRgb> paletteOf(const std::vector<QRgb>& colours) {
    // Areas keep their colour exactly; what is left to share out are the edges of letters and lines.
    QList<QRgb> palette(colours.begin(), colours.begin() + static_cast<std::ptrdiff_t>(std::min(colours.size(), mostExact)));
    for (int apart = 4096; apart >= 1 && palette.size() < qsizetype(mostColours); apart /= 4)
        for (const QRgb colour : colours) {
            if (palette.size() == qsizetype(mostColours)) break;
            if (palette.isEmpty() || distance(palette[nearest(palette, colour)], colour) >= apart) palette << colour;
        }
    return palette;
}

}  // namespace

QImage withFewColours(const QImage& picture) {
    const QImage source = picture.convertToFormat(QImage::Format_RGB32);
    const std::vector<QRgb> colours = byFrequency(source);
    const QList<QRgb> palette = paletteOf(colours);
    QHash<QRgb, uchar> places;
    for (const QRgb colour : colours) places.insert(colour, static_cast<uchar>(nearest(palette, colour)));
    QImage result(source.size(), QImage::Format_Indexed8);
    result.setColorTable(palette);
    for (int y = 0; y < source.height(); ++y) {
        const auto* from = reinterpret_cast<const QRgb*>(source.constScanLine(y));
        uchar* to = result.scanLine(y);
        for (int x = 0; x < source.width(); ++x) to[x] = places.value(from[x] | 0xff000000U);
    }
    return result;
}

bool saveSmall(const QImage& picture, const QString& path) {
    // 0 asks Qt's writer for the strongest compression.
    return withFewColours(picture).save(path, "PNG", 0);
}

}  // namespace headroom::gui
