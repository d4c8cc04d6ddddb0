#pragma once
// One function a section of the scenario file; each fills its part of the scenario and reports what is wrong in it.

#include <string>

#include "model/scenario/binding_context.h"
#include "model/scenario/mapping_reader.h"

namespace headroom::model {

/// Name, versions, times, seed.
void bindGeneral(BindingContext& context, const MappingReader& root);
/// zones, network, nodes, hpaController.
void bindInfrastructure(BindingContext& context, const MappingReader& root);
void bindClients(BindingContext& context, const MappingReader& root);
/// services, gateways and monoliths.
void bindServices(BindingContext& context, const MappingReader& root);
void bindStores(BindingContext& context, const MappingReader& root);
/// kafka and topics.
void bindKafka(BindingContext& context, const MappingReader& root);
void bindInitialState(BindingContext& context, const MappingReader& root);
void bindFaults(BindingContext& context, const MappingReader& root);
void bindExpectations(BindingContext& context, const MappingReader& root);
void bindLayout(BindingContext& context, const MappingReader& root);

/// Where a list of steps stands: it decides which steps make sense there.
struct StepPlace {
    enum class Kind { Journey, Operation, Listener } kind = Kind::Operation;
    std::string service;  ///< whose Resilience4j instances guards name; empty in a journey
};

/// The steps in a list; a null node gives none.
Steps bindSteps(BindingContext& context, const SourceNode* list, const std::string& path, const StepPlace& place);
/// retry, circuitBreaker, rateLimiter, timeLimiter, bulkhead of a call.
void bindGuards(BindingContext& context, const MappingReader& call, const std::string& service, Guards& guards);
/// timeout of a call, if it has one.
void bindTimeout(const MappingReader& call, std::optional<Duration>& timeout);

void bindOutbox(BindingContext& context, const SourceNode& node, const std::string& path, Service& service);
void bindListeners(BindingContext& context, const SourceNode& node, const std::string& path, Service& service,
                   const ConsumerConfig& consumer, const Listener& defaults);
/// Routes become operations: authentication, the route's own CPU, the call.
void bindRoutes(BindingContext& context, const MappingReader& gateway, Service& service);

}  // namespace headroom::model
