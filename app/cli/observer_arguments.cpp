#include "app/cli/observer_arguments.h"

namespace headroom::cli {

std::vector<std::string> observerArguments(const LiveOptions& options) {
    std::vector<std::string> arguments;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) arguments.insert(arguments.end(), {name, value});
    };
    if (!options.scenario.path.empty()) arguments.push_back(options.scenario.path);
    add("--variant", options.scenario.variant);
    for (const std::string& setting : options.scenario.settings) add("--set", setting);
    add("--cluster", options.cluster);
    add("--kafka", options.kafka);
    add("--properties", options.properties);
    add("--run", options.run);
    arguments.insert(arguments.end(), options.figures.begin(), options.figures.end());
    arguments.insert(arguments.end(), options.kubernetes.begin(), options.kubernetes.end());
    add("--from", options.pasted);
    for (const std::string& group : options.groups) add("--group", group);
    for (const std::string& topic : options.topics) add("--topic", topic);
    add("--interval", options.interval);
    add("--timeout", options.timeout);
    add("--record", options.recording);
    add("--metrics", options.metrics);
    add("--discover", options.discovery);
    if (options.force) arguments.emplace_back("--force");
    if (options.once) arguments.emplace_back("--once");
    if (options.check) arguments.emplace_back("--check");
    if (options.format == Format::Json)
        add("--format", "json");
    else if ((options.discovery.empty() && !options.check) || options.stream)
        arguments.emplace_back("--stream");
    return arguments;
}

}  // namespace headroom::cli
