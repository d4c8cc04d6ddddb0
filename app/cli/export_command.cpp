#include "app/cli/export_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "app/cli/export_folder.h"
#include "app/cli/scenario_input.h"
#include "app/presentation/format.h"
#include "app/presentation/text_table.h"
#include "model/export/exported.h"

namespace headroom::cli {
namespace {

constexpr std::size_t width = 110;

/// What is exported, the same wherever it lies.
std::string sourceOf(const ScenarioChoice& choice) {
    std::string source = std::filesystem::path(choice.path).filename().string();
    if (!choice.variant.empty()) source += " --variant " + choice.variant;
    if (!choice.settings.empty()) source += fmt::format(" with {}", presentation::formatCount(choice.settings.size(), "setting"));
    return source;
}

std::string folderOf(const ExportOptions& options) {
    if (!options.folder.empty()) return options.folder;
    return std::filesystem::path(options.scenario.path).stem().string() + "-" + options.target;
}

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
}

void tell(const model::Exported& exported, const std::string& folder, const std::string& target) {
    print(fmt::format("{}: {}\n", folder, presentation::formatCount(exported.files.size(), "file")));
    if (!exported.notes.empty()) print("\nWhat is otherwise than in the scenario, or must be known\n");
    for (const std::string& note : exported.notes) print(presentation::wrapped("- " + note, width, "  ") + "\n");
    print(target == "compose" ? fmt::format("\nNext: docker compose --project-directory {} up\n", folder)
                              : fmt::format("\nNext: kubectl apply -k {}\n", folder));
}

}  // namespace

int exportScenario(const ExportOptions& options) {
    model::ReadOptions reading;
    reading.resolves = true;
    const ScenarioInput input = readScenarioInput(options.scenario, reading);
    if (!input.scenario || input.status != AllHold) return BadInput;
    const model::ExportOptions how{sourceOf(options.scenario), options.loadScale};
    const auto make = options.target == "compose" ? model::exportCompose : model::exportKubernetes;
    const model::Exported exported = make(*input.scenario, input.resolved, how);
    for (const std::string& refusal : exported.refusals)
        std::fprintf(stderr, "%s: error: can't be exported: %s\n", options.scenario.path.c_str(), refusal.c_str());
    if (!exported.refusals.empty()) return BadInput;
    const std::string folder = folderOf(options);
    if (const auto problem = writeFolder(folder, exported.files, options.force)) {
        std::fprintf(stderr, "headroom: %s\n", problem->message.c_str());
        return problem->status;
    }
    tell(exported, folder, options.target);
    return AllHold;
}

}  // namespace headroom::cli
