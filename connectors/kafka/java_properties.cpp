#include "connectors/kafka/java_properties.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "connectors/kafka/key_store.h"
#include "connectors/kafka/login_module.h"

namespace headroom::connectors::kafka {
namespace {

/// Of Java's clients, with nothing that librdkafka would do differently for them.
constexpr std::array<std::string_view, 39> javaOnly{"auto.include.jmx.reporter",
                                                    "buffer.memory",
                                                    "client.dns.lookup",
                                                    "config.providers",
                                                    "default.api.timeout.ms",
                                                    "enable.metrics.push",
                                                    "exclude.internal.topics",
                                                    "group.protocol",
                                                    "interceptor.classes",
                                                    "key.deserializer",
                                                    "key.serializer",
                                                    "max.block.ms",
                                                    "max.poll.records",
                                                    "max.request.size",
                                                    "metadata.max.idle.ms",
                                                    "metric.reporters",
                                                    "metrics.num.samples",
                                                    "metrics.recording.level",
                                                    "metrics.sample.window.ms",
                                                    "partitioner.class",
                                                    "receive.buffer.bytes",
                                                    "sasl.client.callback.handler.class",
                                                    "sasl.login.callback.handler.class",
                                                    "sasl.login.class",
                                                    "security.providers",
                                                    "send.buffer.bytes",
                                                    "ssl.enabled.protocols",
                                                    "ssl.engine.factory.class",
                                                    "ssl.keymanager.algorithm",
                                                    "ssl.keystore.type",
                                                    "ssl.protocol",
                                                    "ssl.provider",
                                                    "ssl.secure.random.implementation",
                                                    "ssl.trustmanager.algorithm",
                                                    "ssl.truststore.type",
                                                    "sasl.oauthbearer.token.endpoint.url",
                                                    "socket.connection.setup.timeout.max.ms",
                                                    "value.deserializer",
                                                    "value.serializer"};

constexpr const char* noTokens =
    "OAUTHBEARER: the Kafka library here can't fetch tokens; a listener with SCRAM or client certificates is needed";

std::optional<std::string> contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file || file.peek() == std::ifstream::traits_type::eof()) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

class Translation {
public:
    explicit Translation(const std::vector<PropertyLine>& properties) : m_given(properties) {}

    PropertyLines run() {
        for (const PropertyLine& property : m_given)
            if (m_read.error.empty()) translate(property);
        return std::move(m_read);
    }

private:
    void translate(const PropertyLine& property) {
        const std::string& name = property.name;
        if (name == "sasl.jaas.config") return logIn(property);
        if (name == "sasl.mechanism" && property.value == "OAUTHBEARER" && !find("enable.sasl.oauthbearer.unsecure.jwt"))
            return fail(property, noTokens);
        if (name == "ssl.truststore.location") return trust(property);
        if (name == "ssl.ca.location" || name == "ssl.certificate.location" || name == "ssl.key.location")
            return keepFile(property, name);
        if (name == "ssl.truststore.certificates") return keep(property, "ssl.ca.pem", withPemLines(property.value));
        if (name == "ssl.keystore.location") return showKey(property);
        if (name == "ssl.keystore.key") return keep(property, "ssl.key.pem", withPemLines(property.value));
        if (name == "ssl.keystore.certificate.chain") return keep(property, "ssl.certificate.pem", withPemLines(property.value));
        // They go with what they are the passwords of.
        if (name == "ssl.truststore.password" || name == "ssl.keystore.password") return;
        if (name == "ssl.endpoint.identification.algorithm" && property.value.empty()) return keep(property, name, "none");
        if (name == "fetch.max.wait.ms") return keep(property, "fetch.wait.max.ms", property.value);
        const bool isJavasCipher = name == "ssl.cipher.suites" && property.value.starts_with("TLS_");
        if (isJavasCipher || std::ranges::find(javaOnly, name) != javaOnly.end()) return;
        keep(property, name, property.value);
    }

    void logIn(const PropertyLine& property) {
        const auto module = readLoginModule(property.value);
        if (!module)
            return fail(property,
                        "sasl.jaas.config isn't of the form CLASS required NAME=\"VALUE\" ...; with a semicolon at its end");
        const auto option = [&](const char* name) {
            const auto found = module->options.find(name);
            return found == module->options.end() ? std::string() : found->second;
        };
        const auto keepOption = [&](const char* name, const char* as) {
            if (const std::string value = option(name); !value.empty()) keep(property, as, value);
        };
        if (module->name == "ScramLoginModule" || module->name == "PlainLoginModule") {
            keep(property, "sasl.username", option("username"));
            return keep(property, "sasl.password", option("password"));
        }
        if (module->name == "OAuthBearerLoginModule") return fail(property, noTokens);
        if (module->name != "Krb5LoginModule")
            return fail(property, fmt::format("sasl.jaas.config: {} isn't understood; ScramLoginModule, PlainLoginModule and "
                                              "Krb5LoginModule are",
                                              module->name));
        keepOption("keyTab", "sasl.kerberos.keytab");
        keepOption("principal", "sasl.kerberos.principal");
        keepOption("serviceName", "sasl.kerberos.service.name");
        // The ticket there is, rather than one that librdkafka would fetch.
        if (option("useTicketCache") == "true") keep(property, "sasl.kerberos.kinit.cmd", "");
    }

