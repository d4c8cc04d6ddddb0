#pragma once

#include <algorithm>
#include <string>

namespace headroom::bench {

/// Services in layers, each calling some of the next; `edges` calls in all.
inline std::string scenarioText(int services, int edges) {
    std::string text = "scenario: bench\nclients:\n  users: {load: poisson(1000/s), journey: [{call: s0.work}]}\nservices:\n";
    const int layer = std::max(4, services / 25);
    for (int i = 0; i < services; ++i) {
        text += "  s" + std::to_string(i) + ":\n    replicas: 2\n    operations:\n      work:\n        - cpu: 10us\n";
        const int calls = (edges * (i + 1)) / services - (edges * i) / services;
        for (int c = 0; c < calls; ++c) {
            const int target = (i / layer + 1) * layer + (i * 7 + c * 13) % layer;
            if (target < services) text += "        - call: s" + std::to_string(target) + ".work\n          probability: 1%\n";
        }
    }
    return text;
}

}  // namespace headroom::bench
