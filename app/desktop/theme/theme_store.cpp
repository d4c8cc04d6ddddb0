#include "app/desktop/theme/theme_store.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

/// A static library's resources are left out unless somebody asks for them, from outside of any namespace.
static void keepAssets() {
    Q_INIT_RESOURCE(assets);
}

namespace headroom::desktop {

ThemeStore::ThemeStore(QObject* parent) : QObject(parent) {
    keepAssets();
    for (const QString& name : {QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("high-contrast")}) {
        QFile file(QStringLiteral(":/themes/%1.json").arg(name));
        if (file.open(QIODevice::ReadOnly)) m_themes.push_back(themeFromJson(QJsonDocument::fromJson(file.readAll()).object()));
    }
}

void ThemeStore::use(const QString& name) {
    for (std::size_t i = 0; i < m_themes.size(); ++i) {
        if (m_themes[i].name != name || i == m_current) continue;
        m_current = i;
        emit changed();
        return;
    }
}

void ThemeStore::setTextScale(double scale) {
    if (scale == m_textScale) return;
    m_textScale = scale;
    emit changed();
}

}  // namespace headroom::desktop
