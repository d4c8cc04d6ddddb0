#pragma once

#include <string>

#include "connectors/http/http_options.h"
#include "model/diagnostics.h"

namespace headroom::connectors::prometheus {

/// Reads how to ask over HTTP in the form of Prometheus' own HTTP configuration: authorization with credentials_file,
/// bearer_token_file, basic_auth with username and password_file, tls_config with ca_file, cert_file, key_file and
/// insecure_skip_verify. Secrets written there themselves are refused; everything that is wrong is told with its place. Relative
/// paths are relative to the file's folder.
http::HttpOptions readHttpConfig(const std::string& text, const std::string& file, model::Diagnostics& diagnostics);

}  // namespace headroom::connectors::prometheus
