#pragma once
// Internal to the connector: names librdkafka.

#include <memory>
#include <string>

#include "connectors/error.h"
#include "connectors/kafka/client_options.h"
#include "connectors/kafka/handles.h"

namespace headroom::connectors::kafka {

/// A client that reads what can be described: it joins no group, creates no topic, produces nothing.
class Client {
public:
    static Result<std::unique_ptr<Client>> create(const ClientOptions& options);
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
    /// Lets the client tell of its troubles.
    void listen();

    std::string m_bootstrap;
    int m_timeout;
    rd_kafka_resp_err_t m_trouble = RD_KAFKA_RESP_ERR_NO_ERROR;  ///< why connections fail; none once one succeeds
    std::string m_reason;
    bool m_areAllDown = false;
    ClientHandle m_handle;  ///< last: it may call back while it is destroyed
};

/// What a code means for whoever asked.
Error::Kind kindOf(rd_kafka_resp_err_t code);

}  // namespace headroom::connectors::kafka
