#include "app/desktop/theme/icon_loader.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <cmath>

#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {
namespace {

QString fileOf(const QString& name) {
    const QString action = QStringLiteral(":/icons/actions/%1.svg").arg(name);
    return QFile::exists(action) ? action : QStringLiteral(":/icons/%1.svg").arg(name);
}

/// Actions whose pictures are called otherwise than they are.
constexpr std::pair<const char*, const char*> otherNames[] = {
    {"open-recording", "recording"},
    {"save-recording", "save"},
    {"find", "search"},
    {"find-next", "search"},
    {"find-property", "search"},
    {"next-event", "next"},
    {"previous-event", "back"},
    {"faster", "speed"},
    {"slower", "speed"},
    {"auto-layout", "layout"},
    {"zoom-to-fit", "fit"},
    {"duplicate", "copy"},
    {"remove", "delete"},
    {"welcome", "home"},
    {"shortcuts", "keyboard"},
    {"kill", "fault"},
};

/// "file.saveAs" -> "save-as".
QString nameOfId(const QString& id) {
    QString name;
    for (const QChar character : id.section(QLatin1Char('.'), -1)) {
        if (character.isUpper()) name += QLatin1Char('-');
        name += character.toLower();
    }
    for (const auto& [action, picture] : otherNames)
        if (name == QLatin1String(action)) return QLatin1String(picture);
    return name;
}

QByteArray sourceOf(const QString& name, const QColor& colour) {
    QFile file(fileOf(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return file.readAll().replace("currentColor", colour.name().toLatin1()).replace("#000000", colour.name().toLatin1());
}

QPixmap rendered(const QByteArray& source, const QSize& pixels) {
    QPixmap picture(pixels);
    picture.fill(Qt::transparent);
    QSvgRenderer renderer(source);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter(&picture);
    renderer.render(&painter);
    return picture;
}

/// Looks the colour up each time it draws, so that a change of theme needs no new icons.
class ThemedIconEngine : public QIconEngine {
public:
    ThemedIconEngine(const ThemeStore& themes, QString name) : m_themes(themes), m_name(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const qreal ratio = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override {
        const QColor colour = colourOf(mode);
        const QString key = QStringLiteral("icon/%1/%2/%3x%4").arg(m_name, colour.name()).arg(size.width()).arg(size.height());
        QPixmap picture;
        if (QPixmapCache::find(key, &picture)) return picture;
        picture = rendered(sourceOf(m_name, colour), size);
        QPixmapCache::insert(key, picture);
        return picture;
    }
    QIconEngine* clone() const override { return new ThemedIconEngine(m_themes, m_name); }

private:
    QColor colourOf(QIcon::Mode mode) const {
        const Theme& theme = m_themes.theme();
        if (mode == QIcon::Disabled) return theme.unknown;
        return theme.text;
    }

    const ThemeStore& m_themes;
    QString m_name;
};

}  // namespace

QIcon themedIcon(const ThemeStore& themes, const QString& name) {
    if (name.isEmpty() || !QFile::exists(fileOf(name))) return {};
    return QIcon(new ThemedIconEngine(themes, name));
}

QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio) {
    const int pixels = static_cast<int>(std::ceil(size * devicePixelRatio));
    QPixmap picture = rendered(sourceOf(name, colour), {pixels, pixels});
    picture.setDevicePixelRatio(devicePixelRatio);
    return picture;
}

QIcon applicationIcon() {
    QFile file(QStringLiteral(":/icons/headroom.svg"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray source = file.readAll();
    QIcon icon;
    // Drawn here, so that no image plug-in is needed.
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) icon.addPixmap(rendered(source, {size, size}));
    return icon;
}

QString pictureOf(const QAction& action) {
    const QString named = ActionRegistry::iconOf(&action);
    const QString name = named.isEmpty() ? nameOfId(action.objectName()) : named;
    return QFile::exists(fileOf(name)) ? name : QString();
}

void followIcons(ActionRegistry& actions, const ThemeStore& themes) {
    const auto dress = [&themes](QAction* action) { action->setIcon(themedIcon(themes, pictureOf(*action))); };
    for (QAction* action : actions.all()) dress(action);
    QObject::connect(&actions, &ActionRegistry::added, &actions, dress);
}

}  // namespace headroom::desktop
