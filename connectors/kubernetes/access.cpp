#include "connectors/kubernetes/access.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "connectors/kubernetes/base64.h"

namespace headroom::connectors::kubernetes {
namespace {

constexpr std::size_t longestName = 63;
constexpr const char* withinCluster = "/var/run/secrets/kubernetes.io/serviceaccount";

Error bad(const std::string& message) {
    return {Error::Kind::BadConfiguration, message, false};
}

Error bad(const model::SourceLocation& place, const std::string& message, const std::string& hint = {}) {
    return bad(model::toString({model::Severity::Error, place, message, hint}));
}

std::optional<std::string> contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || (file.peek() != std::ifstream::traits_type::eof() && !(text << file.rdbuf()))) return std::nullopt;
    return text.str();
}

bool isNamespace(const std::string& name) {
    const auto isPlain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= longestName && std::ranges::all_of(name, isPlain);
}

/// The files to be read, and whether somebody named them.
struct Files {
    std::vector<std::string> paths;
    bool isNamed = false;
};

Files filesOf(const AccessOptions& options, const AccessEnvironment& environment) {
    if (!options.kubeconfig.empty()) return {{options.kubeconfig}, true};
    Files files;
    std::istringstream list(environment.kubeconfigs);
    for (std::string path; std::getline(list, path, ':');)
        if (!path.empty()) files.paths.push_back(path);
    files.isNamed = !files.paths.empty();
    if (!files.isNamed && !environment.home.empty()) files.paths.push_back(environment.home + "/.kube/config");
    return files;
}

/// Makes an access from a kubeconfig.
class Finder {
public:
    Finder(const Kubeconfig& config, const AccessOptions& options, std::string files)
        : m_config(config), m_options(options), m_files(std::move(files)) {}

    Result<Access> find() {
        if (auto error = chooseContext()) return *error;
        if (auto error = takeCluster()) return *error;
        if (auto error = takeUser()) return *error;
        if (auto error = takeSpace()) return *error;
        return std::move(m_access);
    }

private:
    std::optional<Error> chooseContext() {
        const std::string& name = m_options.context.empty() ? m_config.currentContext.value : m_options.context;
        std::vector<std::string> names;
        for (const auto& [known, context] : m_config.contexts) names.push_back(known);
        const std::string known = names.empty() ? "it has none" : fmt::format("there are {}", fmt::join(names, ", "));
        if (name.empty()) return bad(fmt::format("{}: no context is the current one; say --context: {}", m_files, known));
        const auto found = m_config.contexts.find(name);
        if (found != m_config.contexts.end()) {
            m_access.context = name;
            m_context = &found->second;
            return std::nullopt;
        }
        const std::string nearest = model::nearestWord(name, names);
        const std::string hint = nearest.empty() ? known : fmt::format("did you mean '{}'?", nearest);
        if (m_options.context.empty())
            return bad(m_config.currentContext.place, fmt::format("there is no context '{}', which is the current one", name),
                       hint);
        return bad(fmt::format("--context: {} has no context '{}'; {}", m_files, name, hint));
    }

    std::optional<Error> takeCluster() {
        const auto found = m_config.clusters.find(m_context->cluster.value);
        if (m_context->cluster.empty() || found == m_config.clusters.end())
            return bad(m_context->place, fmt::format("context '{}' names the cluster '{}', which isn't there", m_access.context,
                                                     m_context->cluster.value));
        const ConfigCluster& cluster = found->second;
        if (cluster.server.empty()) return bad(cluster.place, fmt::format("cluster '{}' has no server", found->first));
        if (!cluster.proxy.empty())
            return bad(cluster.proxy.place, "proxy-url isn't understood", "reach the server without a proxy");
        auto url = http::readUrl(cluster.server.value, "/");
        if (!url) return bad(cluster.server.place, url.error().message);
        m_access.server = std::move(url.value());
        // A path goes before the API's own.
        while (m_access.server.target.ends_with('/')) m_access.server.target.pop_back();
        m_access.http.serverName = cluster.serverName.value;
        m_access.http.verifyCertificate = !cluster.skipsVerification;
        if (cluster.skipsVerification && !(cluster.authority.empty() && cluster.authorityData.empty()))
            return bad(cluster.place, "insecure-skip-tls-verify and a certificate authority exclude each other");
        describeCluster(cluster);
        m_access.http.caFile = cluster.authority.value;
        return takeData(cluster.authorityData, "certificate-authority-data", m_access.http.caFile);
    }

