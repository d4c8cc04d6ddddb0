#include "app/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/diagnostics.h"
#include "model/scenario/load_scale.h"

namespace headroom::cli {
namespace {

/// Every command's options while CLI11 fills them in.
struct Parsing {
    CheckOptions check;
    ExplainOptions explain;
    RunOptions run;
    PlayOptions play;
    ReportOptions report;
    LiveOptions live;
    UpOptions up;
    ExportOptions exported;
    ForecastOptions forecast;
    CalibrateOptions calibrate;
    std::string load;
    std::string precision;
};

/// "2x", "2" or "200%"; throws CLI::ValidationError.
double factor(const std::string& option, std::string text, double percent) {
    double unit = 1;
    if (!text.empty() && text.back() == 'x' && percent == 1) text.pop_back();
    if (!text.empty() && text.back() == '%') {
        text.pop_back();
        unit = 0.01;
    }
    double value = 0;
    if (!CLI::detail::lexical_cast(text, value) || !(value > 0) || !std::isfinite(value))
        throw CLI::ValidationError(option, "'" + text + "' is not a positive number");
    return value * unit;
}

/// CLI11 takes -1 for the largest number there is.
std::string whyNoSeed(const std::string& text) {
    const bool isWhole = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    return isWhole ? "" : "'" + text + "' is not a whole number from 0";
}

std::string whyNoSpeed(const std::string& text) {
    double value = 0;
    const bool isSpeed = CLI::detail::lexical_cast(text, value) && value >= 0 && std::isfinite(value);
    return isSpeed ? "" : "'" + text + "' is not a number from 0";
}

/// Throws CLI::ValidationError.
double readLoadScale(const std::string& text) {
    const model::QuantityResult read = model::parseLoadScale(text);
    if (!read.value) throw CLI::ValidationError("--load-scale", read.error.message + "; " + read.error.hint);
    return *read.value;
}

void addScenario(CLI::App& app, ScenarioChoice& choice, bool isRequired = true) {
    app.add_option("FILE", choice.path, isRequired ? "Scenario file" : "Scenario file that what is seen is laid over")
        ->required(isRequired);
    app.add_option("--variant", choice.variant, "Variant of the scenario");
    app.add_option("--set", choice.settings, "PATH=VALUE, as in the scenario; repeatable")->allow_extra_args(false);
}

void addReport(CLI::App& app, ReportChoice& choice) {
    static const std::map<std::string, Format> formats{
        {"text", Format::Text}, {"json", Format::Json}, {"csv", Format::Csv}, {"html", Format::Html}};
    app.add_option_function<std::string>(
        "--format",
        [&choice](const std::string& name) {
            const auto found = formats.find(name);
            if (found == formats.end()) throw CLI::ValidationError("--format", "'" + name + "' is none of text, json, csv, html");
            choice.format = found->second;
        },
        "text (default), json, html, or csv: every value of every frame of the (first) run");
    app.add_option("--output", choice.output, "Write the report into this file");
}

void addCheck(CLI::App& app, Parsing& parsing) {
    addScenario(app, parsing.check.scenario);
    app.add_option("--load", parsing.load, "What breaks at this multiple of the load, e.g. 2x");
}

void addExplain(CLI::App& app, ExplainOptions& options) {
    addScenario(app, options.scenario);
    app.add_option("PATH", options.path, "Only this dotted path and what is below it");
}

void addPlay(CLI::App& app, PlayOptions& options) {
    app.add_option("RECORDING", options.recording, "File made by --record")->required();
    app.add_flag("--stream", options.stream, "Trace as JSON lines on standard output (the only way there is, and the default)");
    app.add_option("--speed", options.speed, "Simulated seconds a second; 0: as fast as possible")
        ->check(CLI::Validator(whyNoSpeed, ""));
}

void addRun(CLI::App& app, Parsing& parsing) {
    RunOptions& options = parsing.run;
    addScenario(app, options.scenario);
    app.add_option("--seed", options.seed, "Seed instead of the scenario's; replication i runs with seed + i")
        ->check(CLI::Validator(whyNoSeed, ""));
    app.add_option("--duration", options.duration, "Simulated time instead of the scenario's, e.g. 90s");
    const auto scale = [&options](const std::string& text) { options.loadScale = readLoadScale(text); };
    app.add_option_function<std::string>("--load-scale", scale, "Share of the clients' users and rates, such as 2%");
    app.add_option("--replications", options.replications, "Runs with different seeds and guesses; intervals over them")
        ->check(CLI::Range(1, 1000));
    app.add_option("--precision", parsing.precision,
                   "Add replications (at most 100) until every expectation's interval is ± this, e.g. 5%");
    app.add_option("--infrastructure", options.infrastructure, "native or simgrid")->check(CLI::IsMember({"native", "simgrid"}));
    app.add_option("--record", options.recording, "Record the (first) run into this file");
    app.add_flag("--stream", options.stream,
                 "Trace as JSON lines on standard output, commands on standard input; the report needs --output");
    addReport(app, options.report);
}

/// Options that say who tells metrics; the observer understands them.
void addFigures(CLI::App& app, LiveOptions& options) {
    const auto add = [&](const std::string& name, const char* help) {
        const auto keep = [&options, name](const std::vector<std::string>& values) {
            for (const std::string& value : values) options.figures.insert(options.figures.end(), {name, value});
        };
        return app.add_option_function<std::vector<std::string>>(name, keep, help)->type_name("TEXT")->allow_extra_args(false);
    };
    add("--prometheus", "Prometheus server that has the services' metrics, http://HOST:PORT");
    add("--selector", "With --prometheus: what its series must have, e.g. namespace=\"shop\"");
    add("--scrape", "[SERVICE=]HOST:PORT[/PATH] whose /metrics is read; repeatable");
    add("--mapping", "File that says which series tell what of which element");
    add("--http-config", "File that says how to ask them: TLS, bearer token, basic auth");
}

/// Likewise of a Kubernetes cluster.
void addKubernetes(CLI::App& app, LiveOptions& options) {
    const auto add = [&](const std::string& name, const char* help) {
        const auto keep = [&options, name](const std::string& value) {
            options.kubernetes.insert(options.kubernetes.end(), {name, value});
        };
        app.add_option_function<std::string>(name, keep, help);
    };
    const auto addFlag = [&](const std::string& name, const char* help) {
        app.add_flag_callback(
            name, [&options, name] { options.kubernetes.push_back(name); }, help);
    };
    addFlag("--kubernetes", "Watch a Kubernetes cluster: deployments, pods, restarts, HPAs, events");
    add("--kubeconfig", "File that says how to reach it (KUBECONFIG, ~/.kube/config, a pod's service account)");
    add("--context", "Which of its contexts (the current one)");
    add("--namespace", "Which namespace (the context's)");
    addFlag("--all-namespaces", "All namespaces");
}

/// What is looked at, and how.
void addConnection(CLI::App& app, LiveOptions& options) {
    app.add_option("--run", options.run, "Which run of headroom up, by its process' number, where several play the scenario");
    addFigures(app, options);
    addKubernetes(app, options);
    app.add_option("--cluster", options.cluster, "Which of the scenario's Kafka clusters this is, where it has several");
    app.add_option("--kafka", options.kafka, "Bootstrap servers, HOST:PORT, several with commas");
    app.add_option("--properties", options.properties, "File of client properties: TLS, SASL, passwords");
    app.add_option("--interval", options.interval, "How often to look, e.g. 5s (1s)");
    app.add_option("--timeout", options.timeout, "How long to wait for each answer, e.g. 2s (5s)");
}

void addLive(CLI::App& app, LiveOptions& options) {
    addScenario(app, options.scenario, false);
    addConnection(app, options);
    app.add_option("--group", options.groups, "Only this group; repeatable")->allow_extra_args(false);
    app.add_option("--topic", options.topics, "Only this topic; repeatable")->allow_extra_args(false);
    app.add_option("--from", options.pasted, "Read pasted kafka-consumer-groups --describe output instead; - is standard input");
    app.add_flag("--once", options.once, "Look once and print");
    app.add_flag("--check", options.check, "Try each source once, say what there is to see, and end");
    app.add_option_function<std::string>(
        "--format",
        [&options](const std::string& name) {
            if (name != "text" && name != "json") throw CLI::ValidationError("--format", "'" + name + "' is none of text, json");
            options.format = name == "json" ? Format::Json : Format::Text;
        },
        "With --once: text (default), or json: everything that was seen");
    app.add_option("--discover", options.discovery, "Write a first scenario of what is found into this file, and end");
    app.add_flag("--force", options.force, "With --discover: replace the file where there is one");
    app.add_option("--metrics", options.metrics, "Serve what is seen to Prometheus at HOST:PORT, or :PORT of 127.0.0.1");
    app.add_option("--record", options.recording, "Record into this file");
    app.add_flag("--stream", options.stream, "Trace as JSON lines on standard output, commands on standard input");
    app.add_flag("--predict", options.predict, "With FILE: simulate the load there is beside it, and show measured | predicted");
}

void addUp(CLI::App& app, UpOptions& options) {
    addScenario(app, options.scenario);
    app.add_option("--load-scale", options.loadScale, "Share of the clients' users and rates, such as 2%");
    app.add_option("--kafka", options.kafka, "Bootstrap servers, HOST:PORT, several with commas, instead of the embedded broker");
    app.add_option("--properties", options.properties, "With --kafka: file of client properties: TLS, SASL, passwords");
    app.add_option("--database", options.database,
                   "PostgreSQL for stores of that kind: postgresql://[USER@]HOST[:PORT]/DATABASE; the password by PGPASSFILE");
    app.add_option("--for", options.length, "End after this time of serving, e.g. 90s");
    app.add_flag("--no-faults", options.withoutFaults, "Leave out the scenario's faults");
    app.add_flag("--keep-data", options.keepsData, "Leave the run's folder behind: databases and log");
    app.add_option("--log", options.log, "Write what all processes say into this file");
    app.add_option("--audit", options.audit, "Write what clients asked for and were answered into this folder, a line each");
}

void addExport(CLI::App& app, ExportOptions& options) {
    app.add_option("TARGET", options.target, "kubernetes or compose")
        ->required()
        ->check(CLI::IsMember({"kubernetes", "compose"}));
    addScenario(app, options.scenario);
    app.add_option("--output", options.folder, "Folder to write; FILE-TARGET unless told");
    const auto scale = [&options](const std::string& text) {
        readLoadScale(text);
        options.loadScale = text;
    };
    app.add_option_function<std::string>("--load-scale", scale, "Share of the clients' users and rates, such as 2%");
    app.add_flag("--force", options.force, "Replace what an export has made in the folder; what others have put there stays");
}

void addWhatIf(CLI::App& app, ForecastOptions& options, const char* name, forecast::WhatIf::Kind kind, const char* help) {
    const auto add = [&options, kind](const std::string& value) { options.whatIfs.push_back({kind, value}); };
    app.add_option_function<std::string>(name, add, help)
        ->allow_extra_args(false)
        ->trigger_on_parse()
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

/// What a deployment is watched for and how, in place of a recording.
void addWatch(CLI::App& app, ForecastOptions& options) {
    app.add_option("--live", options.live.scenario.path, "Watch what this scenario file describes, in place of a RECORDING");
    app.add_option("--variant", options.live.scenario.variant, "With --live: variant of the scenario");
    const auto watch = [&options](const std::string& text) {
        constexpr double longest = 600;
        const model::QuantityResult read = model::parseQuantity(text, model::Unit::Time);
        if (!read.value || *read.value <= 0 || *read.value > longest)
            throw CLI::ValidationError("--watch", "'" + text + "' is no time of at most 10m; write 20s");
        options.watch = *read.value;
    };
    app.add_option_function<std::string>("--watch", watch,
                                         "With --live: how long, e.g. 20s (until the load is known to 5 %, at most 60s)");
    addConnection(app, options.live);
}

void addForecast(CLI::App& app, ForecastOptions& options) {
    using Kind = forecast::WhatIf::Kind;
    app.add_option("RECORDING", options.recording, "File made by --record, of a live session over a scenario or of a run");
    addWatch(app, options);
    app.add_option("--at", options.at, "Instant of the recording to begin at, e.g. 5m (its last frame)");
    app.add_option("--group", options.group, "Consumer group (the one furthest behind in time)");
    addWhatIf(app, options, "--scale", Kind::Scale, "SERVICE=N: what if it had so many replicas; repeatable");
    addWhatIf(app, options, "--partitions", Kind::Partitions, "TOPIC=N: what if it had so many partitions; repeatable");
    addWhatIf(app, options, "--kill", Kind::Kill,
              "What if broker/main/1, pod/SERVICE, node/GROUP/0 or zone/ZONE died now; repeatable");
    addWhatIf(app, options, "--set", Kind::Set, "PATH=VALUE, as in the scenario: what if that were so; repeatable");
    const auto length = [&options](const std::string& text) {
        const model::QuantityResult read = model::parseQuantity(text, model::Unit::Time);
        if (!read.value || *read.value <= 0) throw CLI::ValidationError("--for", "'" + text + "' is no time; write 90s or 10m");
        options.length = *read.value;
    };
    app.add_option_function<std::string>("--for", length, "Simulate so long, e.g. 20m (long enough to drain, at most 2h)");
    app.add_flag("--quick", options.quick, "Only the answer by flow balance");
    app.add_option("--replications", options.replications, "Runs of each alternative (19: the fewest for a 90 % band)")
        ->check(CLI::Range(1, 1000));
    app.add_option("--seed", options.seed, "Seed of the first run instead of the scenario's")
        ->check(CLI::Validator(whyNoSeed, ""));
    app.add_option_function<std::string>(
        "--format",
        [&options](const std::string& name) {
            if (name != "text" && name != "json") throw CLI::ValidationError("--format", "'" + name + "' is none of text, json");
            options.format = name == "json" ? Format::Json : Format::Text;
        },
        "text (default), or json");
}

void addCalibrate(CLI::App& app, CalibrateOptions& options) {
    app.add_option("RECORDING", options.recording, "File made by live SCENARIO --record")->required();
    const auto from = [&options](const std::string& text) {
        const model::QuantityResult read = model::parseQuantity(text, model::Unit::Time);
        if (!read.value) throw CLI::ValidationError("--from", "'" + text + "' is no time; write 15s or 2m");
        options.from = *read.value;
    };
    app.add_option_function<std::string>("--from", from, "Leave out what was before this instant of the recording, e.g. 15s");
    app.add_option("--out", options.output, "File to write the scenario into; SCENARIO-calibrated.yaml unless told");
    app.add_flag("--force", options.force, "Replace the file where there is one");
}

void understandUp(const UpOptions& options) {
    if (!options.properties.empty() && options.kafka.empty())
        throw CLI::ValidationError("--properties", "goes with --kafka: the embedded broker needs none");
}

void understandLive(const CLI::App& app, const LiveOptions& options) {
    if (!app.parsed()) return;
    const bool hasOther = !options.kafka.empty() || !options.figures.empty() || !options.kubernetes.empty();
    if (!options.pasted.empty() && (hasOther || !options.run.empty()))
        throw CLI::ValidationError("--from", "stands in place of --kafka, --prometheus, --scrape, --kubernetes and --run");
    const bool hasSource = hasOther || !options.pasted.empty();
    if (!hasSource && options.scenario.path.empty())
        throw CLI::ValidationError("live",
                                   "needs a scenario FILE that 'headroom up' plays, --kafka HOST:PORT, --prometheus URL, "
                                   "--scrape HOST:PORT, --kubernetes, or --from FILE");
    const bool hasChoice = !options.scenario.variant.empty() || !options.scenario.settings.empty() || !options.cluster.empty();
    if (options.scenario.path.empty() && hasChoice)
        throw CLI::ValidationError("live", "--variant, --set and --cluster go with a scenario FILE");
    if (options.predict &&
        (options.scenario.path.empty() || !options.pasted.empty() || options.check || !options.discovery.empty()))
        throw CLI::ValidationError("--predict", "goes with a scenario FILE, and with none of --from, --check and --discover");
    if (options.format == Format::Json && !options.once && options.pasted.empty())
        throw CLI::ValidationError("--format", "json goes with --once; --stream gives a trace as JSON lines");
    if (options.format == Format::Json && (options.stream || !options.recording.empty()))
        throw CLI::ValidationError("--format", "json goes neither with --stream nor with --record");
}

void understandForecast(const CLI::App& app, const ForecastOptions& options) {
    if (!app.parsed()) return;
    if (options.recording.empty() == !options.isLive())
        throw CLI::ValidationError("forecast", "needs a RECORDING, or --live SCENARIO to watch a deployment");
    if (options.isLive() && !options.at.empty())
        throw CLI::ValidationError("--at", "is an instant of a RECORDING; --live begins with the newest look");
    const auto isGiven = [&app](const char* name) { return app.count(name) > 0; };
    for (const char* name : {"--watch", "--variant", "--run", "--prometheus", "--scrape", "--selector", "--mapping",
                             "--http-config", "--kubernetes", "--kubeconfig", "--context", "--namespace", "--all-namespaces",
                             "--cluster", "--kafka", "--properties", "--interval", "--timeout"})
        if (!options.isLive() && isGiven(name)) throw CLI::ValidationError(name, "goes with --live SCENARIO");
}

void understand(Parsing& parsing) {
    if (!parsing.load.empty()) parsing.check.load = factor("--load", parsing.load, 1);
    if (!parsing.precision.empty()) parsing.run.precision = factor("--precision", parsing.precision, 0);
    if (parsing.run.stream && (parsing.run.replications > 1 || parsing.run.precision))
        throw CLI::ValidationError("--stream", "streams one run: it goes neither with --replications nor with --precision");
}

/// What to say when the first word is no command; empty when it is one, or an option.
std::string unknownCommand(const CLI::App& app, int argc, const char* const* argv) {
    if (argc < 2 || *argv[1] == '-') return {};
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    if (std::ranges::find(names, argv[1]) != names.end()) return {};
    const std::string nearest = model::nearestWord(argv[1], names);
    return fmt::format("headroom: there is no command '{}'; {}\n", argv[1],
                       nearest.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : "did you mean '" + nearest + "'?");
}

}  // namespace

CommandLine parseCommandLine(int argc, const char* const* argv) {
    Parsing parsing;
    CLI::App app{
        "A lab for event-driven architectures: check, simulate, report, play and deploy a scenario, watch a live cluster",
        "headroom"};
    app.set_version_flag("--version", "headroom " HEADROOM_VERSION, "Print the version and exit");
    app.require_subcommand(1);
    app.footer("Exit status: 0 all expectations hold, 1 an expectation fails, 2 bad input, 3 the environment, or interrupted.");
    CLI::App* check = app.add_subcommand("check", "What is wrong with a scenario, and what it can't do, without running it");
    addCheck(*check, parsing);
    CLI::App* explain = app.add_subcommand("explain", "Every effective value and where it comes from");
    addExplain(*explain, parsing.explain);
    CLI::App* run = app.add_subcommand("run", "Simulate a scenario and report");
    addRun(*run, parsing);
    CLI::App* play = app.add_subcommand("play", "Send a recording through a stream again");
    addPlay(*play, parsing.play);
    CLI::App* report = app.add_subcommand("report", "Report a recording");
    report->add_option("RECORDING", parsing.report.recording, "File made by --record")->required();
    addReport(*report, parsing.report.report);
    CLI::App* live = app.add_subcommand("live", "Watch a live Kafka cluster: who is behind, by how much, and for how long");
    addLive(*live, parsing.live);
    CLI::App* up = app.add_subcommand("up", "Play a scenario for real: its services, clients, broker and stores as processes");
    addUp(*up, parsing.up);
    CLI::App* exported =
        app.add_subcommand("export", "Files that deploy a scenario's services: for Kubernetes, or for Docker Compose");
    addExport(*exported, parsing.exported);
    CLI::App* forecast = app.add_subcommand(
        "forecast", "When a group that is behind has caught up, and what if: scaled, more partitions, a broker dead");
    addForecast(*forecast, parsing.forecast);
    CLI::App* calibrate =
        app.add_subcommand("calibrate", "Fit arrivals and service times to a live recording, and write them into its scenario");
    addCalibrate(*calibrate, parsing.calibrate);
    if (const std::string unknown = unknownCommand(app, argc, argv); !unknown.empty()) return EarlyExit{BadInput, "", unknown};
    try {
        app.parse(argc, argv);
        understand(parsing);
        understandLive(*live, parsing.live);
        understandUp(parsing.up);
        understandForecast(*forecast, parsing.forecast);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        const int status = app.exit(error, out, err);
        return EarlyExit{status == 0 ? 0 : static_cast<int>(BadInput), out.str(), err.str()};
    }
    if (check->parsed()) return parsing.check;
    if (explain->parsed()) return parsing.explain;
    if (run->parsed()) return parsing.run;
    if (play->parsed()) return parsing.play;
    if (live->parsed()) return parsing.live;
    if (up->parsed()) return parsing.up;
    if (exported->parsed()) return parsing.exported;
    if (forecast->parsed()) return parsing.forecast;
    if (calibrate->parsed()) return parsing.calibrate;
    return parsing.report;
}

}  // namespace headroom::cli
