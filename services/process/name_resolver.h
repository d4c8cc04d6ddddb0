#pragma once

#include <vector>

#include "services/http/endpoints.h"
#include "services/process/standalone_options.h"

namespace headroom::services {

/// The addresses that endpoints' names stand for, as the machine resolves them.
class NameResolver {
public:
    explicit NameResolver(std::vector<NamedEndpoint> endpoints) : m_endpoints(std::move(endpoints)) {}

    /// Asks for every name, one after the other, for as long as `goesOn`. A name nobody knows has no addresses; of one that can't
    /// be asked for now, what it had stays. True when the table is another than before.
    template <class GoesOn>
    bool refresh(const GoesOn& goesOn) {
        Endpoints::Table now;
        for (const NamedEndpoint& endpoint : m_endpoints)
            if (goesOn()) ask(endpoint, now);
        if (!goesOn() || now == m_table) return false;
        m_table = std::move(now);
        return true;
    }
    const Endpoints::Table& table() const { return m_table; }

private:
    void ask(const NamedEndpoint& endpoint, Endpoints::Table& into) const;

    std::vector<NamedEndpoint> m_endpoints;
    Endpoints::Table m_table;
};

}  // namespace headroom::services
