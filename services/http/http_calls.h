#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "services/execution/faults.h"
#include "services/execution/ports.h"
#include "services/http/endpoints.h"
#include "services/metrics/metrics.h"

namespace httplib {
class Client;
}

namespace headroom::services {

/// Calls operations of other services over HTTP, on connections that are kept as long as they are used.
class HttpCalls final : public ServiceCalls {
public:
    /// All outlive it.
    HttpCalls(Endpoints& endpoints, const Faults& faults, Metrics& metrics);
    ~HttpCalls() override;

    Outcome call(const std::string& service, const std::string& operation, model::Duration timeout,
                 const Errand& errand) override;

private:
    struct Idle {
        std::unique_ptr<httplib::Client> client;
        model::Instant since;
    };
    /// What came back: an HTTP status, or why there was none.
    struct Answer {
        Outcome outcome;
        std::string word;
    };
    Answer ask(const std::string& service, const std::string& operation, model::Duration patience, const Errand& errand);
    std::unique_ptr<httplib::Client> take(const Address& address);
    void giveBack(const Address& address, std::unique_ptr<httplib::Client> client);

    Endpoints& m_endpoints;
    const Faults& m_faults;
    Metrics& m_metrics;
    std::mutex m_mutex;
    std::map<Address, std::vector<Idle>> m_idle;  ///< used last at the end
};

}  // namespace headroom::services
