#include "connectors/kubernetes/kinds.h"

#include <fmt/format.h>

namespace headroom::connectors::kubernetes {

std::string pathOf(Kind kind, const std::string& space) {
    const KindOfThing& thing = thingOf(kind);
    const std::string root =
        thing.group.empty() ? fmt::format("/api/{}", thing.version) : fmt::format("/apis/{}/{}", thing.group, thing.version);
    return fmt::format("{}{}{}/{}", root, space.empty() ? "" : "/namespaces/", space, thing.resource);
}

std::string rightsFor(Kind kind) {
    const KindOfThing& thing = thingOf(kind);
    return fmt::format("{{apiGroups: [\"{}\"], resources: [{}], verbs: [get, list, watch]}}", thing.group, thing.resource);
}

}  // namespace headroom::connectors::kubernetes
