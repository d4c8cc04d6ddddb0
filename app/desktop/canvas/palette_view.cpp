#include "app/desktop/canvas/palette_view.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <array>

#include "app/desktop/canvas/canvas_view.h"

namespace headroom::desktop {

using views::PaletteItem;

namespace {

constexpr std::array paletteItems{PaletteItem::Client,  PaletteItem::Gateway, PaletteItem::Service, PaletteItem::Monolith,
                           PaletteItem::PostgreSql, PaletteItem::MongoDb, PaletteItem::Redis, PaletteItem::Cluster,
                           PaletteItem::Topic,   PaletteItem::Nodes,   PaletteItem::Zone};
constexpr int pictureSize = 24;
constexpr int entryHeight = 36;

views::NodeKind kindOf(PaletteItem item) {
    switch (item) {
        case PaletteItem::Client: return views::NodeKind::Client;
        case PaletteItem::Gateway: return views::NodeKind::Gateway;
        case PaletteItem::Service: return views::NodeKind::Service;
        case PaletteItem::Monolith: return views::NodeKind::Monolith;
        case PaletteItem::PostgreSql:
        case PaletteItem::MongoDb:
        case PaletteItem::Redis: return views::NodeKind::Store;
        case PaletteItem::Cluster: return views::NodeKind::Cluster;
        case PaletteItem::Topic: return views::NodeKind::Topic;
        case PaletteItem::Nodes: return views::NodeKind::Nodes;
        case PaletteItem::Zone: break;
    }
    return views::NodeKind::Zone;
}

PaletteItem itemOf(const QListWidgetItem* entry) {
    return static_cast<PaletteItem>(entry->data(Qt::UserRole).toInt());
}

}  // namespace

PaletteView::PaletteView(ThemeStore& themes, QWidget* parent) : QListWidget(parent), m_themes(themes) {
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Palette"));
    setAccessibleDescription(tr("Elements to put on the canvas: drag one there, or press Enter."));
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setIconSize(QSize(pictureSize, pictureSize));
    setUniformItemSizes(true);
    for (const PaletteItem item : paletteItems) {
        auto* entry = new QListWidgetItem(views::nameOf(item), this);
        entry->setSizeHint({0, entryHeight});
        entry->setData(Qt::UserRole, static_cast<int>(item));
        entry->setToolTip(tr("Drag it onto the canvas, or press Enter"));
    }
    redraw();
    connect(&themes, &ThemeStore::changed, this, &PaletteView::redraw);
    connect(this, &QListWidget::itemDoubleClicked, this, [this](const QListWidgetItem* entry) { emit chosen(itemOf(entry)); });
}

void PaletteView::redraw() {
    for (int row = 0; row < count(); ++row) item(row)->setIcon(iconOf(itemOf(item(row))));
}

QIcon PaletteView::iconOf(PaletteItem item) {
    const double ratio = devicePixelRatioF();
    QPixmap picture(QSize(pictureSize, pictureSize) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    m_icons.paint(painter, IconStore::nameOf(kindOf(item)), QRectF(1, 1, pictureSize - 2, pictureSize - 2), m_themes.theme().accent);
    painter.end();
    return picture;
}

QStringList PaletteView::mimeTypes() const {
    return {QLatin1String(CanvasView::paletteMimeType())};
}

QMimeData* PaletteView::mimeData(const QList<QListWidgetItem*>& entries) const {
    auto* dragged = new QMimeData;
    if (!entries.isEmpty())
        dragged->setData(QLatin1String(CanvasView::paletteMimeType()), QByteArray::number(static_cast<int>(itemOf(entries.front()))));
    return dragged;
}

void PaletteView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentItem() != nullptr)
        emit chosen(itemOf(currentItem()));
    else
        QListWidget::keyPressEvent(event);
}

}  // namespace headroom::desktop
