// headroom-lab: the desktop.

#include <cstdio>

#include "app/desktop/shell/lab_program.h"

int main(int argc, char** argv) {
    using namespace headroom::desktop;
    const auto parsed = parseLabOptions(argc, argv);
    if (const auto* options = std::get_if<LabOptions>(&parsed)) return runLab(*options, argc, argv);
    const auto& exit = std::get<LabExit>(parsed);
    std::fputs(exit.output.c_str(), stdout);
    std::fputs(exit.error.c_str(), stderr);
    return exit.status;
}
