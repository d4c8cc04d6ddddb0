#include "connectors/prometheus/http_config.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "model/text/document.h"

namespace headroom::connectors::prometheus {
namespace {

using model::Node;

/// What a mapping's keys may be, and what would be a secret in a file that others read.
const std::vector<std::string> topKeys{"authorization", "bearer_token_file", "basic_auth", "tls_config"};
const std::map<std::string, std::string> secretKeys{{"credentials", "credentials_file"},
                                                    {"bearer_token", "bearer_token_file"},
                                                    {"password", "password_file"},
                                                    {"key", "key_file"}};

class Reader {
public:
    Reader(const model::Document& document, model::Diagnostics& diagnostics) : m_document(document), m_diagnostics(diagnostics) {}

    http::HttpOptions read() {
        const Node& root = *m_document.root();
        if (root.isNull() || !checkKeys(root, "an HTTP configuration", topKeys)) return m_options;
        if (const Node* file = root.find("bearer_token_file")) setCredentials(http::Credentials::Scheme::Bearer, *file, {});
        if (const Node* authorization = root.find("authorization")) readAuthorization(*authorization);
        if (const Node* basic = root.find("basic_auth")) readBasic(*basic);
        if (const Node* tls = root.find("tls_config")) readTls(*tls);
        return m_options;
    }

private:
    void error(const model::SourcePosition& position, std::string message, std::string hint = {}) {
        m_diagnostics.error({m_document.path(), position}, std::move(message), std::move(hint));
    }

    bool checkKeys(const Node& node, const std::string& what, const std::vector<std::string>& keys) {
        if (!node.isMapping()) {
            error(node.position, what + " is a mapping of keys to values");
            return false;
        }
        for (const Node::Entry& entry : node.entries) checkKey(entry, what, keys);
        return true;
    }

    void checkKey(const Node::Entry& entry, const std::string& what, const std::vector<std::string>& keys) {
        if (std::ranges::find(keys, entry.key) != keys.end()) return;
        const auto secret = secretKeys.find(entry.key);
        if (secret != secretKeys.end())
            return error(entry.keyPosition, entry.key + " would be a secret in this file",
                         "put it into a file of its own and name that with " + secret->second);
        const std::string near = model::nearestWord(entry.key, keys);
        error(entry.keyPosition, what + " has no key '" + entry.key + "'", near.empty() ? "" : "did you mean '" + near + "'?");
    }

    std::string text(const Node& mapping, const char* key) {
        const Node* node = mapping.find(key);
        if (node == nullptr) return {};
        if (!node->isScalar() || node->value.empty()) error(node->position, std::string(key) + " is a text");
        return node->value;
    }

    std::string path(const Node& mapping, const char* key) {
        const std::string name = text(mapping, key);
        return name.empty() ? name : pathOf(name);
    }

    std::string pathOf(const std::string& name) const {
        return (std::filesystem::path(m_document.path()).parent_path() / name).string();
    }

    void setCredentials(http::Credentials::Scheme scheme, const Node& file, std::string user) {
        if (m_options.credentials.scheme != http::Credentials::Scheme::None)
            return error(file.position, "there are other credentials already",
                         "give one of authorization, bearer_token_file, basic_auth");
        if (!file.isScalar() || file.value.empty()) return error(file.position, "the name of a file is a text");
        m_options.credentials = {scheme, http::Credentials::Place::File, pathOf(file.value), std::move(user)};
    }

    void readAuthorization(const Node& node) {
        if (!checkKeys(node, "authorization", {"type", "credentials_file"})) return;
        const std::string type = text(node, "type");
        if (!type.empty() && type != "Bearer")
            return error(node.find("type")->position, "type is Bearer", "for Basic there is basic_auth");
        const Node* file = node.find("credentials_file");
        if (file == nullptr) return error(node.position, "authorization needs credentials_file");
        setCredentials(http::Credentials::Scheme::Bearer, *file, {});
    }

    void readBasic(const Node& node) {
        if (!checkKeys(node, "basic_auth", {"username", "password_file"})) return;
        const std::string user = text(node, "username");
        const Node* file = node.find("password_file");
        if (user.empty() || file == nullptr) return error(node.position, "basic_auth needs username and password_file");
        if (user.find(':') != std::string::npos) return error(node.find("username")->position, "a username has no colon");
        setCredentials(http::Credentials::Scheme::Basic, *file, user);
    }

    void readTls(const Node& node) {
        if (!checkKeys(node, "tls_config", {"ca_file", "cert_file", "key_file", "insecure_skip_verify"})) return;
        m_options.caFile = path(node, "ca_file");
        m_options.certificateFile = path(node, "cert_file");
        m_options.keyFile = path(node, "key_file");
        if (m_options.certificateFile.empty() != m_options.keyFile.empty())
            error(node.position, "cert_file and key_file go together");
        const std::string skip = text(node, "insecure_skip_verify");
        if (!skip.empty() && skip != "true" && skip != "false")
            return error(node.find("insecure_skip_verify")->position, "insecure_skip_verify is true or false");
        m_options.verifyCertificate = skip != "true";
    }

    const model::Document& m_document;
    model::Diagnostics& m_diagnostics;
    http::HttpOptions m_options;
};

}  // namespace

http::HttpOptions readHttpConfig(const std::string& text, const std::string& file, model::Diagnostics& diagnostics) {
    const model::Document document = model::Document::parse(text, file, diagnostics);
    if (document.root() == nullptr) return {};
    return Reader(document, diagnostics).read();
}

}  // namespace headroom::connectors::prometheus
