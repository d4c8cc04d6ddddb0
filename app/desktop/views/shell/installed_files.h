#pragma once

#include <QString>
#include <optional>

namespace headroom::views {

/// A file that comes with the program, by its place in the source tree ("scenarios/monolith.yaml"): in share/headroom beside the
/// program's bin/ when installed, else in the source tree the program was built in.
std::optional<QString> findInstalledFile(const QString& relative, const QString& programFolder);
/// As above, for this program.
std::optional<QString> findInstalledFile(const QString& relative);

}  // namespace headroom::views
