#pragma once

#include <array>
#include <string>
#include <string_view>

namespace headroom::connectors::kubernetes {

/// What is looked at.
enum class Kind { Deployments, StatefulSets, Pods, Autoscalers, Events };

struct KindOfThing {
    Kind kind;
    std::string_view resource;  ///< as paths and rules of RBAC call it
    std::string_view group;     ///< of the API; empty: the core
    std::string_view version;
    std::string_view singular;  ///< as people call one
};

inline constexpr std::array<KindOfThing, 5> kinds{{
    {Kind::Deployments, "deployments", "apps", "v1", "deployment"},
    {Kind::StatefulSets, "statefulsets", "apps", "v1", "stateful set"},
    {Kind::Pods, "pods", "", "v1", "pod"},
    {Kind::Autoscalers, "horizontalpodautoscalers", "autoscaling", "v2", "HPA"},
    {Kind::Events, "events", "", "v1", "event"},
}};

constexpr const KindOfThing& thingOf(Kind kind) {
    return kinds.at(static_cast<std::size_t>(kind));
}

/// Where all of a namespace are listed; of every namespace where it is empty.
std::string pathOf(Kind kind, const std::string& space);

/// The rule of a Role that allows to look at them.
std::string rightsFor(Kind kind);

}  // namespace headroom::connectors::kubernetes
