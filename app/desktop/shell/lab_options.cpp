#include "app/desktop/shell/lab_options.h"

#include <CLI/CLI.hpp>
#include <sstream>

namespace headroom::desktop {

std::variant<LabOptions, LabExit> parseLabOptions(int argc, const char* const* argv) {
    LabOptions options;
    std::string file;
    std::string screenshot;
    std::string theme;
    CLI::App app{"Sketch an event-driven architecture, run it, break it, watch it, ask why", "headroom-lab"};
    app.set_version_flag("--version", "headroom-lab " HEADROOM_VERSION, "Print the version and exit");
    app.add_option("FILE", file, "Scenario (.yaml) or recording (.headroom) to open");
    app.add_option("--screenshot", screenshot, "Open, draw, save a picture as PNG and exit; needs no display");
    app.add_option("--theme", theme, "light, dark or high-contrast")->check(CLI::IsMember({"light", "dark", "high-contrast"}));
    app.add_option("--scale", options.scale, "Device pixels a pixel, of a screenshot")->check(CLI::Range(1.0, 4.0));
    app.add_option("--width", options.width, "Of the window")->check(CLI::Range(640, 8192));
    app.add_option("--height", options.height, "Of the window")->check(CLI::Range(480, 8192));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        const int status = app.exit(error, out, err);
        return LabExit{status == 0 ? 0 : 2, out.str(), err.str()};
    }
    options.file = QString::fromLocal8Bit(file.c_str());
    options.screenshot = QString::fromLocal8Bit(screenshot.c_str());
    options.theme = QString::fromStdString(theme);
    return options;
}

}  // namespace headroom::desktop
