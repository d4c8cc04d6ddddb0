// headroom-lab: the desktop.

#include <cstdio>
#include <exception>

#include "app/desktop/shell/lab_program.h"

namespace {

constexpr int badEnvironment = 3;

int parseAndRun(int argc, char** argv) {
    using namespace headroom::desktop;
    const auto parsed = parseLabOptions(argc, argv);
    if (const auto* options = std::get_if<LabOptions>(&parsed)) return runLab(*options, argc, argv);
    const auto& exit = std::get<LabExit>(parsed);
    std::fputs(exit.output.c_str(), stdout);
    std::fputs(exit.error.c_str(), stderr);
    return exit.status;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return parseAndRun(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "headroom-lab: %s\n", error.what());
        return badEnvironment;
    }
}
