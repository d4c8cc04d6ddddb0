#include "services/process/play_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "model/scenario/load_scale.h"
#include "services/store/database_url.h"

namespace headroom::services {

double readLoadScale(const std::string& text) {
    const model::QuantityResult scale = model::parseLoadScale(text);
    if (!scale.value) throw CLI::ValidationError("--load-scale", scale.error.message + "; " + scale.error.hint);
    return *scale.value;
}

void declare(CLI::App& app, PlayOptions& into) {
    app.add_option("SCENARIO", into.scenarioPath, "Scenario file")->required();
    app.add_option("--variant", into.read.variant, "Variant of the scenario");
    const auto set = [&into](const std::vector<std::string>& texts) {
        for (const std::string& text : texts) {
            const auto setting = model::parseSetting(text);
            if (!setting) throw CLI::ValidationError("--set", "'" + text + "' is not PATH=VALUE");
            into.read.settings.push_back(*setting);
        }
    };
    app.add_option_function<std::vector<std::string>>("--set", set, "PATH=VALUE, as in the scenario; repeatable")
        ->allow_extra_args(false);
    const auto scale = [&into](const std::string& text) { into.loadScale = readLoadScale(text); };
    app.add_option_function<std::string>("--load-scale", scale, "Share of the clients' users and rates, such as 2%");
    app.add_option("--kafka", into.kafka, "Bootstrap servers, HOST:PORT, several with commas");
    app.add_option("--properties", into.kafkaProperties, "File of Kafka client properties: TLS, SASL, passwords");
    app.add_option("--data", into.data, "Folder of the SQLite databases that stand in for stores");
    const auto database = [&into](const std::string& text) {
        const auto url = DatabaseUrl::read(text);
        if (!url) throw CLI::ValidationError("--database", url.error().message);
        into.database = url.value().text();
    };
    app.add_option_function<std::string>("--database", database,
                                         "PostgreSQL for stores of that kind: postgresql://[USER@]HOST[:PORT]/DATABASE");
}

std::vector<std::string> arguments(const PlayOptions& options) {
    std::vector<std::string> all{options.scenarioPath};
    const auto add = [&all](const char* name, const std::string& value) {
        if (!value.empty()) all.insert(all.end(), {name, value});
    };
    add("--variant", options.read.variant);
    for (const model::Setting& setting : options.read.settings) add("--set", setting.path + '=' + setting.value);
    add("--load-scale", fmt::format("{}", options.loadScale));
    add("--kafka", options.kafka);
    add("--properties", options.kafkaProperties);
    add("--data", options.data);
    add("--database", options.database);
    return all;
}

}  // namespace headroom::services
