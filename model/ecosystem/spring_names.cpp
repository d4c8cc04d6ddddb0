#include "model/ecosystem/spring_names.h"

namespace headroom::model {

const std::vector<std::string>& springChildren(const std::string& parent) {
    static const std::vector<std::string> none;
    static const std::vector<std::string> top{"server", "spring", "resilience4j", "management", "logging", "springdoc",
                                              "info",   "debug",  "trace",        "eureka",     "feign"};
    static const std::vector<std::string> server{"tomcat",
                                                 "port",
                                                 "address",
                                                 "servlet",
                                                 "ssl",
                                                 "http2",
                                                 "compression",
                                                 "shutdown",
                                                 "error",
                                                 "jetty",
                                                 "undertow",
                                                 "netty",
                                                 "reactive",
                                                 "forward-headers-strategy",
                                                 "max-http-request-header-size",
                                                 "max-http-header-size",
                                                 "server-header"};
    static const std::vector<std::string> spring{
        "kafka",       "datasource",    "data",     "application", "jpa",       "profiles",  "config",    "main",
        "jackson",     "cloud",         "security", "threads",     "lifecycle", "task",      "flyway",    "liquibase",
        "mvc",         "webflux",       "web",      "redis",       "cache",     "codec",     "output",    "messages",
        "sql",         "transaction",   "jdbc",     "r2dbc",       "session",   "servlet",   "http",      "jmx",
        "aop",         "devtools",      "docker",   "rabbitmq",    "mail",      "reactor",   "ssl",       "docs",
        "validation",  "autoconfigure", "banner",   "beaninfo",    "thymeleaf", "test",      "batch",     "quartz",
        "integration", "artemis",       "pulsar",   "graphql",     "grpc",      "ldap",      "groovy",    "freemarker",
        "mustache",    "elasticsearch", "neo4j",    "couchbase",   "cassandra", "hazelcast", "info",      "jta",
        "jms",         "gson",          "jooq",     "jersey",      "hateoas",   "rsocket",   "websocket", "sendgrid",
        "template",    "interceptor",   "mongodb",  "ai",          "modulith"};
    static const std::vector<std::string> kafka{"consumer",  "producer", "properties", "listener", "bootstrap-servers",
                                                "client-id", "admin",    "streams",    "template", "ssl",
                                                "security",  "jaas",     "retry"};
    static const std::vector<std::string> datasource{"hikari",
                                                     "url",
                                                     "username",
                                                     "password",
                                                     "driver-class-name",
                                                     "name",
                                                     "type",
                                                     "generate-unique-name",
                                                     "jndi-name",
                                                     "embedded-database-connection",
                                                     "xa",
                                                     "tomcat",
                                                     "dbcp2",
                                                     "oracleucp"};
    if (parent.empty()) return top;
    if (parent == "server") return server;
    if (parent == "spring") return spring;
    if (parent == "spring.kafka") return kafka;
    if (parent == "spring.datasource") return datasource;
    return none;
}

}  // namespace headroom::model
