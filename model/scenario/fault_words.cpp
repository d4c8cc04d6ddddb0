#include "model/scenario/fault_words.h"

#include <fmt/format.h>

namespace headroom::model {

std::string FaultWords::operator()(const SlowElement& fault) const {
    return fmt::format("{} slower by a factor of {:g}", fault.element, fault.factor);
}

std::string FaultWords::operator()(const FailElement& fault) const {
    return fmt::format("{} fails {:g} % of its requests", fault.element, fault.probability * 100);
}

std::string FaultWords::operator()(const OutageElement& fault) const {
    return fmt::format("{} does not answer", fault.element);
}

std::string FaultWords::operator()(const Surge& fault) const {
    return fmt::format("load of {} times {:g}", fault.client, fault.factor);
}

std::string FaultWords::operator()(const PoisonMessages& fault) const {
    return fmt::format("{:g} % of the records of {} can't be processed", fault.fraction * 100, fault.topic);
}

std::string FaultWords::operator()(const HotKey& fault) const {
    return fmt::format("{:g} % of the records of {} share one key", fault.fraction * 100, fault.topic);
}

}  // namespace headroom::model
