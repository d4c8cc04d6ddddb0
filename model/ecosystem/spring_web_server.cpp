// The embedded web server of a Spring Boot application: server.tomcat, and spring.main, which says whether there is one.
#include "model/ecosystem/spring_application.h"

namespace headroom::model {

namespace {

using Names = std::vector<std::string>;

enum class WebApplication { Servlet, Reactive, None };

struct Tomcat {
    int threads = 200;
    int queue = 100;
};

const PropertyTable<WebApplication>& mainTable() {
    using Type = WebApplication;
    static const PropertyTable<Type> table{property<Type>(
        "web-application-type",
        choiceCodec<Type>({{"servlet", Type::Servlet}, {"reactive", Type::Reactive}, {"none", Type::None}}),
        [](auto& type) -> auto& { return type; })};
    return table;
}

const Names& mainNamesWithoutEffect() {
    static const Names names{"allow-bean-definition-overriding",
                             "allow-circular-references",
                             "banner-mode",
                             "cloud-platform",
                             "keep-alive",
                             "lazy-initialization",
                             "log-startup-info",
                             "register-shutdown-hook",
                             "sources"};
    return names;
}

const PropertyTable<Tomcat>& tomcatTable() {
    static const PropertyTable<Tomcat> table{
        property<Tomcat>(
            "threads.max", intCodec(1, 1'000'000), [](auto& t) -> auto& { return t.threads; }),
        property<Tomcat>(
            "accept-count", intCodec(0, 1'000'000), [](auto& t) -> auto& { return t.queue; })};
    return table;
}

const Names& tomcatNamesWithoutEffect() {
    static const Names names{"threads.min-spare",
                             "threads.max-queue-capacity",
                             "max-connections",
                             "connection-timeout",
                             "keep-alive-timeout",
                             "max-keep-alive-requests",
                             "max-http-form-post-size",
                             "max-swallow-size",
                             "basedir",
                             "accesslog.enabled",
                             "accesslog.pattern",
                             "mbeanregistry.enabled",
                             "redirect-context-root",
                             "uri-encoding",
                             "background-processor-delay"};
    return names;
}

void bindTomcat(BindingContext& context, const FlatProperties& properties, const std::string& path, Service& service) {
    Tomcat tomcat;
    applyProperties(context, properties, tomcatTable(), {path, "a property of server.tomcat", "", &tomcatNamesWithoutEffect()},
                    tomcat);
    for (const FlatProperty& flat : properties) {
        if (flat.name == "threads.max") service.threads = tomcat.threads;
        if (flat.name == "accept-count") service.queue = tomcat.queue;
    }
}

}  // namespace

void bindWebServer(BindingContext& context, const FlatProperties& properties, const std::string& path, Service& service) {
    WebApplication type = WebApplication::Servlet;
    applyProperties(context, below(properties, "spring.main."), mainTable(),
                    {path + ".spring.main", "a property of spring.main", "", &mainNamesWithoutEffect()}, type);
    const FlatProperties tomcat = below(properties, "server.tomcat.");
    const std::string tomcatPath = path + ".server.tomcat";
    if (type == WebApplication::Servlet) return bindTomcat(context, tomcat, tomcatPath, service);
    service.threads.reset();
    service.queue.reset();
    for (const FlatProperty& flat : tomcat) context.withoutEffect(joinPath(tomcatPath, flat.name), *flat.node);
}

}  // namespace headroom::model
