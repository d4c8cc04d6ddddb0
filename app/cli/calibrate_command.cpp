#include "app/cli/calibrate_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "app/cli/output.h"
#include "app/presentation/calibration_text.h"
#include "app/presentation/traced_scenario.h"
#include "model/calibration/rewriting.h"
#include "model/scenario/reader.h"
#include "model/text/document.h"
#include "model/trace/recording_reader.h"

namespace headroom::cli {
namespace {

using calibration::Measurement;

int complain(const std::string& message) {
    std::fprintf(stderr, "%s\n", message.c_str());
    return BadInput;
}

class Calibration {
public:
    explicit Calibration(const CalibrateOptions& options) : m_options(options) {}

    int run() {
        if (const int status = readRecording(); status != AllHold) return status;
        if (const int status = readScenario(); status != AllHold) return status;
        measure();
        if (m_report.calibration.measured.empty())
            return complain(fmt::format(
                "{}: error: it has no times of the scenario's steps and no arrivals; record with 'headroom live SCENARIO' while "
                "'headroom up SCENARIO' plays it, for a minute at least",
                m_options.recording));
        rewrite();
        const std::string text = presentation::calibrationText(m_report, styleFor(isatty(STDOUT_FILENO) == 1).width);
        std::fputs(text.c_str(), stdout);
        return write();
    }

private:
    const trace::Header& header() const { return m_trace.header(); }

    int readRecording() {
        auto opened = trace::RecordingReader::open(m_options.recording);
        if (!opened) return complainOf(opened.error());
        if (const auto error = opened.value()->replay(m_trace)) return complainOf(*error);
        if (header().runtime != "live")
            return complain(
                fmt::format("{}: error: it is of a simulation, whose values are the scenario's; record with "
                            "'headroom live SCENARIO'",
                            m_options.recording));
        if (header().scenarioText.empty())
            return complain(
                fmt::format("{}: error: it holds no scenario to calibrate; record with 'headroom live SCENARIO', "
                            "--discover draws a first one",
                            m_options.recording));
        return AllHold;
    }

    int readScenario() {
        auto reading = presentation::readOptionsOf(header());
        if (!reading) return complain(fmt::format("{}: error: its settings can't be read", m_options.recording));
        m_reading = *reading;
        m_loadScale = m_reading.loadScale;
        m_reading.loadScale = 1;
        m_reading.duration.clear();
        model::ReadResult read = model::readScenarioText(header().scenarioText, header().scenarioPath, m_reading);
        for (const model::Diagnostic& diagnostic : read.diagnostics.all())
            if (diagnostic.severity == model::Severity::Error) complain(model::toString(diagnostic));
        if (!read.scenario) return BadInput;
        m_scenario = std::move(*read.scenario);
        m_out = m_options.output.empty() ? m_scenario.name + "-calibrated.yaml" : m_options.output;
        if (!m_options.force && std::filesystem::exists(m_out))
            return complain(fmt::format("{}: error: it is there already; --force replaces it, --out names another", m_out));
        return AllHold;
    }

    void measure() {
        m_report.recording = m_options.recording;
        m_report.scenario = m_scenario.name;
        const std::string stem = std::filesystem::path(m_out).stem().string();
        m_report.calibration = calibration::calibrate(
            m_trace, m_scenario, {m_loadScale, stem, model::Instant{model::Duration::fromSeconds(m_options.from).ns}});
        model::Diagnostics ignored;
        const auto document = model::Document::parse(header().scenarioText, header().scenarioPath, ignored);
        for (const Measurement& measurement : m_report.calibration.measured) note(document, measurement.path);
        for (const calibration::Unmeasured& each : m_report.calibration.rest) note(document, each.path);
    }

    void note(const model::Document& document, const std::string& path) {
        const model::Node* node = document.findPath(path);
        if (node != nullptr && node->isScalar()) m_report.was[path] = node->value;
    }

    std::string wasOf(const std::string& path) const {
        const auto found = m_report.was.find(path);
        return found == m_report.was.end() ? "" : found->second;
    }

