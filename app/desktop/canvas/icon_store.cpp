#include "app/desktop/canvas/icon_store.h"

#include <QFile>
#include <QSvgRenderer>

namespace headroom::desktop {

IconStore::IconStore() = default;
IconStore::~IconStore() = default;

void IconStore::paint(QPainter& painter, const QString& name, const QRectF& rect, const QColor& colour) {
    auto& renderer = m_renderers[name + colour.name()];
    if (renderer == nullptr) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        const QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        renderer = std::make_shared<QSvgRenderer>(QByteArray(svg).replace("#000000", colour.name().toLatin1()));
    }
    renderer->render(&painter, rect);
}

QString IconStore::nameOf(views::NodeKind kind) {
    switch (kind) {
        case views::NodeKind::Client: return QStringLiteral("client");
        case views::NodeKind::Service: return QStringLiteral("service");
        case views::NodeKind::Gateway: return QStringLiteral("gateway");
        case views::NodeKind::Monolith: return QStringLiteral("monolith");
        case views::NodeKind::Store: return QStringLiteral("store");
        case views::NodeKind::Cluster: return QStringLiteral("cluster");
        case views::NodeKind::Broker: return QStringLiteral("broker");
        case views::NodeKind::Topic: return QStringLiteral("topic");
        case views::NodeKind::Group: return QStringLiteral("group");
        case views::NodeKind::Zone: return QStringLiteral("zone");
        case views::NodeKind::Nodes: return QStringLiteral("nodes");
        case views::NodeKind::Bundle: return QStringLiteral("bundle");
    }
    return {};
}

}  // namespace headroom::desktop
