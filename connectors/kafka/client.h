#pragma once
// Internal to the connector: names librdkafka.

#include <memory>
#include <mutex>
#include <string>

#include "connectors/error.h"
#include "connectors/kafka/client_options.h"
#include "connectors/kafka/connection_trouble.h"
#include "connectors/kafka/handles.h"
#include "connectors/kafka/owned_client.h"

namespace headroom::connectors::kafka {

/// A client that reads what can be described: it joins no group, creates no topic, produces nothing.
class Client {
public:
    static Result<OwnedClient> create(const ClientOptions& options);
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    rd_kafka_t* handle() const { return m_handle.get(); }
    int timeoutMilliseconds() const { return m_timeout; }

    /// Waits until a broker answers; why none did, within the timeout or earlier where waiting can't help.
    std::optional<Error> connect();

    /// The failure of a request, with what the client knows of its connections; `what` says what was tried, empty: to connect.
    Error failure(rd_kafka_resp_err_t code, const std::string& what, const std::string& detail = {});

private:
    Client(const ClientOptions& options, int timeout) : m_bootstrap(options.bootstrap), m_timeout(timeout) {}
    static void takeError(rd_kafka_t* handle, int code, const char* reason, void* self);
    /// Notes why OpenSSL refuses a broker's certificate, which librdkafka keeps to itself. On librdkafka's threads.
    static int takeCertificate(rd_kafka_t* handle, const char* broker, std::int32_t id, int* error, int depth, const char* bytes,
                               std::size_t size, char* why, std::size_t whySize, void* self);
    /// What was wrong with the last certificate that was refused; empty: none was.
    std::string certificateTrouble();
    /// Lets the client tell of its troubles.
    void listen();
    Error failure(const ConnectionTrouble& trouble, const std::string& what) const;

    std::string m_bootstrap;
    int m_timeout;
    std::optional<ConnectionTrouble> m_trouble;  ///< why connections fail; none once one succeeds
    bool m_areAllDown = false;
    std::mutex m_mutex;
    std::string m_certificateTrouble;
    ClientHandle m_handle;  ///< last: it may call back while it is destroyed
};

/// What a code means for whoever asked.
Error::Kind kindOf(rd_kafka_resp_err_t code);

}  // namespace headroom::connectors::kafka
