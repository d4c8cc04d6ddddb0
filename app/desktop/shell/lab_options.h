#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <string>
#include <variant>

namespace headroom::desktop {

struct LabOptions {
    QString file;        ///< scenario or recording to open; empty: the welcome page
    QString screenshot;  ///< draws, saves a picture there and exits
    QString theme;       ///< empty: as remembered
    double scale = 1;    ///< of a screenshot
    int width = 1440;    ///< of the window, in device-independent pixels
    int height = 900;
};

/// --help or a mistake: what to print and the exit status.
struct LabExit {
    int status = 0;
    std::string output;
    std::string error;
};

std::variant<LabOptions, LabExit> parseLabOptions(int argc, const char* const* argv);

}  // namespace headroom::desktop
