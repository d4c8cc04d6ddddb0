#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/http/endpoints.h"

namespace CLI {
class App;
}

namespace headroom::services {

/// Where a service is to be found, by a name that may stand for several addresses.
struct NamedEndpoint {
    std::string service;
    Address address;
};

/// How a process runs that has no supervisor: in a container, or by hand.
struct StandaloneOptions {
    bool isAlone = false;
    Address listen{"127.0.0.1", 0};  ///< port 0: any
    std::vector<NamedEndpoint> endpoints;
    double linger = 0;  ///< seconds a pod goes on answering callers who haven't heard yet that it ends
};

/// Adds the options to a command.
void declare(CLI::App& app, StandaloneOptions& into);
/// What of the options can't be, or why not all of `called` can be; empty when all is well.
std::string problemOf(const StandaloneOptions& options, const std::set<std::string>& called);
/// The machine's name: what Kubernetes and Docker call a pod by.
std::string hostName();

}  // namespace headroom::services
