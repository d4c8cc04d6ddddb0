#include "app/desktop/inspector/built_in_texts.h"

#include <QFile>
#include <stdexcept>

/// A static library's resources are left out unless somebody asks for them, from outside of any namespace.
static void keepAssets() {
    Q_INIT_RESOURCE(assets);
}

namespace headroom::desktop {
namespace {

std::string resource(const QString& path) {
    keepAssets();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) throw std::logic_error("built-in text is missing: " + path.toStdString());
    return file.readAll().toStdString();
}

}  // namespace

views::Catalogue builtInCatalogue() {
    views::Catalogue catalogue;
    for (const char* name : {"scenario", "kubernetes", "kafka", "spring"})
        catalogue.read(resource(QStringLiteral(":/catalogue/%1.yaml").arg(QLatin1String(name))), name);
    catalogue.check();
    return catalogue;
}

views::Glossary builtInGlossary() {
    views::Glossary glossary;
    glossary.read(resource(QStringLiteral(":/glossary.yaml")), "glossary.yaml");
    return glossary;
}

}  // namespace headroom::desktop
