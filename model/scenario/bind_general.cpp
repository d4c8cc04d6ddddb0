#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"

namespace headroom::model {

namespace {

/// Checks "major.minor" and that the defaults of that version are known.
void bindVersion(BindingContext& context, const MappingReader& versions, const std::string& key, std::string& target,
                 const std::string& oldest, const std::string& newest) {
    const SourceNode* node = versions.find(key);
    if (!versions.text(key, target) || node == nullptr) return;
    const bool isNumber = !target.empty() && target.find_first_not_of("0123456789.") == std::string::npos && target[0] != '.';
    if (!isNumber)
        context.error(*node, fmt::format("'{}' is no version of {}", target, key), fmt::format("write \"{}\"", newest));
    else if (compareVersions(target, oldest) < 0 || compareVersions(target, newest) > 0)
        context.warning(*node, fmt::format("the defaults of {} {} are not known", key, target),
                        fmt::format("those of the nearest version from {} to {} are used", oldest, newest));
}

void bindSeed(BindingContext& context, const MappingReader& root) {
    const SourceNode* node = root.find("seed");
    if (node == nullptr) return;
    std::uint64_t seed = 0;
    const std::string& text = node->value;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (!node->isScalar() || failure != std::errc{} || end != text.data() + text.size())
        return context.error(*node,
                             fmt::format("a seed is a whole number from 0 to 18446744073709551615, not {}", node->describe()));
    context.scenario().seed = seed;
    context.effective("seed", text, *node);
}

/// The run is to last as long as --duration says, and the warm-up to leave something of it.
void bindDurationOption(BindingContext& context, const MappingReader& root) {
    const std::string& text = context.options().duration;
    if (text.empty()) return;
    Scenario& scenario = context.scenario();
    const QuantityResult seconds = parseQuantity(text, Unit::Time);
    const Duration wanted = Duration::fromSeconds(seconds.value.value_or(0));
    if (wanted.ns <= 0) {
        const std::string message = seconds.value ? "the run would last no time" : seconds.error.message;
        return context.diagnostics().error({"--duration " + text, {1, 1}}, message, seconds.error.hint);
    }
    const SourceNode* warmup = root.find("warmup");
    const bool wasGood = scenario.warmup < scenario.duration;
    const bool isSetByHand = warmup != nullptr && warmup->location.file.starts_with("--set ");
    if (warmup != nullptr && scenario.warmup >= wanted && wasGood && !isSetByHand) {
        const double share = wanted.toSeconds() / scenario.duration.toSeconds();
        const Duration shortened = Duration::milliseconds(std::llround(scenario.warmup.toSeconds() * share * 1e3));
        context.warning(*warmup, fmt::format("--duration {} shortens the warm-up from {} to {}", text,
                                             formatQuantity(scenario.warmup.toSeconds(), Unit::Time),
                                             formatQuantity(shortened.toSeconds(), Unit::Time)),
                        "--set warmup=… states it");
        scenario.warmup = shortened;
    }
    scenario.duration = wanted;
}

}  // namespace

void bindGeneral(BindingContext& context, const MappingReader& root) {
    Scenario& scenario = context.scenario();
    root.require("scenario");
    root.text("scenario", scenario.name);
    root.text("description", scenario.description);
    root.positiveTime("duration", scenario.duration);
    root.time("warmup", scenario.warmup);
    bindDurationOption(context, root);
    root.positiveTime("frame", scenario.frameInterval);
    bindSeed(context, root);
    root.choice<Scenario::Granularity>("granularity", scenario.granularity,
                                       {{"batch", Scenario::Granularity::Batch}, {"record", Scenario::Granularity::Record}});
    const MappingReader versions(context, root.find("versions"), "versions", vocabulary::versions());
    bindVersion(context, versions, "kafka", scenario.versions.kafka, "2.8", "4.1");
    bindVersion(context, versions, "kubernetes", scenario.versions.kubernetes, "1.23", "1.35");
    bindVersion(context, versions, "resilience4j", scenario.versions.resilience4j, "1.7", "2.4");
    versions.choice<std::string>("client", scenario.versions.client, {{"java", "java"}, {"librdkafka", "librdkafka"}});
    if (scenario.warmup >= scenario.duration && root.find("warmup") != nullptr)
        context.error(*root.find("warmup"), "the warm-up leaves nothing of the run", "make it shorter than the duration");
    if (scenario.frameInterval.ns > 0 && scenario.duration.ns / scenario.frameInterval.ns > 1'000'000) {
        const SourceNode* at = root.find("frame") != nullptr ? root.find("frame") : root.find("duration");
        if (at != nullptr) context.error(*at, "the run would have more than a million frames", "make the frame longer");
    }
}

}  // namespace headroom::model
