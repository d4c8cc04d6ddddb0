#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>

#include "model/rules/kubernetes/hpa_controller.h"
#include "tests/conformance/trace_file.h"

namespace headroom::conformance {
namespace {

using model::Duration;
using model::HpaMetric;
using model::Instant;
using rules::HpaController;
using rules::HpaDecision;
using rules::HpaInput;
using rules::HpaPod;

Duration milliseconds(const std::string& text) {
    return Duration::milliseconds(std::stoll(text));
}

std::vector<std::string> parts(const std::string& text, char separator) {
    return text.empty() ? std::vector<std::string>{} : split(text, separator);
}

HpaMetric metricOf(const std::string& text) {
    const auto fields = split(text, '/');
    static const std::map<char, HpaMetric::Type> types = {{'R', HpaMetric::Type::Resource},
                                                          {'P', HpaMetric::Type::Pods},
                                                          {'O', HpaMetric::Type::Object},
                                                          {'E', HpaMetric::Type::External}};
    static const std::map<std::string, HpaMetric::TargetType> targets = {{"U", HpaMetric::TargetType::Utilization},
                                                                         {"A", HpaMetric::TargetType::AverageValue},
                                                                         {"V", HpaMetric::TargetType::Value}};
    HpaMetric metric;
    metric.type = types.at(fields[0][0]);
    metric.name = fields[0].substr(1);
    metric.targetType = targets.at(fields[1]);
    metric.target = std::stod(fields[2]);
    // The model gives cpu in millicores and everything else in its own unit.
    if (metric.targetType != HpaMetric::TargetType::Utilization && metric.name != "cpu") metric.target /= 1000;
    return metric;
}

model::HpaScalingRules rulesOf(const std::string& text) {
    const auto fields = split(text, '/');
    model::HpaScalingRules rules;
    if (!fields[0].empty()) rules.stabilizationWindow = Duration::seconds(std::stoll(fields[0]));
    using Select = model::HpaScalingRules::SelectPolicy;
    if (fields[1] == "Min") rules.selectPolicy = Select::Min;
    if (fields[1] == "Disabled") rules.selectPolicy = Select::Disabled;
    if (!fields[2].empty()) rules.tolerance = std::stod(fields[2]) / 1000;
    for (const std::string& policy : parts(fields[3], ';')) {
        const auto values = split(policy, ':');
        const auto type = values[0] == "Pods" ? model::HpaScalingPolicy::Type::Pods : model::HpaScalingPolicy::Type::Percent;
        rules.policies.push_back({type, std::stoi(values[1]), Duration::seconds(std::stoll(values[2]))});
    }
    return rules;
}

model::HorizontalPodAutoscaler hpaOf(const TraceLine& line) {
    model::HorizontalPodAutoscaler hpa;
    hpa.minReplicas = line.small(1);
    hpa.maxReplicas = line.small(2);
    for (const std::string& metric : split(line.text(3), ';')) hpa.metrics.push_back(metricOf(metric));
    if (line.text(4) != "-") hpa.behavior = model::HpaBehavior{rulesOf(line.text(4)), rulesOf(line.text(5))};
    return hpa;
}

HpaPod podOf(const std::vector<std::string>& fields, Instant now) {
    static const std::map<char, HpaPod::Phase> phases = {{'R', HpaPod::Phase::Running},
                                                         {'P', HpaPod::Phase::Pending},
                                                         {'F', HpaPod::Phase::Failed},
                                                         {'S', HpaPod::Phase::Succeeded},
                                                         {'U', HpaPod::Phase::Unknown}};
    static const std::map<char, HpaPod::Readiness> readiness = {{'T', HpaPod::Readiness::True},
                                                                {'F', HpaPod::Readiness::False},
                                                                {'U', HpaPod::Readiness::Unknown},
                                                                {'A', HpaPod::Readiness::Absent}};
    HpaPod pod;
    pod.phase = phases.at(fields[0][0]);
    pod.ready = readiness.at(fields[0][1]);
    pod.beingDeleted = fields[0].size() > 2;
    if (!fields[1].empty()) pod.startTime = now - milliseconds(fields[1]);
    pod.readyLastTransition = now - milliseconds(fields[2]);
    return pod;
}

rules::HpaMetricReading readingOf(const std::string& text, const HpaMetric& metric, const HpaInput& input,
                                  const std::vector<std::optional<std::int64_t>>& requests) {
    rules::HpaMetricReading reading;
    reading.available = text != "!";
    if (!reading.available) return reading;
    reading.requests = requests;
    const bool perPod = metric.type == HpaMetric::Type::Resource || metric.type == HpaMetric::Type::Pods;
    for (const std::string& value : input.pods.empty() && perPod ? std::vector<std::string>{} : split(text, '|')) {
        if (!perPod) {
            reading.values.push_back(std::stoll(value));
        } else if (value.empty()) {
            reading.podSamples.emplace_back();
        } else {
            const auto fields = split(value, '/');
            reading.podSamples.push_back(
                rules::PodSample{std::stoll(fields[0]), input.now - milliseconds(fields[1]), milliseconds(fields[2])});
        }
    }
    return reading;
}

HpaInput inputOf(const TraceLine& line, const model::HorizontalPodAutoscaler& hpa) {
    HpaInput input;
    // Some way after the start, so that all ages are instants of the run.
    input.now = Instant::start() + Duration::seconds(100'000) + milliseconds(line.text(1));
    input.specReplicas = line.small(2);
    input.statusReplicas = line.small(3);
    std::vector<std::optional<std::int64_t>> requests;
    for (const std::string& pod : parts(line.text(4), ';')) {
        const auto fields = split(pod, '/');
        input.pods.push_back(podOf(fields, input.now));
        requests.push_back(fields[3].empty() ? std::nullopt : std::optional(std::stoll(fields[3])));
    }
    const auto readings = split(line.text(5), ';');
    for (std::size_t index = 0; index < hpa.metrics.size(); ++index)
        input.readings.push_back(readingOf(readings.at(index), hpa.metrics[index], input, requests));
    return input;
}

// The reasons of the conditions that the controller would have set.
std::set<std::string> reasonsOf(const HpaDecision& decision) {
    std::set<std::string> reasons;
    if (!decision.error.empty()) reasons.insert("error");
    if (decision.outcome == HpaDecision::Outcome::ScalingDisabled) reasons.insert("ScalingDisabled");
    if (decision.outcome != HpaDecision::Outcome::Decided) return reasons;
    const auto& normalized = decision.normalized;
    const bool limited = normalized.limitedBy != rules::HpaLimit::None;
    reasons.insert(limited ? limitName(normalized.limitedBy) : "DesiredWithinRange");
    const bool stabilized = normalized.stabilizedBy != rules::HpaLimit::None;
    if (!decision.rescale) reasons.insert(stabilized ? limitName(normalized.stabilizedBy) : "ReadyForNewScale");
    return reasons;
}

TEST(HpaConformance, agreesWithTheControllerOnEverySync) {
    model::HorizontalPodAutoscaler hpa;
    std::unique_ptr<HpaController> controller;
    std::set<std::string> seen;
    int ups = 0;
    int downs = 0;
    for (const TraceLine& line : readTrace(HEADROOM_TRACES "/hpa.csv")) {
        if (line.text(0) == "H") {
            hpa = hpaOf(line);
            controller = std::make_unique<HpaController>(hpa, model::HpaControllerConfig{});
            continue;
        }
        const HpaDecision decision = controller->reconcile(inputOf(line, hpa));
        ASSERT_EQ(decision.desiredReplicas, line.small(6)) << "line " << line.number << ": " << decision.reason.sentence;
        const auto expected = parts(line.text(7), ';');
        ASSERT_EQ(reasonsOf(decision), std::set<std::string>(expected.begin(), expected.end()))
            << "line " << line.number << ": " << decision.reason.sentence;
        seen.insert(expected.begin(), expected.end());
        ups += decision.desiredReplicas > decision.currentReplicas ? 1 : 0;
        downs += decision.desiredReplicas < decision.currentReplicas ? 1 : 0;
    }
    EXPECT_GT(ups, 200);
    EXPECT_GT(downs, 100);
    for (const char* reason : {"error", "ScalingDisabled", "DesiredWithinRange", "ReadyForNewScale", "ScaleUpStabilized",
                               "ScaleDownStabilized", "ScaleUpLimit", "ScaleDownLimit", "TooManyReplicas", "TooFewReplicas"})
        EXPECT_TRUE(seen.contains(reason)) << reason;
}

}  // namespace
}  // namespace headroom::conformance
