#include "app/live/live_header.h"

#include <string>
#include <vector>

namespace headroom::live {
namespace {

/// Addresses have no secrets in them: those are refused.
void describeFigures(const connectors::prometheus::ObserverOptions& figures, std::map<std::string, std::string>& settings) {
    if (figures.server) settings["--prometheus"] = figures.server->address;
    std::string pages;
    for (const connectors::prometheus::Page& page : figures.pages)
        pages += (pages.empty() ? "" : ", ") + (page.service.empty() ? "" : page.service + "=") + page.address;
    if (!pages.empty()) settings["--scrape"] = pages;
}

/// Which cluster, as the user said it.
std::string clusterOf(const connectors::kubernetes::AccessOptions& cluster) {
    const std::string context = cluster.context.empty() ? "current context" : "context " + cluster.context;
    if (cluster.isOfAllSpaces) return context + ", all namespaces";
    return cluster.space.empty() ? context : context + ", namespace " + cluster.space;
}

/// What is looked at, in a word.
std::string placeOf(const LiveOptions& options) {
    if (!options.client.bootstrap.empty()) return options.client.bootstrap;
    if (!options.figures) return options.kubernetes ? "Kubernetes " + clusterOf(*options.kubernetes) : std::string{};
    if (options.figures->server) return options.figures->server->address;
    // A run that is just starting has no processes yet.
    return options.figures->pages.empty() ? std::string{} : options.figures->pages.front().address;
}

}  // namespace

trace::Header headerOf(const LiveOptions& options, const LiveScenario* scenario) {
    trace::Header header;
    header.scenario = options.pasted.empty() ? "live " + placeOf(options) : "pasted " + options.pasted;
    header.runtime = "live";
    if (scenario != nullptr) describe(*scenario, options, header);
    header.frameInterval = options.interval;
    if (!options.client.bootstrap.empty()) header.settings["--kafka"] = options.client.bootstrap;
    const auto all = [&](const char* name, const std::vector<std::string>& values) {
        std::string joined;
        for (const std::string& value : values) joined += (joined.empty() ? "" : ", ") + value;
        if (!values.empty()) header.settings[name] = joined;
    };
    if (options.figures && !options.run) describeFigures(*options.figures, header.settings);
    if (options.kubernetes) header.settings["--kubernetes"] = clusterOf(*options.kubernetes);
    if (options.run) header.settings["--load-scale"] = options.run->loadScale;
    if (options.run && options.run->isEmbedded) header.settings["--embedded"] = "true";
    all("--group", options.scope.groups);
    all("--topic", options.scope.topics);
    return header;
}

}  // namespace headroom::live
