#include "app/desktop/charts/chart_export.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace headroom::desktop {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("charts", text);
}

/// As on the screen, but never cramped.
QSize sizeOf(const ChartView& chart) {
    return chart.viewport()->size().expandedTo({720, 240});
}

std::optional<QString> write(const QByteArray& bytes, const QString& path) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return std::nullopt;
    return tr("%1 can't be written: %2").arg(path, file.errorString());
}

}  // namespace

std::optional<QString> writePng(ChartView& chart, const QString& path, double scale) {
    const QSize size = sizeOf(chart);
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    chart.renderTo(painter, size);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!image.save(&buffer, "PNG")) return tr("%1 can't be written: the picture can't be made").arg(path);
    return write(bytes, path);
}

std::optional<QString> writeSvg(ChartView& chart, const QString& path) {
    const QSize size = sizeOf(chart);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(chart.accessibleName());
    QPainter painter(&generator);
    chart.renderTo(painter, size);
    painter.end();
    return write(bytes, path);
}

std::optional<QString> writeText(const std::string& text, const QString& path) {
    return write(QByteArray::fromStdString(text), path);
}

}  // namespace headroom::desktop
