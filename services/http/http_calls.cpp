#include "services/http/http_calls.h"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "services/execution/work.h"
#include "services/http/wire.h"

namespace headroom::services {

using model::Duration;
using model::Instant;

namespace {

/// Well before the server closes what nobody uses, so that no call meets a connection that is just being closed.
constexpr Duration longestIdle = Duration::seconds(1);
constexpr Duration longestWait = Duration::seconds(3600);

Outcome outcomeOf(int status) {
    switch (status) {
        case wire::done: return Outcome::Ok;
        case wire::rateLimited:
        case wire::noPlace: return Outcome::Rejected;
        default: return Outcome::Failed;
    }
}

}  // namespace

HttpCalls::HttpCalls(Endpoints& endpoints, const Faults& faults, Metrics& metrics)
    : m_endpoints(endpoints), m_faults(faults), m_metrics(metrics) {}

HttpCalls::~HttpCalls() = default;

std::unique_ptr<httplib::Client> HttpCalls::take(const Address& address) {
    std::vector<Idle> tooOld;  // closed outside the lock
    const std::scoped_lock lock(m_mutex);
    std::vector<Idle>& idle = m_idle[address];
    const Instant oldest = now() - longestIdle;
    const auto firstGood = std::find_if(idle.begin(), idle.end(), [&](const Idle& entry) { return entry.since >= oldest; });
    tooOld.assign(std::make_move_iterator(idle.begin()), std::make_move_iterator(firstGood));
    idle.erase(idle.begin(), firstGood);
    if (idle.empty()) {
        auto client = std::make_unique<httplib::Client>(address.host, address.port);
        client->set_keep_alive(true);
        client->set_tcp_nodelay(true);
        return client;
    }
    auto client = std::move(idle.back().client);
    idle.pop_back();
    return client;
}

void HttpCalls::giveBack(const Address& address, std::unique_ptr<httplib::Client> client) {
    const std::scoped_lock lock(m_mutex);
    m_idle[address].push_back({std::move(client), now()});
}

Outcome HttpCalls::call(const std::string& service, const std::string& operation, Duration timeout, const Errand& errand) {
    const Instant began = now();
    const Answer answer = ask(service, operation, std::min(timeout, longestWait), errand);
    m_metrics.calls(service, operation).observe(answer.word, now() - began);
    return answer.outcome;
}

HttpCalls::Answer HttpCalls::ask(const std::string& service, const std::string& operation, Duration patience,
                                 const Errand& errand) {
    const auto none = [](Outcome outcome) { return Answer{outcome, std::string(word(outcome))}; };
    if (m_faults.isCutOff("service/" + service)) {
        rest(patience);
        return none(Outcome::TimedOut);
    }
    const auto address = m_endpoints.pick(service);
    if (!address) return none(Outcome::Unreachable);
    auto client = take(*address);
    client->set_connection_timeout(std::chrono::nanoseconds(patience.ns));
    client->set_read_timeout(std::chrono::nanoseconds(patience.ns));
    const Instant began = now();
    const httplib::Headers headers{{"traceparent", errand.trace.text()}, {"baggage", baggageOf(errand.originNs)}};
    const auto answer = client->Post(wire::operations + operation, headers, "", "text/plain");
    if (!answer) return none(now() - began >= patience ? Outcome::TimedOut : Outcome::Unreachable);
    giveBack(*address, std::move(client));
    return {outcomeOf(answer->status), std::to_string(answer->status)};
}

}  // namespace headroom::services
