// headroom-validate: predicts the published figures of the reference platform over the ranges of its guesses and writes the
// page that compares them; or, with --live, that page's section on runs on real Kafka and their prediction. Exit status: 0
// written, 2 bad input, 3 the environment.

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <thread>
#include <variant>

#include "app/cli/command_line.h"
#include "app/cli/engine_process.h"
#include "app/validation/document.h"
#include "app/validation/live_campaign.h"
#include "model/scenario/reader.h"

namespace {

using namespace headroom;

struct Options {
    std::string scenario = "scenarios/transaction-platform.yaml";
    std::string output = "docs/validation.md";
    std::string kept = "build/validation/runs.tsv";
    int draws = 20;
    std::string live;  ///< folder of a campaign on real Kafka; empty: the published figures
    std::string plan = "scenarios/validation/live-queue.plan";
    bool saturation = false;
    int workers = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
};

void declare(CLI::App& app, Options& options) {
    app.add_option("--scenario", options.scenario, "The reference platform")->capture_default_str();
    app.add_option("--output", options.output, "Where the page goes")->capture_default_str();
    app.add_option("--kept", options.kept, "Finished runs, so that an interrupted command goes on")->capture_default_str();
    app.add_option("--draws", options.draws, "Draws of the guesses a figure")->check(CLI::Range(2, 1000))->capture_default_str();
    app.add_option("--jobs", options.workers, "Simulations side by side")->check(CLI::Range(1, 256))->capture_default_str();
}

void declareLive(CLI::App& app, Options& options) {
    app.add_option("--live", options.live,
                   "Folder of recordings on real Kafka, and of their predictions: writes only that table");
    app.add_option("--plan", options.plan, "With --live: loads, lengths and bands")->capture_default_str();
    app.add_flag("--saturation", options.saturation, "With --live: print the measured saturation in records/s, and end");
}

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

int writePage(const Options& options, const std::string& text) {
    std::ofstream page(options.output, std::ios::binary);
    page << text;
    page.close();
    if (page) return cli::AllHold;
    std::fprintf(stderr, "headroom-validate: can't write %s\n", options.output.c_str());
    return cli::BadEnvironment;
}

int validateLive(const Options& options) {
    const auto read = validation::LivePlan::read(contentOf(options.plan), options.plan);
    if (const auto* problem = std::get_if<std::string>(&read)) {
        std::fprintf(stderr, "%s\n", problem->c_str());
        return cli::BadInput;
    }
    const auto& plan = std::get<validation::LivePlan>(read);
    const validation::LiveCampaign campaign(plan, options.live);
    const std::optional<double> saturation = campaign.saturation();
    if (!saturation) {
        std::fprintf(stderr, "headroom-validate: %s has no recording that a saturation was measured in\n", options.live.c_str());
        return cli::BadEnvironment;
    }
    if (options.saturation) {
        std::printf("%.3f\n", *saturation);
        return cli::AllHold;
    }
    const std::string section = validation::liveSection(plan, campaign.figures(), contentOf(options.live + "/calibration.txt"),
                                                        std::max(1U, std::thread::hardware_concurrency()));
    return writePage(options, validation::withLiveSection(contentOf(options.output), section));
}

/// The scenario with the guesses of every variant that the plan uses: a variant may have its own.
std::optional<model::Scenario> readWithGuesses(const Options& options, const validation::Plan& plan) {
    std::optional<model::Scenario> all;
    for (const validation::Study& study : plan.studies) {
        if (all && study.guesses.empty()) continue;
        model::ReadOptions read;
        read.variant = study.variant;
        model::ReadResult result = model::readScenario(options.scenario, read);
        if (!result.scenario) {
            for (const model::Diagnostic& diagnostic : result.diagnostics.all())
                std::fprintf(stderr, "%s\n", model::toString(diagnostic).c_str());
            return std::nullopt;
        }
        if (!all)
            all = std::move(result.scenario);
        else
            for (model::Guess& guess : result.scenario->guesses) all->guesses.push_back(std::move(guess));
    }
    return all;
}

int validate(const Options& options) {
    const validation::Plan plan = validation::transactionPlatformPlan();
    const auto scenario = readWithGuesses(options, plan);
    if (!scenario) return cli::BadInput;
    cli::EngineProcess::forwardInterrupts();
    validation::Campaign campaign(plan, options.scenario, options.kept, options.workers);
    if (!campaign.run(validation::runsOf(plan, options.draws))) return cli::BadEnvironment;
    const std::string page = validation::document(plan, campaign, *scenario, {scenario->name, options.scenario, options.draws});
    return writePage(options, validation::withLiveSection(page, validation::liveSectionOf(contentOf(options.output))));
}

int parseAndValidate(int argc, char** argv) {
    CLI::App app{"Predict the published figures of the reference platform and write docs/validation.md", "headroom-validate"};
    Options options;
    declare(app, options);
    declareLive(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? static_cast<int>(cli::AllHold) : static_cast<int>(cli::BadInput);
    }
    return options.live.empty() ? validate(options) : validateLive(options);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return parseAndValidate(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "headroom-validate: %s\n", error.what());
        return cli::BadEnvironment;
    }
}
