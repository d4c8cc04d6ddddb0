#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "tests/live/http_server.h"

namespace headroom::gui {

/// A process of the service `order` that tells of ten requests more, of 15 ms each, whenever it is asked.
inline HttpServer::Answer orderProcess() {
    auto looks = std::make_shared<std::atomic<int>>(0);
    return [looks](const Asked&) {
        const int count = 10 * ++*looks;
        const std::string n = std::to_string(count);
        const std::string name = "http_server_request_duration_seconds";
        return Told{"# TYPE " + name + " histogram\n" + name + "_bucket{le=\"0.01\"} 0\n" + name + "_bucket{le=\"0.02\"} " + n +
                    "\n" + name + "_bucket{le=\"+Inf\"} " + n + "\n" + name + "_sum " + std::to_string(0.015 * count) + "\n" +
                    name + "_count " + n + "\n"};
    };
}

}  // namespace headroom::gui
