// headroom-validate: predicts the published figures of the reference platform over the ranges of its guesses and writes the
// page that compares them. Exit status: 0 written, 2 bad input, 3 the environment.

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <fstream>
#include <thread>

#include "app/cli/command_line.h"
#include "app/cli/engine_process.h"
#include "app/validation/document.h"
#include "model/scenario/reader.h"

namespace {

using namespace headroom;

struct Options {
    std::string scenario = "scenarios/transaction-platform.yaml";
    std::string output = "docs/validation.md";
    std::string kept = "build/validation/runs.tsv";
    int draws = 20;
    int workers = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
};

void declare(CLI::App& app, Options& options) {
    app.add_option("--scenario", options.scenario, "The reference platform")->capture_default_str();
    app.add_option("--output", options.output, "Where the page goes")->capture_default_str();
    app.add_option("--kept", options.kept, "Finished runs, so that an interrupted command goes on")->capture_default_str();
    app.add_option("--draws", options.draws, "Draws of the guesses a figure")->check(CLI::Range(2, 1000))->capture_default_str();
    app.add_option("--jobs", options.workers, "Simulations side by side")->check(CLI::Range(1, 256))->capture_default_str();
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
    std::ofstream page(options.output, std::ios::binary);
    page << validation::document(plan, campaign, *scenario, {scenario->name, options.scenario, options.draws});
    page.close();
    if (!page) {
        std::fprintf(stderr, "headroom-validate: can't write %s\n", options.output.c_str());
        return cli::BadEnvironment;
    }
    return cli::AllHold;
}

int parseAndValidate(int argc, char** argv) {
    CLI::App app{"Predict the published figures of the reference platform and write docs/validation.md", "headroom-validate"};
    Options options;
    declare(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? static_cast<int>(cli::AllHold) : static_cast<int>(cli::BadInput);
    }
    return validate(options);
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
