#include "connectors/bundled/run.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

namespace headroom::connectors::bundled {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const char* const runFile = "run.json";

/// The number of the process a folder is of; nothing of other folders, and of those of processes that are gone.
std::optional<int> livingProcess(const fs::path& folder) {
    const std::string name = folder.filename().string();
    int number = 0;
    const auto [stop, failure] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (failure != std::errc{} || stop != name.data() + name.size() || number <= 0) return std::nullopt;
    return kill(number, 0) == 0 || errno == EPERM ? std::optional(number) : std::nullopt;
}

Run runIn(const json& told, const fs::path& file) {
    Run run;
    run.file = file;
    run.scenario = told.at("scenario").get<std::string>();
    run.variant = told.value("variant", "");
    run.settings = told.value("settings", std::vector<std::string>{});
    run.loadScale = fmt::format("{:g}", told.value("loadScale", 1.0));
    run.kafka = told.at("kafka").get<std::string>();
    run.kafkaProperties = told.value("kafkaProperties", "");
    run.isEmbedded = told.value("embedded", false);
    run.isServing = told.value("serving", false);
    for (const json& process : told.at("pods"))
        run.processes.push_back({process.at("name").get<std::string>(), process.at("service").get<std::string>(),
                                 process.at("address").get<std::string>()});
    return run;
}

bool isSameFile(const fs::path& a, const fs::path& b) {
    std::error_code ignored;
    return fs::equivalent(a, b, ignored) || a.lexically_normal() == b.lexically_normal();
}

}  // namespace

fs::path runsFolder() {
    const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
    if (runtime != nullptr && *runtime != '\0' && access(runtime, W_OK) == 0) return fs::path(runtime) / "headroom";
    return fs::temp_directory_path() / ("headroom-" + std::to_string(getuid()));
}

Result<Run> readRun(const fs::path& file) {
    std::ifstream input(file);
    if (!input || !livingProcess(file.parent_path()))
        return Error{Error::Kind::Unreachable, "the run of the bundled services has ended", true};
    try {
        return runIn(json::parse(input), file);
    } catch (const json::exception& error) {
        return Error{Error::Kind::Failed, fmt::format("{} is no run's: {}", file.string(), error.what()), true};
    }
}

std::vector<Run> findRuns(const fs::path& folder) {
    std::map<int, Run> byProcess;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        auto run = readRun(entry.path() / runFile);
        const auto number = livingProcess(entry.path());
        if (run && number) byProcess.emplace(*number, std::move(run.value()));
    }
    std::vector<Run> runs;
    runs.reserve(byProcess.size());
    for (auto& [number, run] : byProcess) runs.push_back(std::move(run));
    return runs;
}

Result<Run> findRunOf(const fs::path& scenario, const fs::path& folder) {
    std::vector<Run> runs = findRuns(folder);
    std::error_code ignored;
    const fs::path path = fs::absolute(scenario, ignored);
    std::erase_if(runs, [&](const Run& run) { return !isSameFile(run.scenario, path); });
    const std::string shown = scenario.string();
    if (runs.empty())
        return Error{Error::Kind::BadConfiguration,
                     fmt::format("the bundled services don't play {0}: start them with 'headroom up {0}', or say with --kafka "
                                 "HOST:PORT what to look at",
                                 shown),
                     false};
    if (runs.size() == 1) return std::move(runs.front());
    std::string numbers;
    for (const Run& run : runs) numbers += (numbers.empty() ? "" : ", ") + run.file.parent_path().filename().string();
    return Error{Error::Kind::BadConfiguration, fmt::format("{} is played by processes {}: say which with --run", shown, numbers),
                 false};
}

}  // namespace headroom::connectors::bundled
