// headroom: check, explain, run, play, report, live, up, export, forecast, calibrate. Exit status: 0 all hold, 1 an expectation
// fails, 2 bad input, 3 environment.

#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "app/cli/calibrate_command.h"
#include "app/cli/check_command.h"
#include "app/cli/command_line.h"
#include "app/cli/explain_command.h"
#include "app/cli/export_command.h"
#include "app/cli/forecast_command.h"
#include "app/cli/live_command.h"
#include "app/cli/recording_commands.h"
#include "app/cli/run_command.h"
#include "app/cli/up_command.h"

namespace {

using namespace headroom;

struct Commands {
    int operator()(const cli::CheckOptions& options) const { return cli::checkScenario(options); }
    int operator()(const cli::ExplainOptions& options) const { return cli::explainScenario(options); }
    int operator()(const cli::RunOptions& options) const { return cli::runScenario(options); }
    int operator()(const cli::PlayOptions& options) const { return cli::playRecording(options); }
    int operator()(const cli::ReportOptions& options) const { return cli::reportRecording(options); }
    int operator()(const cli::LiveOptions& options) const { return cli::watchLive(options); }
    int operator()(const cli::UpOptions& options) const { return cli::playForReal(options); }
    int operator()(const cli::ExportOptions& options) const { return cli::exportScenario(options); }
    int operator()(const cli::ForecastOptions& options) const { return cli::forecastState(options); }
    int operator()(const cli::CalibrateOptions& options) const { return cli::calibrateScenario(options); }
    int operator()(const cli::EarlyExit& exit) const {
        std::fputs(exit.output.c_str(), stdout);
        std::fputs(exit.error.c_str(), stderr);
        return exit.status;
    }
};

/// Somebody may have read enough.
bool isPipe(int descriptor) {
    struct stat info {};
    return fstat(descriptor, &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode));
}

/// Status 0 means that the whole output is where it should be.
int withOutputWritten(int status) {
    const bool isWritten = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (isWritten || isPipe(STDOUT_FILENO) || status != cli::AllHold) return status;
    std::fputs("headroom: the output can't be written\n", stderr);
    return cli::BadEnvironment;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is a failed write
    try {
        return withOutputWritten(std::visit(Commands{}, cli::parseCommandLine(argc, argv)));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "headroom: this is a bug in Headroom, not in the scenario: %s\n", error.what());
        return cli::BadEnvironment;
    }
}
