#include "app/validation/campaign.h"

#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <mutex>
#include <sstream>
#include <thread>

#include "app/cli/replications.h"
#include "app/presentation/report_builder.h"
#include "model/scenario/reader.h"

namespace headroom::validation {
namespace {

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += text + ";";
    return all;
}

std::string bytesOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::string Run::name() const {
    return fmt::format("{}|{}|{}|{}", study, draw, joined(settings), joined(quantiles));
}

Campaign::Campaign(const Plan& plan, std::string scenarioPath, std::string keptPath, int workers)
    : m_plan(plan), m_scenarioPath(std::move(scenarioPath)), m_keptPath(std::move(keptPath)), m_workers(workers) {
    const std::hash<std::string> hash;
    m_identity = fmt::format("{:016x}{:016x}", hash(bytesOf(m_scenarioPath)), hash(bytesOf(cli::enginePath())));
    load();
}

void Campaign::load() {
    std::ifstream file(m_keptPath);
    std::string line;
    if (!std::getline(file, line) || line != m_identity) {
        std::filesystem::create_directories(std::filesystem::path(m_keptPath).parent_path());
        std::ofstream(m_keptPath) << m_identity << "\n";
        return;
    }
    // A run a line: key, then name and value, all cut by tabs.
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string key;
        std::string name;
        std::string value;
        std::getline(fields, key, '\t');
        Outcome outcome;
        while (std::getline(fields, name, '\t') && std::getline(fields, value, '\t')) outcome[name] = std::stod(value);
        m_outcomes[key] = outcome;
    }
}

void Campaign::keep(const std::string& key, const Outcome& outcome) const {
    std::string line = key;
    for (const auto& [name, value] : outcome) line += fmt::format("\t{}\t{}", name, value);
    std::ofstream(m_keptPath, std::ios::app) << line + "\n";
}

std::vector<std::string> Campaign::arguments(const Run& run) const {
    const Study& study = m_plan.study(run.study);
    cli::RunOptions options;
    options.scenario = {m_scenarioPath, study.variant, study.settings};
    for (const std::string& setting : run.settings) options.scenario.settings.push_back(setting);
    std::vector<std::string> all = cli::engineArguments(options, 1, run.draw);
    for (const std::string& quantile : run.quantiles) all.insert(all.end(), {"--guess-quantile", quantile});
    return all;
}

std::optional<model::Scenario> Campaign::scenarioOf(const Run& run) const {
    const Study& study = m_plan.study(run.study);
    model::ReadOptions options;
    options.variant = study.variant;
    for (const auto* settings : {&study.settings, &run.settings})
        for (const std::string& setting : *settings) {
            const std::size_t at = setting.find('=');
            options.settings.push_back({setting.substr(0, at), setting.substr(at + 1)});
        }
    return model::readScenario(m_scenarioPath, options).scenario;
}

bool Campaign::runOne(const Run& run, Outcome& outcome) const {
    const cli::FinishedRun finished = cli::runEngine(arguments(run), false, {});
    // Not from the trace's header, which keeps one setting a path: expect[+] comes several times.
    const auto scenario = scenarioOf(run);
    // An interrupted engine ends well, but too early.
    const bool isComplete = finished.trace.footer() && finished.trace.footer()->outcome == "completed";
    if (finished.end.status != 0 || !finished.readError.empty() || !isComplete || !scenario) {
        std::fprintf(stderr, "validate: %s failed: %s%s\n", run.name().c_str(), finished.end.message.c_str(),
                     finished.readError.c_str());
        return false;
    }
    for (const presentation::ExpectationRow& row : presentation::buildReport(finished.trace, &*scenario).expectations)
        if (row.value) outcome[row.claim.name] = *row.value;
    return true;
}

bool Campaign::run(const std::vector<Run>& runs) {
    std::vector<const Run*> unknown;
    for (const Run& run : runs)
        if (!find(run)) unknown.push_back(&run);
    std::atomic<std::size_t> next{0};
    std::atomic<bool> good{true};
    std::mutex mutex;
    std::size_t finished = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < unknown.size() && !cli::EngineProcess::wasInterrupted(); i = next++) {
            Outcome outcome;
            const bool ran = runOne(*unknown[i], outcome);
            const std::lock_guard lock(mutex);
            std::fprintf(stderr, "validate: %zu of %zu runs: %s\n", ++finished, unknown.size(), unknown[i]->name().c_str());
            if (!ran) {
                good = false;
                continue;
            }
            const std::string key = joined(arguments(*unknown[i]));
            m_outcomes[key] = outcome;
            keep(key, outcome);
        }
    };
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(m_workers));
    for (int i = 0; i < m_workers; ++i) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    return good && !cli::EngineProcess::wasInterrupted();
}

const Outcome* Campaign::find(const Run& run) const {
    const auto found = m_outcomes.find(joined(arguments(run)));
    return found == m_outcomes.end() ? nullptr : &found->second;
}

}  // namespace headroom::validation
