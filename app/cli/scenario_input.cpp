#include "app/cli/scenario_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <vector>

namespace headroom::cli {
namespace {

namespace fs = std::filesystem;

/// Scenario files in the folder of `path`, and what is in scenarios/ where there is such a folder.
std::vector<std::string> scenarioFiles(const fs::path& path) {
    std::vector<std::string> files;
    for (const fs::path& folder : {path.has_parent_path() ? path.parent_path() : fs::path("."), fs::path("scenarios")}) {
        std::error_code error;
        for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
            const std::string extension = it->path().extension().string();
            if (extension == ".yaml" || extension == ".yml") files.push_back(it->path().lexically_normal().string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string missingFile(const std::string& path) {
    std::vector<std::string> files = scenarioFiles(path);
    std::vector<std::string> names;
    names.reserve(files.size());
    for (const std::string& file : files) names.push_back(fs::path(file).filename().string());
    std::string hint;
    const std::string wanted = fs::path(path).filename().string();
    for (const std::string& candidate : {wanted, wanted + ".yaml"}) {
        const std::string nearest = model::nearestWord(candidate, names);
        for (std::size_t i = 0; i < names.size() && hint.empty(); ++i)
            if (!nearest.empty() && names[i] == nearest) hint = fmt::format("; did you mean {}?", files[i]);
    }
    if (hint.empty() && !files.empty()) {
        hint = "; there are";
        for (std::size_t i = 0; i < files.size() && i < 5; ++i) hint += (i == 0 ? " " : ", ") + files[i];
    }
    return fmt::format("{}: error: there is no such file{}", path, hint);
}

}  // namespace

ScenarioInput readScenarioInput(const ScenarioChoice& choice, const model::ReadOptions& extra) {
    std::error_code error;
    if (!fs::exists(choice.path, error)) {
        std::fprintf(stderr, "%s\n", missingFile(choice.path).c_str());
        return {std::nullopt, BadInput, {}};
    }
    model::ReadOptions options = extra;
    options.variant = choice.variant;
    for (const std::string& text : choice.settings) {
        const auto setting = model::parseSetting(text);
        if (!setting) {
            std::fprintf(stderr, "--set: error: '%s' is not PATH=VALUE\n", text.c_str());
            return {std::nullopt, BadInput, {}};
        }
        options.settings.push_back(*setting);
    }
    for (const model::Setting& setting : extra.settings) options.settings.push_back(setting);
    model::ReadResult read = model::readScenario(choice.path, options);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        std::fprintf(stderr, "%s\n", model::toString(diagnostic).c_str());
    return {std::move(read.scenario), read.diagnostics.hasErrors() ? BadInput : AllHold, std::move(read.diagnostics),
            std::move(read.resolved)};
}

}  // namespace headroom::cli