    void trust(const PropertyLine& property) {
        const auto bytes = contentOf(property.value);
        if (!bytes) return fail(property, cantRead(property));
        switch (formOf(*bytes)) {
            case KeyStoreForm::Pem: return keep(property, "ssl.ca.location", property.value);
            case KeyStoreForm::Pkcs12: break;
            default: return failForm(property, formOf(*bytes));
        }
        const KeyStore store = readPkcs12(*bytes, valueOf("ssl.truststore.password"));
        if (!store.error.empty()) return fail(property, fmt::format("{}: {} {}", property.name, property.value, store.error));
        if (store.certificates.empty())
            return fail(property, fmt::format("{}: {} has no certificates to trust", property.name, property.value));
        keep(property, "ssl.ca.pem", store.certificates);
    }

    void showKey(const PropertyLine& property) {
        const auto bytes = contentOf(property.value);
        if (!bytes) return fail(property, cantRead(property));
        switch (formOf(*bytes)) {
            case KeyStoreForm::Pem:
                keep(property, "ssl.certificate.location", property.value);
                return keepFile(property, "ssl.key.location");
            case KeyStoreForm::Pkcs12: break;
            default: return failForm(property, formOf(*bytes));
        }
        const std::string password = valueOf("ssl.keystore.password");
        const KeyStore store = readPkcs12(*bytes, password);
        if (!store.error.empty()) return fail(property, fmt::format("{}: {} {}", property.name, property.value, store.error));
        if (!store.hasKey)
            return fail(property, fmt::format("{}: {} has no key with its certificate", property.name, property.value));
        keep(property, property.name, property.value);
        keep(property, "ssl.keystore.password", password);
    }

    /// A file of PEM; of authorities there may be a folder, or "probe".
    void keepFile(const PropertyLine& property, const std::string& name) {
        const bool isElsewhere =
            name == "ssl.ca.location" && (property.value == "probe" || std::filesystem::is_directory(property.value));
        const auto bytes = isElsewhere ? std::optional(std::string()) : contentOf(property.value);
        if (!bytes) return fail(property, cantRead(property));
        // librdkafka would only say that it failed.
        const bool isEncrypted = bytes->find("ENCRYPTED") != std::string::npos;
        if (name == "ssl.key.location" && isEncrypted && find("ssl.key.password") == nullptr)
            return fail(property, fmt::format("{}: the key in {} is encrypted, and there is no ssl.key.password", property.name,
                                              property.value));
        keep(property, name, property.value);
    }

    static std::string cantRead(const PropertyLine& property) {
        return fmt::format("{}: the file {} can't be read or is empty", property.name, property.value);
    }

    void failForm(const PropertyLine& property, KeyStoreForm form) {
        if (form != KeyStoreForm::Jks)
            return fail(property, fmt::format("{}: {} is neither PKCS #12 nor PEM", property.name, property.value));
        fail(property,
             fmt::format("{0}: {1} is of Java's own form (JKS); keytool -importkeystore -srckeystore {1} -destkeystore {1}.p12 "
                         "-deststoretype PKCS12 makes one that can be read",
                         property.name, property.value));
    }

    const PropertyLine* find(std::string_view name) const {
        const auto found = std::ranges::find(m_given, name, &PropertyLine::name);
        return found == m_given.end() ? nullptr : &*found;
    }

    std::string valueOf(std::string_view name) const {
        const PropertyLine* property = find(name);
        return property == nullptr ? "" : property->value;
    }

    void keep(const PropertyLine& from, const std::string& name, const std::string& value) {
        m_read.properties.push_back({name, value, from.line});
    }

    void fail(const PropertyLine& property, std::string why) {
        m_read.error = std::move(why);
        m_read.line = property.line;
    }

    const std::vector<PropertyLine>& m_given;
    PropertyLines m_read;
};

}  // namespace

PropertyLines withoutJava(const std::vector<PropertyLine>& properties) {
    return Translation(properties).run();
}

}  // namespace headroom::connectors::kafka