    /// For plugins that want to know whom they are to get credentials for.
    void describeCluster(const ConfigCluster& cluster) {
        nlohmann::json json{{"server", cluster.server.value}};
        if (!cluster.serverName.empty()) json["tls-server-name"] = cluster.serverName.value;
        if (cluster.skipsVerification) json["insecure-skip-tls-verify"] = true;
        std::string data = cluster.authorityData.value;
        if (data.empty() && !cluster.authority.empty())
            if (const auto content = contentOf(cluster.authority.value)) data = http::base64(*content);
        if (!data.empty()) json["certificate-authority-data"] = data;
        m_access.clusterInfo = json.dump();
    }

    std::optional<Error> takeUser() {
        if (m_context->user.empty()) return std::nullopt;
        const auto found = m_config.users.find(m_context->user.value);
        if (found == m_config.users.end())
            return bad(m_context->place,
                       fmt::format("context '{}' names the user '{}', who isn't there", m_access.context, m_context->user.value));
        const ConfigUser& user = found->second;
        if (!user.authProvider.empty())
            return bad(user.authProvider.place, fmt::format("the auth-provider '{}' isn't understood", user.authProvider.value),
                       "Kubernetes has none since 1.26: use the provider's exec plugin, or a token");
        m_access.http.certificateFile = user.certificate.value;
        m_access.http.keyFile = user.key.value;
        if (auto error = takeData(user.certificateData, "client-certificate-data", m_access.http.certificateFile)) return error;
        if (auto error = takeData(user.keyData, "client-key-data", m_access.http.keyFile)) return error;
        if (m_access.http.certificateFile.empty() != m_access.http.keyFile.empty())
            return bad(user.place, fmt::format("user '{}' has a certificate or a key, and needs both", found->first));
        m_access.plugin = user.plugin;
        return takeCredentials(user);
    }

    /// A file that is read anew before a token that was written once, as kubectl has it.
    std::optional<Error> takeCredentials(const ConfigUser& user) {
        using http::Credentials;
        Credentials& credentials = m_access.http.credentials;
        if (!user.tokenFile.empty())
            credentials = {Credentials::Scheme::Bearer, Credentials::Place::File, user.tokenFile.value};
        else if (!user.token.empty())
            return takeSecret(user.token, "token", {Credentials::Scheme::Bearer, Credentials::Place::File, {}});
        else if (!user.username.empty())
            return takeSecret(user.password, "password",
                              {Credentials::Scheme::Basic, Credentials::Place::File, {}, user.username.value});
        return std::nullopt;
    }

    std::optional<Error> takeSecret(const ConfigText& secret, const char* what, http::Credentials credentials) {
        const auto isPlain = [](char c) { return c > ' ' || c < 0; };
        if (secret.empty() || !std::ranges::all_of(secret.value, isPlain))
            return bad(secret.place, fmt::format("the {} is empty, or has blanks or special characters", what));
        return keep(secret.value, [&](const std::string& path) {
            credentials.name = path;
            m_access.http.credentials = credentials;
        });
    }

