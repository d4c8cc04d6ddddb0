#include "connectors/kafka/connection_trouble.h"

#include <fmt/format.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <regex>
#include <utility>

namespace headroom::connectors::kafka {
namespace {

struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
    void operator()(BIO* text) const { BIO_free(text); }
};
using CertificateHandle = std::unique_ptr<X509, FreeCertificate>;

/// What a piece of librdkafka's or OpenSSL's words means.
struct Meaning {
    std::string_view words;
    Error::Kind kind;
    std::string_view sentence;
};

constexpr std::string_view wantsCertificate =
    "the broker asks for a certificate of the client: ssl.keystore.location, or ssl.certificate.location and ssl.key.location, "
    "say where "
    "it is";
constexpr std::string_view refusesCertificate =
    "the broker doesn't accept the client's certificate: it has expired, or the broker doesn't trust who signed it";
constexpr std::string_view speaksNoTls =
    "TLS can't be agreed on; where the broker speaks none, security.protocol is PLAINTEXT or SASL_PLAINTEXT";

// The first that is found counts.
constexpr std::array<Meaning, 21> meanings{{
    {"Request not valid in current SASL state", Error::Kind::Refused,
     "the broker wants no user and password there: security.protocol is PLAINTEXT or SSL"},
    {"might require SASL authentication", Error::Kind::Unreachable,
     "the broker hangs up; it may want a user and a password: security.protocol=SASL_SSL with sasl.mechanism"},
    {"connecting to a SSL listener", Error::Kind::Unreachable,
     "the broker hangs up; it may want TLS (security.protocol=SSL or SASL_SSL), or a user and a password (SASL_PLAINTEXT)"},
    {"alert bad certificate", Error::Kind::Refused, wantsCertificate},
    {"alert certificate required", Error::Kind::Refused, wantsCertificate},
    {"client SSL authentication might be required", Error::Kind::Refused, wantsCertificate},
    {"alert certificate", Error::Kind::Refused, refusesCertificate},
    {"alert unknown ca", Error::Kind::Refused, refusesCertificate},
    {"wrong version number", Error::Kind::Unreachable, speaksNoTls},
    {"unexpected eof while reading", Error::Kind::Unreachable, speaksNoTls},
    {"certificate could not be verified", Error::Kind::Refused,
     "the broker's certificate isn't accepted; ssl.ca.location (Java: ssl.truststore.location) says whom to trust"},
    {"Connection refused", Error::Kind::Unreachable, "nothing takes connections there (connection refused)"},
    {"No route to host", Error::Kind::Unreachable, "there is no way to that address from this machine"},
    {"Network is unreachable", Error::Kind::Unreachable, "there is no way to that address from this machine"},
    {"Failed to resolve", Error::Kind::Unreachable, "nobody knows the name"},
    {"timed out in state CONNECT", Error::Kind::TimedOut, "no connection in time; is a firewall in between?"},
    {"timed out in state SSL_HANDSHAKE", Error::Kind::TimedOut,
     "it takes the connection and then says nothing; is it TLS that is spoken there?"},
    {"timed out in state AUTH", Error::Kind::TimedOut, "it takes the connection and then says nothing; is it Kafka?"},
    {"timed out in state APIVERSION", Error::Kind::TimedOut, "it takes the connection and then says nothing; is it Kafka?"},
    {"ApiVersionRequest failed: Local: Timed out", Error::Kind::TimedOut,
     "it takes the connection and then says nothing; is it Kafka?"},
    {"Disconnected", Error::Kind::Unreachable, "the connection broke"},
}};

std::optional<std::string> firstGroup(const std::string& text, const char* pattern) {
    std::smatch found;
    return std::regex_search(text, found, std::regex(pattern)) ? std::optional(found[1].str()) : std::nullopt;
}

ConnectionTrouble meaningOf(const std::string& reason, Error::Kind otherwise) {
    if (const auto mechanisms = firstGroup(reason, "Unsupported SASL mechanism: broker's supported mechanisms: ?(.*)"))
        return {Error::Kind::Refused, fmt::format("the broker takes another sasl.mechanism: {}", *mechanisms)};
    // The broker's own words after "SASL authentication error" can be anything.
    if (reason.find("SASL authentication error") != std::string::npos || reason.find("invalid credentials") != std::string::npos)
        return {Error::Kind::Refused,
                fmt::format("the broker doesn't accept the user or the password ({}); sasl.username and sasl.password say them",
                            firstGroup(reason, "SASL mechanism ([A-Z0-9-]+)").value_or("SASL"))};
    for (const Meaning& meaning : meanings)
        if (reason.find(meaning.words) != std::string::npos) return {meaning.kind, std::string(meaning.sentence)};
    return {otherwise, reason};
}

std::string dayOf(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return fmt::format(" on {}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

/// "elsewhere.example, 10.0.0.1"; empty where it says none.
std::string namesIn(X509* certificate) {
    const std::unique_ptr<GENERAL_NAMES, FreeCertificate> names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    std::string all;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const std::unique_ptr<BIO, FreeCertificate> text(BIO_new(BIO_s_mem()));
        GENERAL_NAME_print(text.get(), sk_GENERAL_NAME_value(names.get(), i));
        char* bytes = nullptr;
        const long length = BIO_get_mem_data(text.get(), &bytes);
        std::string name(bytes, static_cast<std::size_t>(length));
        name.erase(0, name.find(':') + 1);  // "DNS:" or "IP Address:"
        all += (all.empty() ? "" : ", ") + name;
    }
    return all;
}

bool isUntrusted(int code) {
    return code == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT || code == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN ||
           code == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY || code == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
           code == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE || code == X509_V_ERR_CERT_SIGNATURE_FAILURE;
}

}  // namespace

ConnectionTrouble explainConnection(std::string_view reason, Error::Kind otherwise, std::string_view bootstrap) {
    std::string rest(reason);
    std::string place;
    std::smatch parts;
    if (std::regex_search(rest, parts, std::regex(R"(^(?:[a-z_]+://)?([^ /]+:\d+)/[^ :]*: )"))) {
        place = parts[1];
        rest = parts.suffix();
    }
    ConnectionTrouble trouble = meaningOf(rest, otherwise);
    if (!place.empty() && place != bootstrap) trouble.sentence = place + ": " + trouble.sentence;
    return trouble;
}

std::string explainCertificate(int code, std::string_view certificate, std::string_view host) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(certificate.data());
    const CertificateHandle read(d2i_X509(nullptr, &bytes, static_cast<long>(certificate.size())));
    if (code == X509_V_ERR_CERT_HAS_EXPIRED)
        return fmt::format("the broker's certificate has expired{}; whoever runs the broker has to renew it",
                           read ? dayOf(X509_get0_notAfter(read.get())) : "");
    if (code == X509_V_ERR_CERT_NOT_YET_VALID)
        return fmt::format("the broker's certificate isn't valid yet, but{}; is this machine's clock right?",
                           read ? dayOf(X509_get0_notBefore(read.get())) : " later");
    if (code == X509_V_ERR_HOSTNAME_MISMATCH || code == X509_V_ERR_IP_ADDRESS_MISMATCH) {
        const std::string names = read ? namesIn(read.get()) : "";
        return fmt::format("the broker's certificate isn't for the host {}{}", host.empty() ? "that was asked" : host,
                           names.empty() ? "" : ", but for " + names + ": ask it by such a name");
    }
    if (isUntrusted(code))
        return fmt::format(
            "the broker's certificate isn't accepted: nobody this client trusts has signed it ({}); ssl.ca.location "
            "(Java: ssl.truststore.location) says whom to trust",
            X509_verify_cert_error_string(code));
    return fmt::format("the broker's certificate isn't accepted: {}", X509_verify_cert_error_string(code));
}

}  // namespace headroom::connectors::kafka
