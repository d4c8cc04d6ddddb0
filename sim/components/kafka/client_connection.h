#pragma once

#include "model/ids.h"

namespace headroom::sim {

/// A client that has connections to brokers and sees them reset when a broker dies.
class ClientConnection {
public:
    virtual void onDisconnected(model::BrokerIndex broker) = 0;

protected:
    ~ClientConnection() = default;
};

}  // namespace headroom::sim
