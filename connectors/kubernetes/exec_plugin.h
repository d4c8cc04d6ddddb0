#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/error.h"
#include "connectors/kubernetes/kubeconfig.h"
#include "model/quantities.h"

namespace headroom::connectors::kubernetes {

/// What a plugin gives: a token, a certificate with its key, or both.
struct PluginCredentials {
    std::string token;
    std::string certificate;  ///< PEM
    std::string key;          ///< PEM
    std::string expires;      ///< RFC 3339; empty: not by itself
};

/// Runs a plugin as kubectl does (client.authentication.k8s.io/v1 and v1beta1), without a terminal. It ends with what it started
/// once `longest` is over or somebody cancels. Errors name its command, and neither its arguments nor what it says.
Result<PluginCredentials> runPlugin(const ConfigPlugin& plugin, const std::string& clusterInfo, model::Duration longest,
                                    const std::function<bool()>& isCancelled);

/// What an ExecCredential says. `place` begins what is said in an error.
Result<PluginCredentials> readExecCredential(std::string_view json, const std::string& place);

}  // namespace headroom::connectors::kubernetes
