#pragma once
// Spring Boot's application properties, as far as they say how a service runs.

#include <optional>
#include <string>

#include "model/ecosystem/property_table.h"
#include "model/scenario/scenario.h"

namespace headroom::model {

/// What an application's properties set beyond the service itself.
struct SpringSettings {
    ConsumerConfig consumer;                        ///< for every listener
    Listener listener;                              ///< concurrency, ackMode, groupId every listener starts from
    std::optional<Service::ConnectionPool> hikari;  ///< spring.datasource.hikari; absent: nothing said
    std::optional<Service::ConnectionPool> mongo;   ///< maxPoolSize of spring.data.mongodb.uri
};

/// Reads application.yml or .properties: nested or dotted, kebab or camel case. Fills the service's threads, queue, producer and
/// Resilience4j instances, and `settings`. A null node gives the defaults. Names outside what is read have no effect.
void bindApplication(BindingContext& context, const SourceNode* node, const std::string& path, Service& service,
                     SpringSettings& settings);

/// The part of bindApplication below server.tomcat and spring.main: threads and queue of the embedded server. An application that
/// is reactive, or of type none, has no Tomcat: neither its defaults nor its properties count then.
void bindWebServer(BindingContext& context, const FlatProperties& properties, const std::string& path, Service& service);

/// The part of bindApplication below resilience4j.
void bindResilience(BindingContext& context, const FlatProperties& properties, const std::string& path, Service& service);

/// "maximumPoolSize" and "maximum-pool-size" become "maximum-pool-size"; names of instances and of Kafka's own stay as they are.
std::string springName(const std::string& name);

}  // namespace headroom::model
