#include "model/rules/kubernetes/replica_calculator.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "model/rules/kubernetes/pod_groups.h"
#include "model/rules/reason.h"

namespace headroom::rules {

namespace {

using Type = model::HpaMetric::Type;
using TargetType = model::HpaMetric::TargetType;

constexpr std::int64_t maxInt64 = std::numeric_limits<std::int64_t>::max();
constexpr double maxInt32 = std::numeric_limits<std::int32_t>::max();

// Go's float64 to int32 on amd64: through 64 bits, the low half kept.
std::int32_t goInt32(double value) {
    if (!(std::abs(value) < 9223372036854775808.0)) return 0;
    return static_cast<std::int32_t>(static_cast<std::int64_t>(value));
}

ReplicaProposal failure(std::string error) {
    ReplicaProposal proposal;
    proposal.failed = true;
    proposal.error = std::move(error);
    return proposal;
}

bool isResource(const model::HpaMetric& metric) {
    return metric.type == Type::Resource || metric.type == Type::ContainerResource;
}

// The samples a ratio is taken over, as sums.
struct Sums {
    std::int64_t usage = 0;
    std::int64_t requests = 0;
    std::int64_t count = 0;

    void add(std::int64_t value, std::int64_t request) {
        usage += value;
        requests += request;
        ++count;
    }
};

bool turns(double ratio, double newRatio) {
    return (ratio < 1.0 && newRatio > 1.0) || (ratio > 1.0 && newRatio < 1.0);
}

bool goesWrongWay(double ratio, std::int32_t computed, std::int32_t current) {
    return (ratio < 1.0 && computed > current) || (ratio > 1.0 && computed < current);
}

std::string toleranceText(double ratio, const Tolerances& tolerances) {
    return "ratio " + formatNumber(ratio) + " within tolerance " + formatNumber(1 - tolerances.scaleDown) + "…" +
           formatNumber(1 + tolerances.scaleUp);
}

std::string ceilText(const std::string& factor, const ReplicaProposal& proposal) {
    return "ceil(" + factor + formatNumber(proposal.usage) + " / " + formatNumber(proposal.target) +
           ") = " + std::to_string(proposal.replicas);
}

}  // namespace

// One metric on its way to a proposal.
struct ReplicaCalculator::Pass {
    const model::HpaMetric& metric;
    const HpaMetricReading& reading;
    bool cpu = false;
    bool utilization = false;
    std::int64_t target = 0;  // percent, or thousandths
    double shown = 1;         // divides a value for people

    bool measure(const Sums& sums, ReplicaProposal& proposal) const {
        if (utilization) {
            if (sums.requests == 0) return false;
            const auto percent = static_cast<std::int32_t>(sums.usage * 100 / sums.requests);
            proposal.usage = percent;
            proposal.ratio = static_cast<double>(percent) / static_cast<double>(target);
        } else {
            const std::int64_t average = sums.usage / sums.count;
            proposal.usage = static_cast<double>(average) / shown;
            proposal.ratio = static_cast<double>(average) / static_cast<double>(target);
        }
        return true;
    }

    /// A pod without the request that utilization is relative to.
    std::optional<std::size_t> findWithoutRequest(std::size_t pods) const {
        if (!utilization) return std::nullopt;
        for (std::size_t pod = 0; pod < pods; ++pod)
            if (pod >= reading.requests.size() || !reading.requests[pod]) return pod;
        return std::nullopt;
    }

    std::int64_t request(std::size_t pod) const { return utilization ? *reading.requests[pod] : 0; }

    std::int64_t fullUse(std::size_t pod) const {
        return utilization ? request(pod) * std::max<std::int64_t>(100, target) / 100 : target;
    }

