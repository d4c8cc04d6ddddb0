#include "app/cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "app/presentation/csv_export.h"
#include "app/presentation/html_report.h"
#include "app/presentation/json_report.h"

namespace headroom::cli {
namespace {

constexpr std::size_t leastColumns = 80;
constexpr std::size_t mostColumns = 120;

std::string layOut(const presentation::Report& report, const trace::MemoryTrace& trace, const model::Scenario* scenario,
                   const ReportChoice& choice) {
    switch (choice.format) {
        case Format::Json: return presentation::jsonReport(report);
        case Format::Csv: return presentation::csvExport(trace);
        case Format::Html: return presentation::htmlReport(report, trace, scenario);
        case Format::Text: break;
    }
    const bool terminal = choice.output.empty() && isatty(STDOUT_FILENO) == 1;
    return presentation::textReport(report, styleFor(terminal));
}

bool write(const std::string& text, const std::string& path) {
    std::FILE* file = path.empty() ? stdout : std::fopen(path.c_str(), "wb");
    if (file == nullptr) return false;
    bool good = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    good = std::fflush(file) == 0 && good;
    if (file != stdout) good = std::fclose(file) == 0 && good;
    return good;
}

}  // namespace

presentation::TextStyle styleFor(bool terminal) {
    presentation::TextStyle style;
    style.colour = terminal;
    winsize size{};
    if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        style.width = std::clamp<std::size_t>(size.ws_col, leastColumns, mostColumns);
    return style;
}

int complainOf(const trace::Error& error) {
    std::fprintf(stderr, "headroom: %s\n", error.message.c_str());
    const bool ofTheFile = error.kind == trace::Error::Kind::NotATrace || error.kind == trace::Error::Kind::Malformed ||
                           error.kind == trace::Error::Kind::TooNew || error.kind == trace::Error::Kind::CannotOpen;
    return ofTheFile ? BadInput : BadEnvironment;
}

int statusOf(const presentation::Report& report) {
    if (report.wasInterrupted()) return BadEnvironment;
    return report.pass ? AllHold : ExpectationFails;
}

int deliver(const presentation::Report& report, const trace::MemoryTrace& trace, const model::Scenario* scenario,
            const ReportChoice& choice) {
    const bool isWritten = write(layOut(report, trace, scenario, choice), choice.output);
    const bool hasReaderLeft = choice.output.empty() && errno == EPIPE;  // having read enough
    if (!isWritten && !hasReaderLeft) {
        std::fprintf(stderr, "headroom: can't write %s: %s\n", choice.output.empty() ? "the report" : choice.output.c_str(),
                     std::strerror(errno));
        return BadEnvironment;
    }
    return statusOf(report);
}

}  // namespace headroom::cli
