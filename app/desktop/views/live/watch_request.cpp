#include "app/desktop/views/live/watch_request.h"

namespace headroom::views {

QStringList argumentsOf(const WatchRequest& request) {
    QStringList arguments;
    const auto add = [&arguments](const char* name, const QString& value) {
        if (!value.isEmpty()) arguments << QLatin1String(name) << value;
    };
    const bool isOverScenario = !request.scenarioPath.isEmpty() || !request.scenarioText.empty();
    if (isOverScenario) {
        arguments << (request.scenarioPath.isEmpty() ? QStringLiteral("untitled.yaml") : request.scenarioPath);
        add("--variant", request.variant);
    }
    add("--run", request.run);
    add("--kafka", request.kafka);
    add("--properties", request.properties);
    add("--prometheus", request.prometheus);
    add("--selector", request.selector);
    for (const QString& page : request.pages) add("--scrape", page);
    add("--http-config", request.httpConfig);
    if (!request.kubernetes) return arguments;
    arguments << QStringLiteral("--kubernetes");
    add("--kubeconfig", request.kubeconfig);
    add("--context", request.context);
    add("--namespace", request.space);
    return arguments;
}

}  // namespace headroom::views