    /// Counts pods without samples against the direction of scaling; a ratio of exactly 1 leaves them out.
    void fillIn(const PodGroups& groups, double ratio, Sums& sums) const {
        for (const std::size_t pod : groups.missing) {
            if (ratio < 1.0)
                sums.add(fullUse(pod), request(pod));
            else if (ratio > 1.0)
                sums.add(0, request(pod));
        }
        if (ratio > 1.0)
            for (const std::size_t pod : groups.unready) sums.add(0, request(pod));
    }
};

ReplicaProposal ReplicaCalculator::propose(const model::HpaMetric& metric, const HpaMetricReading& reading, const HpaInput& input,
                                           const Tolerances& tolerances) const {
    if (!reading.available) return failure(reading.error.empty() ? "the metric is not available" : reading.error);
    Pass pass{metric, reading};
    pass.cpu = isResource(metric) && metric.name == "cpu";
    pass.utilization = isResource(metric) && metric.targetType == TargetType::Utilization;
    // Targets of cpu are given in millicores, those of everything else in the metric's own unit.
    const bool inThousandths = pass.utilization || pass.cpu;
    pass.target = std::llround(inThousandths ? metric.target : metric.target * 1000);
    pass.shown = inThousandths ? 1 : 1000;
    if (isResource(metric) || metric.type == Type::Pods) return proposeFromPods(pass, input, tolerances);

    if (reading.values.empty()) return failure("no values of metric " + metric.name);
    std::int64_t usage = 0;
    for (const std::int64_t value : reading.values) {
        if (value > 0 && usage > maxInt64 - value) {
            usage = maxInt64;
            break;
        }
        usage += value;
    }
    return metric.targetType == TargetType::AverageValue ? proposePerPod(pass, usage, input, tolerances)
                                                         : proposeFromRatio(pass, usage, input, tolerances);
}

ReplicaProposal ReplicaCalculator::proposeFromPods(Pass& pass, const HpaInput& input, const Tolerances& tolerances) const {
    if (input.pods.empty()) return failure("no pods returned by selector");
    const auto& samples = pass.reading.podSamples;
    const PodGroups groups = groupPods(input.pods, samples, pass.cpu, input.now, m_config);
    if (groups.ready.empty()) return failure("did not receive metrics for targeted pods (pods might be unready)");
    if (const auto pod = pass.findWithoutRequest(input.pods.size()))
        return failure("missing request for " + pass.metric.name + " in pod " + std::to_string(*pod));
    Sums sums;
    for (const std::size_t pod : groups.ready) sums.add(samples[pod]->value, pass.request(pod));
    ReplicaProposal proposal;
    proposal.target = static_cast<double>(pass.target) / pass.shown;
    if (!pass.measure(sums, proposal)) return failure("no metrics returned matched known pods");

    const double ratio = proposal.ratio;
    const bool scaleUpWithUnready = !groups.unready.empty() && ratio > 1.0;
    if (!scaleUpWithUnready && groups.missing.empty()) {
        const bool keep = tolerances.within(ratio);
        proposal.replicas = keep ? input.specReplicas : goInt32(std::ceil(ratio * groups.readyCount));
        proposal.formula =
            keep ? toleranceText(ratio, tolerances) : ceilText(std::to_string(groups.readyCount) + " × ", proposal);
        return proposal;
    }
    pass.fillIn(groups, ratio, sums);
    if (!pass.measure(sums, proposal)) return failure("no metrics returned matched known pods");

    const double newRatio = proposal.ratio;
    proposal.replicas = input.specReplicas;
    if (tolerances.within(newRatio)) {
        proposal.formula = toleranceText(newRatio, tolerances) + " with unready and missing pods filled in";
        return proposal;
    }
    const std::int32_t computed = goInt32(std::ceil(newRatio * static_cast<double>(sums.count)));
    if (turns(ratio, newRatio) || goesWrongWay(newRatio, computed, input.specReplicas)) {
        proposal.formula = "unready and missing pods would turn the direction of scaling";
        return proposal;
    }
    proposal.replicas = computed;
    proposal.formula = ceilText(std::to_string(sums.count) + " × ", proposal);
    return proposal;
}

ReplicaProposal ReplicaCalculator::proposeFromRatio(const Pass& pass, std::int64_t usage, const HpaInput& input,
                                                    const Tolerances& tolerances) const {
    ReplicaProposal proposal;
    proposal.usage = static_cast<double>(usage) / pass.shown;
    proposal.target = static_cast<double>(pass.target) / pass.shown;
    proposal.ratio = static_cast<double>(usage) / static_cast<double>(pass.target);
    if (input.specReplicas == 0) {
        proposal.replicas = goInt32(std::ceil(proposal.ratio));
        proposal.formula = ceilText("", proposal);
        return proposal;
    }
    if (tolerances.within(proposal.ratio)) {
        proposal.replicas = input.specReplicas;
        proposal.formula = toleranceText(proposal.ratio, tolerances);
        return proposal;
    }
    if (input.pods.empty()) return failure("no pods returned by selector");
    const auto ready = std::count_if(input.pods.begin(), input.pods.end(), [](const HpaPod& pod) {
        return pod.phase == HpaPod::Phase::Running && pod.ready == HpaPod::Readiness::True;
    });
    const double wanted = proposal.ratio * static_cast<double>(ready);
    proposal.replicas = wanted > maxInt32 ? std::numeric_limits<std::int32_t>::max() : goInt32(std::ceil(wanted));
    proposal.formula = ceilText(std::to_string(ready) + " × ", proposal);
    return proposal;
}

ReplicaProposal ReplicaCalculator::proposePerPod(const Pass& pass, std::int64_t usage, const HpaInput& input,
                                                 const Tolerances& tolerances) const {
    ReplicaProposal proposal;
    proposal.usage = static_cast<double>(usage) / pass.shown;
    proposal.target = static_cast<double>(pass.target) / pass.shown;
    proposal.ratio = static_cast<double>(usage) / (static_cast<double>(pass.target) * input.statusReplicas);
    proposal.replicas = input.statusReplicas;
    if (tolerances.within(proposal.ratio)) {
        proposal.formula = toleranceText(proposal.ratio, tolerances);
        return proposal;
    }
    const double wanted = std::ceil(static_cast<double>(usage) / static_cast<double>(pass.target));
    // Only the external metric's result is capped; the object metric's wraps.
    const bool capped = pass.metric.type == Type::External && wanted > maxInt32;
    proposal.replicas = capped ? std::numeric_limits<std::int32_t>::max() : goInt32(wanted);
    proposal.formula = ceilText("", proposal);
    return proposal;
}

}  // namespace headroom::rules
