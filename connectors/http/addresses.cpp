#include "connectors/http/addresses.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace headroom::connectors::http {
namespace {

constexpr std::size_t mostAddresses = 4;
constexpr auto askedEvery = std::chrono::milliseconds(50);

/// What a resolver has found, or why not.
struct Found {
    int code = 0;
    std::vector<std::string> addresses;
};

/// Where a resolver leaves what it finds; whoever is last takes it away.
struct Mailbox {
    std::mutex mutex;
    std::condition_variable arrived;
    std::optional<Found> found;
};

bool isNumeric(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

Found resolve(const std::string& host) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    Found found;
    found.code = getaddrinfo(host.c_str(), nullptr, &hints, &list);
    for (const addrinfo* one = list; one != nullptr && found.addresses.size() < mostAddresses; one = one->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0)
            found.addresses.emplace_back(text.data());
    }
    if (list != nullptr) freeaddrinfo(list);
    return found;
}

}  // namespace

Result<std::vector<std::string>> addressesOf(const std::string& host, const Deadline& deadline) {
    if (isNumeric(host)) return std::vector<std::string>{host};
    const auto mailbox = std::make_shared<Mailbox>();
    std::thread([mailbox, host] {
        Found found = resolve(host);
        const std::lock_guard lock(mailbox->mutex);
        mailbox->found = std::move(found);
        mailbox->arrived.notify_all();
    }).detach();
    std::unique_lock lock(mailbox->mutex);
    while (!mailbox->found && !deadline.isOver() && !deadline.isCancelled())
        mailbox->arrived.wait_for(lock, std::min(askedEvery, deadline.left()));
    if (!mailbox->found) return Error{Error::Kind::TimedOut, "the resolver has no answer for the name " + host, true};
    if (mailbox->found->addresses.empty()) {
        const std::string why = mailbox->found->code == 0 ? "no address" : gai_strerror(mailbox->found->code);
        return Error{Error::Kind::Unreachable, "the name " + host + " isn't known: " + why, true};
    }
    return mailbox->found->addresses;
}

}  // namespace headroom::connectors::http
