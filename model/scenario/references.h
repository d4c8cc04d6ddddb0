#pragma once
// Checks that what a name refers to exists; each finding stands at the name and offers the nearest one there is.

#include <string>

#include "model/scenario/binding_context.h"

namespace headroom::model {

/// The kinds of things that other parts of a scenario refer to by name.
enum class Referent { Zone, NodeGroup, Client, Service, Store, Topic, Cluster, Group };

/// "service", "store" and the like.
std::string nameOf(Referent referent);
/// Names of all elements of a kind, in declaration order.
std::vector<std::string> namesOf(const Scenario& scenario, Referent referent);

/// Checks, after all is bound, that an element of the kind and name exists.
void expectReference(BindingContext& context, const SourceNode& node, Referent referent, const std::string& name);
/// Checks, after all is bound, that the service (or store) exists and has the operation.
void expectServiceOperation(BindingContext& context, const SourceNode& node, const std::string& service,
                            const std::string& operation);
void expectStoreOperation(BindingContext& context, const SourceNode& node, const std::string& store,
                          const std::string& operation);

/// Splits "service.operation" at its first dot; false with an error when there is none.
bool splitOperation(BindingContext& context, const SourceNode& node, const std::string& text, std::string& element,
                    std::string& operation);

/// Checks at once that a name can be part of an element id; `canHaveDots` for topics and groups.
bool checkName(BindingContext& context, const SourceLocation& place, const std::string& what, const std::string& name,
               bool canHaveDots = false);

/// Checks, after all is bound, that "kind/name" (or, with `kinds` naming one, a bare name) is an element of one of the kinds
/// "pod", "node", "broker", "zone", "service", "store", "topic", "client", "group", "kafka".
void expectElement(BindingContext& context, const SourceNode& node, const std::string& id, const std::vector<std::string>& kinds);

}  // namespace headroom::model
