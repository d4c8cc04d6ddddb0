#pragma once
// kubectl's configuration, as far as it says how to reach a cluster and as whom. Secrets stay in it.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/diagnostics.h"

namespace headroom::connectors::kubernetes {

/// A text of a kubeconfig and where it stands.
struct ConfigText {
    std::string value;
    model::SourceLocation place;
    bool empty() const { return value.empty(); }
};

struct ConfigCluster {
    model::SourceLocation place;
    ConfigText server;
    ConfigText serverName;     ///< tls-server-name
    ConfigText authority;      ///< certificate-authority: a file, its path resolved
    ConfigText authorityData;  ///< base64 of PEM
    ConfigText proxy;
    bool skipsVerification = false;
};

/// A program that is run to get credentials.
struct ConfigPlugin {
    model::SourceLocation place;
    std::string apiVersion;
    std::string command;  ///< resolved where it has a slash
    std::vector<std::string> arguments;
    std::map<std::string, std::string> environment;
    std::string installHint;
    bool wantsCluster = false;  ///< provideClusterInfo
};

struct ConfigUser {
    model::SourceLocation place;
    ConfigText certificate;  ///< files, paths resolved
    ConfigText key;
    ConfigText certificateData;  ///< base64 of PEM
    ConfigText keyData;
    ConfigText token;
    ConfigText tokenFile;
    ConfigText username;
    ConfigText password;
    std::optional<ConfigPlugin> plugin;
    ConfigText authProvider;  ///< its name
};

struct ConfigContext {
    model::SourceLocation place;
    ConfigText cluster;
    ConfigText user;
    ConfigText space;
};

struct Kubeconfig {
    std::map<std::string, ConfigCluster> clusters;
    std::map<std::string, ConfigUser> users;
    std::map<std::string, ConfigContext> contexts;
    ConfigText currentContext;
};

/// Adds what a file says that nothing before it has said, as kubectl merges several. Paths are relative to the file's folder.
/// Everything that is wrong is told with its place, and never with a secret.
void addKubeconfig(const std::string& text, const std::string& file, Kubeconfig& config, model::Diagnostics& diagnostics);

}  // namespace headroom::connectors::kubernetes
