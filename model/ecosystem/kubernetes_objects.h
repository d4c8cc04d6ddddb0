#pragma once
// Kubernetes, KEDA and Strimzi objects, whole as in a file or only the part that matters, into the structs that mirror them.

#include <optional>
#include <string>

#include "model/scenario/mapping_reader.h"
#include "model/scenario/scenario.h"

namespace headroom::model {

/// A Deployment (apps/v1).
void bindDeployment(BindingContext& context, const SourceNode& node, const std::string& path, Deployment& deployment);
/// A HorizontalPodAutoscaler (autoscaling/v2), or a KEDA ScaledObject; without `kind`, triggers mean the latter.
void bindAutoscaler(BindingContext& context, const SourceNode& node, const std::string& path, Service& service);
void bindHorizontalPodAutoscaler(BindingContext& context, const SourceNode& node, const std::string& path,
                                 HorizontalPodAutoscaler& hpa);
void bindScaledObject(BindingContext& context, const SourceNode& node, const std::string& path, ScaledObject& object);
void bindBehavior(BindingContext& context, const SourceNode& node, const std::string& path, HpaBehavior& behavior);

void bindProbe(BindingContext& context, const SourceNode& node, const std::string& path, std::optional<Probe>& probe);
void bindResources(BindingContext& context, const SourceNode& node, const std::string& path, ResourceAmounts& requests,
                   ResourceAmounts& limits);

/// Whether `kind`, if the object says it, is the one expected; an error otherwise.
bool isKind(BindingContext& context, const SourceNode& node, const std::string& kind);

/// Seconds as Kubernetes writes them, a whole number.
bool wholeSeconds(const MappingReader& reader, const std::string& key, Duration& target, int low = 0);

}  // namespace headroom::model
