#include "connectors/kafka/client.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

namespace headroom::connectors::kafka {
namespace {

using Clock = std::chrono::steady_clock;

// Who never subscribes never joins. But librdkafka follows a null pointer where a broker says that it coordinates a group no
// longer and the client has no group of its own (github.com/confluentinc/librdkafka/issues/5040).
const std::string neverJoined = "headroom-live-joins-no-group";
constexpr int firstSliceMilliseconds = 250;
constexpr int setupGraceMilliseconds = 1200;
// A name may stand for several addresses, tried one after the other: the first one's failure says nothing yet.
constexpr auto patienceWhenAllAreDown = std::chrono::milliseconds(1500);

void saveNoLog(const rd_kafka_t*, int, const char*, const char*) {}

bool isSecret(const std::string& name) {
    return name.find("password") != std::string::npos || name.find("secret") != std::string::npos ||
           name.find("pem") != std::string::npos || name.find("jaas") != std::string::npos ||
           name.find("token") != std::string::npos;
}

std::optional<Error> set(rd_kafka_conf_t* configuration, const std::string& name, const std::string& value) {
    std::array<char, 512> why{};
    if (rd_kafka_conf_set(configuration, name.c_str(), value.c_str(), why.data(), why.size()) == RD_KAFKA_CONF_OK)
        return std::nullopt;
    const std::string reason = isSecret(name) ? "its value is refused" : why.data();
    return Error{Error::Kind::BadConfiguration, fmt::format("the client's property {}: {}", name, reason), false};
}

/// "(after 0ms in state CONNECT, 1 identical error(s) suppressed)" is of no use to anybody but librdkafka's authors.
std::string tidied(std::string reason) {
    const std::size_t remark = reason.find(" (after ");
    if (remark != std::string::npos) reason.erase(remark);
    return reason;
}

std::string why(Error::Kind kind) {
    switch (kind) {
        case Error::Kind::Unreachable: return "can't be reached";
        case Error::Kind::TimedOut: return "no answer in time";
        case Error::Kind::Refused: return "refused";
        case Error::Kind::Unsupported: return "the broker doesn't know this request";
        case Error::Kind::Gone: return "there is no such thing";
        case Error::Kind::BadConfiguration:
        case Error::Kind::Failed: break;
    }
    return "failed";
}

}  // namespace

Error::Kind kindOf(rd_kafka_resp_err_t code) {
    switch (code) {
        case RD_KAFKA_RESP_ERR__TRANSPORT:
        case RD_KAFKA_RESP_ERR__RESOLVE:
        case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
        case RD_KAFKA_RESP_ERR__NODE_UPDATE: return Error::Kind::Unreachable;
        case RD_KAFKA_RESP_ERR__TIMED_OUT:
        case RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE:
        case RD_KAFKA_RESP_ERR__WAIT_COORD:
        case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT: return Error::Kind::TimedOut;
        case RD_KAFKA_RESP_ERR__AUTHENTICATION:
        case RD_KAFKA_RESP_ERR__SSL:
        case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
        case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
        case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED: return Error::Kind::Refused;
        case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE:
        case RD_KAFKA_RESP_ERR_UNSUPPORTED_VERSION: return Error::Kind::Unsupported;
        case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
        case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
        case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
        case RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND: return Error::Kind::Gone;
        default: return Error::Kind::Failed;
    }
}

Result<OwnedClient> Client::create(const ClientOptions& options) {
    const int timeout = static_cast<int>(std::clamp<std::int64_t>(options.timeout.toMilliseconds(), 100, 300'000));
    OwnedClient client(new Client(options, timeout));
    ConfigurationHandle configuration(rd_kafka_conf_new());
    rd_kafka_conf_set_opaque(configuration.get(), client.get());
    rd_kafka_conf_set_error_cb(configuration.get(), takeError);
    rd_kafka_conf_set_ssl_cert_verify_cb(configuration.get(), takeCertificate);
    rd_kafka_conf_set_log_cb(configuration.get(), saveNoLog);
    std::vector<std::pair<std::string, std::string>> all{
        {"client.id", "headroom-live"},
        // Before we give up ourselves, so that there is somebody to say how far it got; librdkafka looks once a second, and
        // allows no less than one.
        {"socket.connection.setup.timeout.ms", std::to_string(std::max(timeout - setupGraceMilliseconds, 1000))},
        // A broker that takes requests and says nothing is left alone after one.
        {"socket.timeout.ms", std::to_string(timeout)},
        {"reconnect.backoff.max.ms", "2000"}};
    all.insert(all.end(), options.properties.begin(), options.properties.end());
    // What must hold whatever the user says. The end of a log is its high watermark, as Kafka's own tools count.
    const std::vector<std::pair<std::string, std::string>> fixed{{"bootstrap.servers", options.bootstrap},
                                                                 {"allow.auto.create.topics", "false"},
                                                                 {"enable.auto.commit", "false"},
                                                                 {"group.id", neverJoined},
                                                                 {"isolation.level", "read_uncommitted"}};
    all.insert(all.end(), fixed.begin(), fixed.end());
    for (const auto& [name, value] : all) {
        if (name == "group.instance.id") continue;  // it joins none
        if (auto error = set(configuration.get(), name, value)) return *error;
    }
    std::array<char, 512> why{};
    client->m_handle.reset(rd_kafka_new(RD_KAFKA_CONSUMER, configuration.get(), why.data(), why.size()));
    if (!client->m_handle) return Error{Error::Kind::BadConfiguration, fmt::format("the Kafka client: {}", why.data()), false};
    static_cast<void>(configuration.release());  // the client's own now
    return client;
}

void Client::takeError(rd_kafka_t*, int code, const char* reason, void* self) {
    auto& client = *static_cast<Client*>(self);
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
        client.m_areAllDown = true;
        return;  // the reason came before
    }
    const Error::Kind kind = kindOf(static_cast<rd_kafka_resp_err_t>(code));
    client.m_trouble = explainConnection(tidied(reason), kind, client.m_bootstrap);
    // Kept for the failures that follow: several connections may fail before anybody hears of the first.
    const std::string ofCertificate = client.certificateTrouble();
    const bool isOfCertificate = std::string_view(reason).find("certificate verify failed") != std::string_view::npos;
    if (isOfCertificate && !ofCertificate.empty()) client.m_trouble = {Error::Kind::Refused, ofCertificate};
}

int Client::takeCertificate(rd_kafka_t*, const char* broker, std::int32_t, int* error, int, const char* bytes, std::size_t size,
                            char* why, std::size_t whySize, void* self) {
    if (*error == 0) return 1;
    auto& client = *static_cast<Client*>(self);
    const std::string_view place = broker == nullptr ? "" : broker;
    std::string sentence = explainCertificate(*error, {bytes, size}, place.substr(0, place.rfind(':')));
    if (place != client.m_bootstrap) sentence = fmt::format("{}: {}", place, sentence);
    const std::lock_guard lock(client.m_mutex);
    client.m_certificateTrouble = std::move(sentence);
    if (whySize > 0) *why = '\0';
    return 0;
}

std::string Client::certificateTrouble() {
    const std::lock_guard lock(m_mutex);
    return m_certificateTrouble;
}

void Client::listen() {
    while (rd_kafka_poll(m_handle.get(), 0) > 0) {
    }
}

std::optional<Error> Client::connect() {
    const auto begin = Clock::now();
    const auto end = begin + std::chrono::milliseconds(m_timeout);
    std::int64_t patience = firstSliceMilliseconds;
    while (true) {
        const struct rd_kafka_metadata* found = nullptr;
        // Of no topic, so that there is little to answer. Slices of the time, to see meanwhile what is in the way; each longer
        // than the one before, since somebody may be far away.
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        const int slice = static_cast<int>(std::clamp<std::int64_t>(left, 1, patience));
        patience *= 2;
        const rd_kafka_resp_err_t code = rd_kafka_metadata(m_handle.get(), 0, nullptr, &found, slice);
        const MetadataHandle metadata(found);
        listen();
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
            m_trouble.reset();
            m_areAllDown = false;
            return std::nullopt;
        }
        const auto now = Clock::now();
        const bool isRefused = m_trouble && m_trouble->kind == Error::Kind::Refused;
        const bool isHopeless = isRefused || (m_areAllDown && now - begin > patienceWhenAllAreDown);
        // Who says nothing while somebody is waited for hasn't failed yet.
        if (isHopeless || now >= end) return failure(m_trouble ? code : RD_KAFKA_RESP_ERR__TIMED_OUT, "");
    }
}

Error Client::failure(rd_kafka_resp_err_t code, const std::string& what, const std::string& detail) {
    listen();
    const Error::Kind kind = kindOf(code);
    const bool isOfConnection = kind == Error::Kind::Unreachable || kind == Error::Kind::TimedOut;
    // Nobody answered because nobody could be asked.
    if (isOfConnection && m_trouble) return failure(*m_trouble, what);
    const std::string reason = detail.empty() ? rd_kafka_err2str(code) : detail;
    const bool isRetriable =
        kind != Error::Kind::Refused && kind != Error::Kind::Unsupported && kind != Error::Kind::BadConfiguration;
    if (kind == Error::Kind::TimedOut && what.empty())
        return {kind,
                fmt::format("Kafka at {}: no answer within {} ms; is it Kafka that listens there, or is a firewall in between?",
                            m_bootstrap, m_timeout),
                true};
    if (kind == Error::Kind::TimedOut)
        return {kind, fmt::format("{}: no answer from Kafka at {} within {} ms", what, m_bootstrap, m_timeout), true};
    return {kind, fmt::format("{}: {} ({})", what.empty() ? "Kafka at " + m_bootstrap : what, why(kind), reason), isRetriable};
}

Error Client::failure(const ConnectionTrouble& trouble, const std::string& what) const {
    const std::string subject = what.empty() ? "Kafka at " + m_bootstrap : what;
    if (trouble.kind == Error::Kind::Refused) return {trouble.kind, subject + ": " + trouble.sentence, false};
    if (trouble.kind == Error::Kind::TimedOut)
        return {trouble.kind, fmt::format("{}: no answer within {} ms: {}", subject, m_timeout, trouble.sentence), true};
    return {Error::Kind::Unreachable,
            fmt::format("{}{} can't be reached: {}", subject, what.empty() ? "" : ":", trouble.sentence), true};
}

}  // namespace headroom::connectors::kafka
