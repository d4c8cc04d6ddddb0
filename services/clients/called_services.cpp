#include "services/clients/called_services.h"

#include <variant>

namespace headroom::services {

std::set<std::string> calledServices(const std::vector<model::Client>& clients) {
    std::set<std::string> called;
    for (const model::Client& client : clients)
        for (const model::Step& step : client.journey)
            if (const auto* call = std::get_if<model::CallStep>(&step.action)) called.insert(call->service);
    return called;
}

}  // namespace headroom::services