    std::optional<Error> takeData(const ConfigText& data, const char* key, std::string& path) {
        if (data.empty()) return std::nullopt;
        const auto decoded = decodeBase64(data.value);
        if (!decoded) return bad(data.place, fmt::format("{} isn't base64", key));
        if (decoded->find("-----BEGIN ") == std::string::npos) return bad(data.place, fmt::format("{} isn't base64 of PEM", key));
        if (decoded->find("ENCRYPTED") != std::string::npos)
            return bad(data.place, fmt::format("{} is encrypted", key), "one without a password is needed");
        return keep(*decoded, [&](const std::string& kept) { path = kept; });
    }

    template <class Use>
    std::optional<Error> keep(const std::string& content, Use use) {
        auto file = MemoryFile::create(content);
        if (!file) return file.error();
        use(file.value()->path());
        m_access.files.push_back(std::move(file.value()));
        return std::nullopt;
    }

    std::optional<Error> takeSpace() {
        if (m_options.isOfAllSpaces) return std::nullopt;
        m_access.space = m_options.space.empty() ? m_context->space.value : m_options.space;
        if (m_access.space.empty()) m_access.space = "default";
        if (isNamespace(m_access.space)) return std::nullopt;
        const std::string message = fmt::format("'{}' is no name of a namespace", m_access.space);
        return m_options.space.empty() ? bad(m_context->space.place, message) : bad("--namespace: " + message);
    }

    const Kubeconfig& m_config;
    const AccessOptions& m_options;
    std::string m_files;
    const ConfigContext* m_context = nullptr;
    Access m_access;
};

/// That of the service account of the pod this is run in.
Result<Access> accessWithin(const AccessOptions& options, const AccessEnvironment& environment) {
    const std::string& folder = environment.serviceAccount;
    const bool isBracketed = environment.serviceHost.find(':') != std::string::npos;
    const std::string host = isBracketed ? "[" + environment.serviceHost + "]" : environment.serviceHost;
    auto url = http::readUrl(fmt::format("https://{}:{}", host, environment.servicePort), "");
    if (!url) return bad("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT: " + url.error().message);
    Access access;
    access.server = std::move(url.value());
    access.http.caFile = folder + "/ca.crt";
    access.http.credentials = {http::Credentials::Scheme::Bearer, http::Credentials::Place::File, folder + "/token"};
    if (options.isOfAllSpaces) return access;
    access.space = options.space.empty() ? contentOf(folder + "/namespace").value_or("default") : options.space;
    while (!access.space.empty() && access.space.back() <= ' ') access.space.pop_back();
    if (!isNamespace(access.space)) return bad(fmt::format("'{}' is no name of a namespace", access.space));
    return access;
}

}  // namespace

AccessEnvironment AccessEnvironment::ours() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
    return {variable("KUBECONFIG"), variable("HOME"), variable("KUBERNETES_SERVICE_HOST"), variable("KUBERNETES_SERVICE_PORT"),
            withinCluster};
}

Result<Access> findAccess(const AccessOptions& options, const AccessEnvironment& environment) {
    const Files files = filesOf(options, environment);
    Kubeconfig config;
    model::Diagnostics diagnostics;
    std::string read;
    for (const std::string& path : files.paths) {
        const auto text = contentOf(path);
        // Of several, some may not be there yet.
        if (!text && !options.kubeconfig.empty()) return bad("--kubeconfig: " + path + " can't be read");
        if (!text) continue;
        read += (read.empty() ? "" : ", ") + path;
        addKubeconfig(*text, path, config, diagnostics);
    }
    if (diagnostics.hasErrors()) return bad(model::toString(diagnostics.all().front()));
    if (!read.empty()) return Finder(config, options, read).find();
    if (!files.isNamed && !environment.serviceHost.empty() && options.context.empty()) return accessWithin(options, environment);
    return bad(
        fmt::format("no kubeconfig: {} can't be read, and this is no pod of a cluster; say --kubeconfig FILE, or set KUBECONFIG",
                    files.paths.empty() ? "~/.kube/config" : fmt::format("{}", fmt::join(files.paths, ", "))));
}

}  // namespace headroom::connectors::kubernetes
