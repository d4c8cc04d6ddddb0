#include "services/process/standalone_options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

namespace headroom::services {

namespace {

Address addressOf(const char* option, const std::string& text) {
    const auto address = readAddress(text);
    if (!address) throw CLI::ValidationError(option, "'" + text + "' is not HOST:PORT");
    return *address;
}

NamedEndpoint endpointOf(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw CLI::ValidationError("--endpoints", "'" + text + "' is not NAME=HOST:PORT");
    return {text.substr(0, equals), addressOf("--endpoints", text.substr(equals + 1))};
}

}  // namespace

void declare(CLI::App& app, StandaloneOptions& into) {
    app.add_flag("--standalone", into.isAlone,
                 "Without a supervisor: endpoints by name, standard input is not read, SIGTERM or SIGINT ends it gracefully");
    const auto listen = [&into](const std::string& text) { into.listen = addressOf("--listen", text); };
    app.add_option_function<std::string>("--listen", listen,
                                         "With --standalone: HOST:PORT to serve HTTP at, such as 0.0.0.0:8080");
    const auto endpoints = [&into](const std::vector<std::string>& texts) {
        for (const std::string& text : texts) into.endpoints.push_back(endpointOf(text));
    };
    app.add_option_function<std::vector<std::string>>(
           "--endpoints", endpoints,
           "With --standalone: NAME=HOST:PORT, where a service that is called is; all the host's addresses take turns")
        ->allow_extra_args(false);
}

std::string problemOf(const StandaloneOptions& options, const std::set<std::string>& called) {
    const bool saysMore = options.listen != StandaloneOptions{}.listen || !options.endpoints.empty() || options.linger > 0;
    if (!options.isAlone) return saysMore ? "--listen, --endpoints and --linger go with --standalone" : "";
    for (const std::string& service : called) {
        const auto leadsThere = [&](const NamedEndpoint& endpoint) { return endpoint.service == service; };
        if (std::ranges::none_of(options.endpoints, leadsThere))
            return fmt::format("'{}' is called, and no --endpoints {}=HOST:PORT says where it is", service, service);
    }
    return {};
}

std::string hostName() {
    std::array<char, 256> name{};
    const bool isKnown = gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0';
    return isKnown ? name.data() : "pod";
}

}  // namespace headroom::services
