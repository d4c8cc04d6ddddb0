#include "app/live/live_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <fstream>
#include <sstream>

#include "connectors/kafka/properties_file.h"
#include "connectors/prometheus/http_config.h"
#include "model/scenario/quantity_parser.h"

namespace headroom::live {
namespace {

constexpr double shortestInterval = 0.1;  // seconds

/// The options' texts before they are understood.
struct Texts {
    std::vector<std::string> settings;
    std::string properties;
    std::string interval;
    std::string timeout;
    std::string metrics;
    std::string prometheus;
    std::string selector;
    std::vector<std::string> pages;
    std::string mapping;
    std::string httpConfig;
    bool kubernetes = false;
    connectors::kubernetes::AccessOptions cluster;
    std::string format = "trace";
};

/// Throws CLI::ValidationError.
model::Setting settingOf(const std::string& text) {
    auto setting = model::parseSetting(text);
    if (!setting) throw CLI::ValidationError("--set", "'" + text + "' is not PATH=VALUE");
    return *setting;
}

void declareFigures(CLI::App& app, Texts& texts) {
    app.add_option("--prometheus", texts.prometheus, "Prometheus server that has the services' metrics, http://HOST:PORT");
    app.add_option("--selector", texts.selector, "With --prometheus: what its series must have, e.g. namespace=\"shop\"");
    app.add_option("--scrape", texts.pages, "[SERVICE=]HOST:PORT[/PATH] whose /metrics is read; repeatable")
        ->allow_extra_args(false);
    app.add_option("--mapping", texts.mapping, "File that says which series tell what of which element");
    app.add_option("--http-config", texts.httpConfig, "File that says how to ask them: TLS, bearer token, basic auth");
}

void declareKubernetes(CLI::App& app, Texts& texts) {
    app.add_flag("--kubernetes", texts.kubernetes, "Watch a Kubernetes cluster: deployments, pods, restarts, HPAs, events");
    app.add_option("--kubeconfig", texts.cluster.kubeconfig, "File that says how to reach it (KUBECONFIG, ~/.kube/config)");
    app.add_option("--context", texts.cluster.context, "Which of its contexts (the current one)");
    app.add_option("--namespace", texts.cluster.space, "Which namespace (the context's)");
    app.add_flag("--all-namespaces", texts.cluster.isOfAllSpaces, "All namespaces");
}

void declare(CLI::App& app, LiveOptions& options, Texts& texts) {
    app.add_option("SCENARIO", options.scenarioPath, "Scenario file that what is seen is laid over");
    app.add_option("--text", options.textPath, "Read the scenario's text from this file; SCENARIO then only names it");
    app.add_option("--variant", options.read.variant, "Variant of the scenario");
    app.add_option("--set", texts.settings, "PATH=VALUE, as in the scenario; repeatable")->allow_extra_args(false);
    app.add_option("--cluster", options.cluster, "Which of the scenario's Kafka clusters this is, where it has several");
    app.add_option("--kafka", options.client.bootstrap, "Bootstrap servers, HOST:PORT, several with commas");
    app.add_option("--properties", texts.properties, "File of client properties: TLS, SASL, passwords");
    app.add_option("--run", options.runNumber, "Which run of the bundled services, by its process' number")
        ->check(CLI::PositiveNumber);
    declareFigures(app, texts);
    declareKubernetes(app, texts);
    app.add_option("--group", options.scope.groups, "Only this group; repeatable")->allow_extra_args(false);
    app.add_option("--topic", options.scope.topics, "Only this topic; repeatable")->allow_extra_args(false);
    app.add_option("--from", options.pasted, "Read pasted kafka-consumer-groups --describe output in place of a cluster");
    app.add_flag("--once", options.once, "Look once");
    app.add_flag("--check", options.check, "Try each source once, say what there is to see, and end");
    app.add_option("--format", texts.format, "trace, or with --once: json")->check(CLI::IsMember({"trace", "json"}));
    app.add_option("--interval", texts.interval, "How often to look, e.g. 5s (1s)");
    app.add_option("--timeout", texts.timeout, "How long to wait for each answer, e.g. 2s (5s)");
    app.add_option("--discover", options.discoverPath, "Look twice and write a first scenario of what is found into this file");
    app.add_flag("--force", options.mayReplace, "With --discover: replace the file where there is one");
    app.add_option("--metrics", texts.metrics, "Serve what is seen to Prometheus at HOST:PORT, or :PORT of 127.0.0.1");
    app.add_option("--record", options.recordingPath, "Record into this file");
    app.add_flag("--stream", options.stream, "Trace as JSON lines on standard output; commands on standard input");
    app.add_flag("--lossless-stream", options.losslessStream, "Wait for the reader of the stream rather than drop frames");
    app.add_flag("--insist", options.insists, "End where the first look sees nothing, rather than wait for what may come");
}

/// Throws CLI::ValidationError.
void understandCheck(const LiveOptions& options) {
    const bool hasOutput = options.stream || options.once || options.metrics || !options.recordingPath.empty() ||
                           !options.discoverPath.empty() || !options.pasted.empty() || !options.scenarioPath.empty();
    if (options.check && hasOutput)
        throw CLI::ValidationError("--check", "goes with --kafka, --prometheus, --scrape and --kubernetes only");
}

/// Throws CLI::ValidationError.
void understandOutputs(const Texts& texts, LiveOptions& options) {
    const bool isOneLook = options.once || !options.pasted.empty();
    if (!texts.metrics.empty()) {
        options.metrics = metricsAddress(texts.metrics);
        if (!options.metrics)
            throw CLI::ValidationError("--metrics", "'" + texts.metrics + "' is neither HOST:PORT nor :PORT, such as :9308");
        if (isOneLook || !options.discoverPath.empty())
            throw CLI::ValidationError("--metrics", "serves a session: it goes with none of --once, --from and --discover");
    }
    const bool isTraced = options.stream || options.once || !options.recordingPath.empty();
    if (!options.discoverPath.empty() && (isTraced || !options.pasted.empty() || !options.scenarioPath.empty()))
        throw CLI::ValidationError("--discover",
                                   "goes with --kafka, and with none of SCENARIO, --from, --once, --record and --stream");
    if (options.mayReplace && options.discoverPath.empty()) throw CLI::ValidationError("--force", "goes with --discover");
}

model::Duration durationOf(const std::string& option, const std::string& text, double least) {
    const model::QuantityResult value = model::parseQuantity(text, model::Unit::Time);
    if (!value.value) throw CLI::ValidationError(option, value.error.message);
    if (*value.value < least) throw CLI::ValidationError(option, fmt::format("'{}' is less than {} s", text, least));
    return model::Duration::fromSeconds(*value.value);
}

/// "[SERVICE=]HOST:PORT[/PATH]"; a '=' in the path is none of a service's name.
connectors::prometheus::Page pageOf(const std::string& text) {
    const std::size_t equals = text.find_first_of("=/:");
    if (equals == std::string::npos || text[equals] != '=') return {text, {}, false};
    return {text.substr(equals + 1), text.substr(0, equals), false};
}

/// Throws CLI::ValidationError.
std::string contentOf(const char* option, const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || (file.peek() != std::ifstream::traits_type::eof() && !(text << file.rdbuf())))
        throw CLI::ValidationError(option, path + " can't be read");
    return text.str();
}

/// Throws CLI::ValidationError.
void refuseErrors(const char* option, const model::Diagnostics& diagnostics) {
    std::string all;
    for (const model::Diagnostic& diagnostic : diagnostics.all()) all += "\n" + model::toString(diagnostic);
    if (diagnostics.hasErrors()) throw CLI::ValidationError(option, all.substr(1));
}

/// Throws CLI::ValidationError.
void understandFigures(const Texts& texts, LiveOptions& options) {
    namespace prometheus = connectors::prometheus;
    const bool hasSource = !texts.prometheus.empty() || !texts.pages.empty();
    if (!texts.selector.empty() && texts.prometheus.empty()) throw CLI::ValidationError("--selector", "goes with --prometheus");
    if (!hasSource && (!texts.mapping.empty() || !texts.httpConfig.empty()))
        throw CLI::ValidationError("headroom-live", "--mapping and --http-config go with --prometheus or --scrape");
    if (!hasSource) return;
    prometheus::ObserverOptions& figures = options.figures.emplace();
    for (const std::string& page : texts.pages) figures.pages.push_back(pageOf(page));
    if (!texts.prometheus.empty()) figures.server = prometheus::Server{texts.prometheus, texts.selector};
    model::Diagnostics diagnostics;
    if (!texts.mapping.empty())
        figures.mapping.addBefore(prometheus::readMapping(contentOf("--mapping", texts.mapping), texts.mapping, diagnostics));
    refuseErrors("--mapping", diagnostics);
    if (!texts.httpConfig.empty())
        figures.http = prometheus::readHttpConfig(contentOf("--http-config", texts.httpConfig), texts.httpConfig, diagnostics);
    refuseErrors("--http-config", diagnostics);
}

/// Throws CLI::ValidationError.
void understandKubernetes(const Texts& texts, LiveOptions& options) {
    const auto& cluster = texts.cluster;
    const bool hasChoice =
        !cluster.kubeconfig.empty() || !cluster.context.empty() || !cluster.space.empty() || cluster.isOfAllSpaces;
    if (hasChoice && !texts.kubernetes)
        throw CLI::ValidationError("headroom-live",
                                   "--kubeconfig, --context, --namespace and --all-namespaces go with --kubernetes");
    if (!cluster.space.empty() && cluster.isOfAllSpaces)
        throw CLI::ValidationError("--namespace", "names one; it doesn't go with --all-namespaces");
    if (texts.kubernetes) options.kubernetes = cluster;
}

/// Throws CLI::ValidationError.
void understandSources(const LiveOptions& options) {
    const bool hasKafka = !options.client.bootstrap.empty();
    const bool hasPasted = !options.pasted.empty();
    if (hasPasted && (hasKafka || options.figures || options.kubernetes))
        throw CLI::ValidationError("--from", "stands in place of --kafka, --prometheus, --scrape and --kubernetes");
    const bool hasSource = hasKafka || hasPasted || options.figures || options.kubernetes;
    if (!options.runNumber.empty() && (hasSource || options.scenarioPath.empty()))
        throw CLI::ValidationError("--run", "goes with a SCENARIO, in place of --kafka and the like");
    if (!hasSource && options.scenarioPath.empty())
        throw CLI::ValidationError(
            "headroom-live",
            "needs --kafka HOST:PORT, --prometheus URL, --scrape HOST:PORT, --kubernetes, --from FILE, or a SCENARIO that "
            "'headroom up' plays");
    if (!hasKafka && options.figures && (options.once || !options.discoverPath.empty()))
        throw CLI::ValidationError("--kafka", "is needed for --once and --discover: rates of metrics take two looks");
    if (!hasKafka && options.kubernetes && (options.metrics || !options.discoverPath.empty()))
        throw CLI::ValidationError("--kafka", "is needed for --metrics and --discover: they tell of topics and groups");
}

/// Throws CLI::ValidationError.
void understand(const Texts& texts, LiveOptions& options) {
    understandFigures(texts, options);
    understandKubernetes(texts, options);
    understandSources(options);
    for (const std::string& text : texts.settings) options.read.settings.push_back(settingOf(text));
    const bool hasChoice = !options.read.variant.empty() || !options.read.settings.empty() || !options.cluster.empty();
    if (options.scenarioPath.empty() && hasChoice)
        throw CLI::ValidationError("headroom-live", "--variant, --set and --cluster go with a SCENARIO");
    if (texts.format == "json" && !options.once && options.pasted.empty())
        throw CLI::ValidationError("--format", "json goes with --once; --stream gives a trace as JSON lines");
    options.form = texts.format == "json" ? Form::Json : Form::Trace;
    understandOutputs(texts, options);
    understandCheck(options);
    if (!texts.interval.empty()) options.interval = durationOf("--interval", texts.interval, shortestInterval);
    if (!texts.timeout.empty()) options.client.timeout = durationOf("--timeout", texts.timeout, shortestInterval);
    if (options.figures) options.figures->http.timeout = options.client.timeout;
    if (texts.properties.empty()) return;
    connectors::kafka::PropertiesFile read = connectors::kafka::readProperties(texts.properties);
    if (!read.error.empty()) throw CLI::ValidationError("--properties", read.error);
    options.client.properties = std::move(read.properties);
}

}  // namespace

std::optional<MetricsAddress> metricsAddress(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    MetricsAddress address;
    const std::string_view digits = text.substr(colon + 1);
    const auto [stop, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (failure != std::errc{} || stop != digits.data() + digits.size() || address.port < 0 || address.port > 65'535)
        return std::nullopt;
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return std::nullopt;
    if (!host.empty()) address.host = host;
    return address;
}

std::variant<LiveOptions, EarlyExit> parseLiveOptions(int argc, const char* const* argv) {
    LiveOptions options;
    Texts texts;
    CLI::App app{"Watches a live Kafka cluster; started by headroom, or by hand to stream what is seen", "headroom-live"};
    declare(app, options, texts);
    try {
        app.parse(argc, argv);
        understand(texts, options);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        const int status = app.exit(error, out, err);
        return EarlyExit{status == 0 ? 0 : 2, out.str(), err.str()};
    }
    return options;
}

}  // namespace headroom::live
