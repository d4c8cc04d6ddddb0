#pragma once
// Objects of the API as JSON. Internal: names nlohmann's library.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <variant>

#include "connectors/kubernetes/kinds.h"
#include "connectors/kubernetes/objects.h"

namespace headroom::connectors::kubernetes {

using Object = std::variant<Workload, Pod, Autoscaler, ClusterEvent>;

/// What is said of one object; nothing where it has no name. A field that is missing, or of another type, is unknown; where the
/// API leaves out what is 0, it is 0 only once the object's controller has said anything.
std::optional<Object> readObject(Kind kind, const nlohmann::json& json);

std::optional<Workload> readWorkload(const nlohmann::json& json, Workload::Type type);
std::optional<Pod> readPod(const nlohmann::json& json);
std::optional<Autoscaler> readAutoscaler(const nlohmann::json& json);
std::optional<ClusterEvent> readClusterEvent(const nlohmann::json& json);

/// By what it is kept: an object's namespace and name.
const ObjectName& nameOf(const Object& object);

}  // namespace headroom::connectors::kubernetes
