#include "sim/components/kubernetes/scheduler.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "sim/components/kubernetes/managed_pod.h"
#include "sim/components/service/service.h"

namespace headroom::sim {

namespace {

/// What the scheduler's scoring takes a pod without requests for (GetNonzeroRequests).
constexpr std::int64_t assumedCpu = 100;
constexpr std::int64_t assumedMemory = 200 * 1024 * 1024;

struct Amounts {
    std::int64_t cpu = 0;
    std::int64_t memory = 0;
};

Amounts requested(const Node& node, bool assumeDefaults) {
    Amounts sum;
    for (const ManagedPod* pod : node.pods) {
        const PodResources& resources = pod->resources();
        sum.cpu += resources.cpuRequest ? resources.cpuRequest->value : (assumeDefaults ? assumedCpu : 0);
        sum.memory += resources.memoryRequest ? resources.memoryRequest->value : (assumeDefaults ? assumedMemory : 0);
    }
    return sum;
}

/// LeastAllocated: the free share after placing the pod, in whole percent, averaged over cpu and memory.
std::int64_t freeScore(const Node& node, const PodResources& pod) {
    const Amounts before = requested(node, true);
    const std::int64_t cpu = before.cpu + (pod.cpuRequest ? pod.cpuRequest->value : assumedCpu);
    const std::int64_t memory = before.memory + (pod.memoryRequest ? pod.memoryRequest->value : assumedMemory);
    const auto score = [](std::int64_t used, std::int64_t capacity) {
        return capacity <= 0 || used > capacity ? 0 : (capacity - used) * 100 / capacity;
    };
    return (score(cpu, node.cpu) + score(memory, node.memory)) / 2;
}

std::size_t rankOf(const std::string& zone, const std::vector<std::string>& zones) {
    return static_cast<std::size_t>(std::find(zones.begin(), zones.end(), zone) - zones.begin());
}

}  // namespace

int podsOf(const Service& service, const Node& node) {
    return static_cast<int>(std::count_if(node.pods.begin(), node.pods.end(), [&](const ManagedPod* pod) {
        return &pod->service() == &service && !pod->isBeingDeleted();
    }));
}

int Scheduler::podsInZone(const Service& service, const std::string& zone) const {
    int count = 0;
    for (const auto& node : m_nodes)
        if (node->zone == zone) count += podsOf(service, *node);
    return count;
}

bool Scheduler::fits(const Node& node, const Service& service, const std::vector<std::string>& zones,
                     Rejections& rejections) const {
    if (node.tenant != nullptr && (node.tenant != &service || !node.pods.empty())) return ++rejections.taken, false;
    if (!node.isReady || node.taintedAt) return ++rejections.notReady, false;
    if (rankOf(node.zone, zones) == zones.size()) return ++rejections.otherZone, false;
    if (node.tenant != nullptr) return true;
    const PodResources resources = PodResources::of(service.declaration());
    const Amounts used = requested(node, false);
    if (resources.cpuRequest && used.cpu + resources.cpuRequest->value > node.cpu) return ++rejections.cpu, false;
    if (resources.memoryRequest && used.memory + resources.memoryRequest->value > node.memory) return ++rejections.memory, false;
    return true;
}

Scheduler::Choice Scheduler::choose(const Service& service, const std::vector<std::string>& zones) const {
    const PodResources resources = PodResources::of(service.declaration());
    Rejections rejections;
    Choice choice;
    std::tuple<int, std::size_t, std::int64_t, int> best;
    for (const auto& node : m_nodes) {
        if (!fits(*node, service, zones, rejections)) continue;
        const std::tuple score{podsInZone(service, node->zone), rankOf(node->zone, zones), -freeScore(*node, resources),
                               podsOf(service, *node)};
        if (choice.node != nullptr && !(score < best)) continue;
        choice.node = node.get();
        best = score;
    }
    if (choice.node != nullptr) return choice;
    choice.reason = fmt::format("0/{} nodes are available", m_nodes.size());
    const auto add = [&](int count, const char* what) {
        if (count > 0) choice.reason += fmt::format(", {} {}", count, what);
    };
    add(rejections.cpu, "insufficient cpu");
    add(rejections.memory, "insufficient memory");
    add(rejections.notReady, "unreachable");
    add(rejections.otherZone, "in another zone");
    add(rejections.taken, "taken");
    return choice;
}

}  // namespace headroom::sim
