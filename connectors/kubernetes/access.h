#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/error.h"
#include "connectors/http/http_options.h"
#include "connectors/http/url.h"
#include "connectors/kubernetes/kubeconfig.h"
#include "connectors/kubernetes/memory_file.h"

namespace headroom::connectors::kubernetes {

/// What the user says of which cluster is to be looked at.
struct AccessOptions {
    std::string kubeconfig;  ///< a file; empty: those of KUBECONFIG, else ~/.kube/config, else the service account of a pod
    std::string context;     ///< empty: the current one
    std::string space;       ///< namespace; empty: the context's, else "default"
    bool isOfAllSpaces = false;
};

/// Where to look for what isn't said.
struct AccessEnvironment {
    std::string kubeconfigs;  ///< KUBECONFIG: paths with colons
    std::string home;         ///< HOME
    std::string serviceHost;  ///< KUBERNETES_SERVICE_HOST and …_PORT: set in a pod
    std::string servicePort;
    std::string serviceAccount;  ///< the folder with its token, ca.crt and namespace

    /// This process'.
    static AccessEnvironment ours();
};

/// How to reach a cluster, and as whom. The files in memory that the options name live as long as this or a copy.
struct Access {
    http::Url server;
    std::string context;  ///< empty: within the cluster
    std::string space;    ///< empty: all
    http::HttpOptions http;
    std::optional<ConfigPlugin> plugin;  ///< to be asked for the credentials
    std::string clusterInfo;             ///< of the cluster, as JSON, for a plugin that wants it
    std::vector<std::shared_ptr<const MemoryFile>> files;
};

/// Finds it, without asking anybody. An error is one of what the user said or of a file, with its place, and holds no secret.
Result<Access> findAccess(const AccessOptions& options, const AccessEnvironment& environment);

}  // namespace headroom::connectors::kubernetes
