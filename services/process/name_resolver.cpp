#include "services/process/name_resolver.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

namespace headroom::services {

namespace {

struct FreeAddresses {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

std::string numeric(const addrinfo& found) {
    std::array<char, NI_MAXHOST> text{};
    const int failure = getnameinfo(found.ai_addr, found.ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
    return failure == 0 ? text.data() : "";
}

bool has(const addrinfo* list, int family) {
    while (list != nullptr && list->ai_family != family) list = list->ai_next;
    return list != nullptr;
}

bool isNobodys(int failure) {
    return failure == EAI_NONAME || failure == EAI_NODATA;
}

}  // namespace

void NameResolver::ask(const NamedEndpoint& endpoint, Endpoints::Table& into) const {
    std::vector<Address>& addresses = into[endpoint.service];
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int failure = getaddrinfo(endpoint.address.host.c_str(), nullptr, &hints, &list);
    const std::unique_ptr<addrinfo, FreeAddresses> owned(list);
    if (failure != 0) {
        const auto known = m_table.find(endpoint.service);
        if (!isNobodys(failure) && known != m_table.end()) addresses = known->second;
        return;
    }
    // Of a name with both, IPv4's: what listens at 0.0.0.0 is at no other.
    const bool hasIpv4 = has(list, AF_INET);
    for (const addrinfo* found = list; found != nullptr; found = found->ai_next)
        if (std::string text = numeric(*found); !text.empty() && (found->ai_family == AF_INET || !hasIpv4))
            addresses.push_back({std::move(text), endpoint.address.port});
    // Resolvers put them in another order each time, which is no change.
    std::ranges::sort(addresses);
    addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
}

}  // namespace headroom::services
