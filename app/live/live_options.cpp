#include "app/live/live_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "connectors/kafka/properties_file.h"
#include "model/scenario/quantity_parser.h"

namespace headroom::live {
namespace {

constexpr double shortestInterval = 0.1;  // seconds

/// The options' texts before they are understood.
struct Texts {
    std::string properties;
    std::string interval;
    std::string timeout;
    std::string format = "trace";
};

void declare(CLI::App& app, LiveOptions& options, Texts& texts) {
    app.add_option("--kafka", options.client.bootstrap, "Bootstrap servers, HOST:PORT, several with commas");
    app.add_option("--properties", texts.properties, "File of client properties: TLS, SASL, passwords");
    app.add_option("--group", options.scope.groups, "Only this group; repeatable")->allow_extra_args(false);
    app.add_option("--topic", options.scope.topics, "Only this topic; repeatable")->allow_extra_args(false);
    app.add_option("--from", options.pasted, "Read pasted kafka-consumer-groups --describe output in place of a cluster");
    app.add_flag("--once", options.once, "Look once");
    app.add_option("--format", texts.format, "trace, or with --once: json")->check(CLI::IsMember({"trace", "json"}));
    app.add_option("--interval", texts.interval, "How often to look, e.g. 5s (1s)");
    app.add_option("--timeout", texts.timeout, "How long to wait for each answer, e.g. 2s (5s)");
    app.add_option("--record", options.recordingPath, "Record into this file");
    app.add_flag("--stream", options.stream, "Trace as JSON lines on standard output; commands on standard input");
    app.add_flag("--lossless-stream", options.losslessStream, "Wait for the reader of the stream rather than drop frames");
}

model::Duration durationOf(const std::string& option, const std::string& text, double least) {
    const model::QuantityResult value = model::parseQuantity(text, model::Unit::Time);
    if (!value.value) throw CLI::ValidationError(option, value.error.message);
    if (*value.value < least) throw CLI::ValidationError(option, fmt::format("'{}' is less than {} s", text, least));
    return model::Duration::fromSeconds(*value.value);
}

/// Throws CLI::ValidationError.
void understand(const Texts& texts, LiveOptions& options) {
    if (options.client.bootstrap.empty() == options.pasted.empty())
        throw CLI::ValidationError("headroom-live", "needs either --kafka HOST:PORT or --from FILE");
    if (texts.format == "json" && !options.once && options.pasted.empty())
        throw CLI::ValidationError("--format", "json goes with --once; --stream gives a trace as JSON lines");
    options.form = texts.format == "json" ? Form::Json : Form::Trace;
    if (!texts.interval.empty()) options.interval = durationOf("--interval", texts.interval, shortestInterval);
    if (!texts.timeout.empty()) options.client.timeout = durationOf("--timeout", texts.timeout, shortestInterval);
    if (texts.properties.empty()) return;
    connectors::kafka::PropertiesFile read = connectors::kafka::readProperties(texts.properties);
    if (!read.error.empty()) throw CLI::ValidationError("--properties", read.error);
    options.client.properties = std::move(read.properties);
}

}  // namespace

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