    /// What the text has no place for stays, and is told to.
    void rewrite() {
        std::vector<calibration::Change> changes;
        for (const Measurement& measurement : m_report.calibration.measured)
            changes.push_back({measurement.path, measurement.value,
                               presentation::originText(measurement, m_options.recording, wasOf(measurement.path)),
                               measurement.isNew});
        const calibration::Rewriting made = calibration::rewrite(header().scenarioText, header().scenarioPath, changes);
        m_text = made.text;
        auto& measured = m_report.calibration.measured;
        for (const std::string& path : made.refused) {
            const auto found = std::ranges::find(measured, path, &Measurement::path);
            m_report.calibration.rest.push_back(
                {path, fmt::format("{} would be measured, but the value stands in another file or isn't written", found->value)});
            measured.erase(found);
        }
    }

    /// Values of the new text that the recording's variant or settings give otherwise.
    void warnOfOverridden(const model::Scenario& scenario) const {
        for (const Measurement& measurement : m_report.calibration.measured) {
            const bool counts = std::ranges::any_of(scenario.measured, [&](const model::Measured& each) {
                return each.path == measurement.path || each.path.starts_with(measurement.path + ".") ||
                       each.path.starts_with(measurement.path + "[");
            });
            if (!counts)
                std::fprintf(stderr, "headroom: %s: the recording's variant or settings give this value otherwise\n",
                             measurement.path.c_str());
        }
    }

    /// Tables first: the scenario can't be read without them. Nothing is left of them where it can't be with them either.
    int write() {
        const std::filesystem::path out(m_out);
        std::vector<std::filesystem::path> tables;
        const auto given = [&](int status) {
            for (const auto& table : tables) std::filesystem::remove(table);
            return status;
        };
        for (const Measurement& measurement : m_report.calibration.measured) {
            if (measurement.samples.empty()) continue;
            const auto table = out.parent_path() / calibration::tableName(out.stem().string(), measurement.path);
            if (const int status = writeFile(table, tableOf(measurement)); status != AllHold) return given(status);
            tables.push_back(table);
        }
        if (const int status = check(); status != AllHold) return given(status);
        if (const int status = writeFile(out, m_text); status != AllHold) return given(status);
        std::printf("\nWritten: %s\n", m_out.c_str());
        return AllHold;
    }

    /// Whether what is about to be written can be read there.
    int check() const {
        const model::ReadResult read = model::readScenarioText(m_text, m_out, m_reading);
        for (const model::Diagnostic& diagnostic : read.diagnostics.all())
            if (diagnostic.severity == model::Severity::Error) complain(model::toString(diagnostic));
        if (!read.scenario)
            return complain(
                fmt::format("{}: error: the scenario can't be read there; files it points to are relative to it: "
                            "write it into its own folder with --out",
                            m_out));
        warnOfOverridden(*read.scenario);
        return AllHold;
    }

    std::string tableOf(const Measurement& measurement) const {
        std::string text = fmt::format("# {}: {} times, in seconds, as {} values\n", measurement.path,
                                       static_cast<std::int64_t>(measurement.count), measurement.samples.size());
        for (const double sample : measurement.samples) text += fmt::format("{:.9f}\n", sample);
        return text;
    }

    /// Beside its place, and put there at once: nobody ever sees half of it.
    static int writeFile(const std::filesystem::path& path, const std::string& text) {
        const std::string draft = fmt::format("{}.new-{}", path.string(), getpid());
        std::FILE* file = std::fopen(draft.c_str(), "wbx");
        bool isWritten = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
        int number = errno;
        if (file != nullptr && std::fclose(file) != 0) isWritten = false;
        if (isWritten && std::rename(draft.c_str(), path.c_str()) == 0) return AllHold;
        if (isWritten) number = errno;
        std::remove(draft.c_str());
        std::fprintf(stderr, "headroom: %s can't be written: %s\n", path.c_str(),
                     std::generic_category().message(number).c_str());
        return BadEnvironment;
    }

    const CalibrateOptions& m_options;
    trace::MemoryTrace m_trace;
    model::ReadOptions m_reading;
    double m_loadScale = 1;
    model::Scenario m_scenario;
    std::string m_out;
    std::string m_text;
    presentation::CalibrationReport m_report;
};

}  // namespace

int calibrateScenario(const CalibrateOptions& options) {
    return Calibration(options).run();
}

}  // namespace headroom::cli
