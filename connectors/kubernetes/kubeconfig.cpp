#include "connectors/kubernetes/kubeconfig.h"

#include <filesystem>

#include "model/text/document.h"

namespace headroom::connectors::kubernetes {
namespace {

using model::Node;

class Reader {
public:
    Reader(const model::Document& document, Kubeconfig& config, model::Diagnostics& diagnostics)
        : m_document(document), m_config(config), m_diagnostics(diagnostics) {}

    void read() {
        const Node& root = *m_document.root();
        if (root.isNull()) return;
        if (!root.isMapping()) return error(root, "a kubeconfig is a mapping with clusters, users and contexts");
        const std::string kind = text(root, "kind").value;
        if (!kind.empty() && kind != "Config")
            return error(*root.find("kind"), "a kubeconfig has the kind Config, not " + kind,
                         "kubectl config view --flatten writes one");
        each(root, "clusters", "cluster", m_config.clusters, [this](const Node& node) { return cluster(node); });
        each(root, "users", "user", m_config.users, [this](const Node& node) { return user(node); });
        each(root, "contexts", "context", m_config.contexts, [this](const Node& node) { return context(node); });
        if (m_config.currentContext.empty()) m_config.currentContext = text(root, "current-context");
    }

private:
    void error(const Node& node, std::string message, std::string hint = {}) {
        m_diagnostics.error(m_document.locationOf(node), std::move(message), std::move(hint));
    }

    /// Of lists of {name: …, <what>: {…}}; the first of a name counts.
    template <class T, class Read>
    void each(const Node& root, const char* list, const char* what, std::map<std::string, T>& all, Read read) {
        const Node* node = root.find(list);
        if (node == nullptr || node->isNull()) return;
        if (!node->isSequence()) return error(*node, std::string(list) + " is a list");
        for (const auto& item : node->items) {
            const Node* name = item->find("name");
            const Node* value = item->find(what);
            const bool isNamed = name != nullptr && name->isScalar() && !name->value.empty();
            if (!isNamed || value == nullptr || !(value->isMapping() || value->isNull())) {
                error(*item, std::string("an entry of ") + list + " has a name and, under " + what + ", a mapping");
                continue;
            }
            all.try_emplace(name->value, read(*value));
        }
    }

    ConfigText text(const Node& mapping, const char* key) {
        const Node* node = mapping.find(key);
        if (node == nullptr || node->isNull()) return {};
        if (!node->isScalar()) {
            error(*node, std::string(key) + " is a text");
            return {};
        }
        return {node->value, m_document.locationOf(*node)};
    }

    bool flag(const Node& mapping, const char* key) {
        const ConfigText value = text(mapping, key);
        if (!value.empty() && value.value != "true" && value.value != "false")
            error(*mapping.find(key), std::string(key) + " is true or false");
        return value.value == "true";
    }

    std::string resolved(const std::string& name) const {
        return (std::filesystem::path(m_document.path()).parent_path() / name).string();
    }

    ConfigText path(const Node& mapping, const char* key) {
        ConfigText name = text(mapping, key);
        if (!name.empty()) name.value = resolved(name.value);
        return name;
    }

    ConfigCluster cluster(const Node& node) {
        ConfigCluster cluster;
        cluster.place = m_document.locationOf(node);
        cluster.server = text(node, "server");
        cluster.serverName = text(node, "tls-server-name");
        cluster.authority = path(node, "certificate-authority");
        cluster.authorityData = text(node, "certificate-authority-data");
        cluster.proxy = text(node, "proxy-url");
        cluster.skipsVerification = flag(node, "insecure-skip-tls-verify");
        return cluster;
    }

    ConfigUser user(const Node& node) {
        ConfigUser user;
        user.place = m_document.locationOf(node);
        user.certificate = path(node, "client-certificate");
        user.key = path(node, "client-key");
        user.certificateData = text(node, "client-certificate-data");
        user.keyData = text(node, "client-key-data");
        user.token = text(node, "token");
        user.tokenFile = path(node, "tokenFile");
        user.username = text(node, "username");
        user.password = text(node, "password");
        if (const Node* exec = node.find("exec"); exec != nullptr && exec->isMapping()) user.plugin = plugin(*exec);
        if (const Node* provider = node.find("auth-provider"); provider != nullptr && provider->isMapping()) {
            user.authProvider = text(*provider, "name");
            user.authProvider.place = m_document.locationOf(*provider);
            if (user.authProvider.empty()) user.authProvider.value = "(unnamed)";
        }
        return user;
    }

    ConfigPlugin plugin(const Node& node) {
        ConfigPlugin plugin;
        plugin.place = m_document.locationOf(node);
        plugin.apiVersion = text(node, "apiVersion").value;
        plugin.command = text(node, "command").value;
        if (plugin.command.empty()) error(node, "exec needs a command");
        if (plugin.command.find('/') != std::string::npos) plugin.command = resolved(plugin.command);
        plugin.installHint = text(node, "installHint").value;
        plugin.wantsCluster = flag(node, "provideClusterInfo");
        if (const Node* arguments = node.find("args"); arguments != nullptr && arguments->isSequence())
            for (const auto& argument : arguments->items) {
                if (!argument->isScalar()) error(*argument, "args is a list of texts");
                plugin.arguments.push_back(argument->value);
            }
        if (const Node* environment = node.find("env"); environment != nullptr && environment->isSequence())
            for (const auto& variable : environment->items) {
                const std::string name = text(*variable, "name").value;
                if (name.empty() || name.find('=') != std::string::npos) error(*variable, "a variable of env has a name");
                plugin.environment[name] = text(*variable, "value").value;
            }
        return plugin;
    }

    ConfigContext context(const Node& node) {
        return {m_document.locationOf(node), text(node, "cluster"), text(node, "user"), text(node, "namespace")};
    }

    const model::Document& m_document;
    Kubeconfig& m_config;
    model::Diagnostics& m_diagnostics;
};

}  // namespace

void addKubeconfig(const std::string& text, const std::string& file, Kubeconfig& config, model::Diagnostics& diagnostics) {
    const model::Document document = model::Document::parse(text, file, diagnostics);
    if (document.root() != nullptr) Reader(document, config, diagnostics).read();
}

}  // namespace headroom::connectors::kubernetes
