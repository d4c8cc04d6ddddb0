#include "app/desktop/views/shell/installed_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace headroom::views {
namespace {

/// build/PRESET/tests/gui/PART is as deep as programs of ours lie.
constexpr int deepestBuild = 6;

}  // namespace

std::optional<QString> findInstalledFile(const QString& relative, const QString& programFolder) {
    QDir folder(programFolder);
    const QString installed = folder.filePath(QStringLiteral("../share/headroom/") + relative);
    if (QFileInfo::exists(installed)) return QDir::cleanPath(QFileInfo(installed).absoluteFilePath());
    for (int up = 0; up < deepestBuild && folder.cdUp(); ++up)
        if (folder.exists(QStringLiteral("CMakePresets.json")) && folder.exists(relative))
            return folder.absoluteFilePath(relative);
    return std::nullopt;
}

std::optional<QString> findInstalledFile(const QString& relative) {
    return findInstalledFile(relative, QCoreApplication::applicationDirPath());
}

}  // namespace headroom::views
