#pragma once

#include <map>
#include <memory>
#include <string>

#include "services/metrics/instruments.h"

namespace headroom::services {

/// The instruments of a process, by name and labels, and what Prometheus reads of them. From any thread.
class Registry {
public:
    using Labels = std::map<std::string, std::string>;
    struct Family {
        std::string name;
        std::string help;
    };

    /// Every series has the label service_name; target_info says the instance too, as OpenTelemetry's exporters do.
    Registry(const std::string& service, const std::string& instance);
    ~Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    // The same name and labels give the same instrument. Each call looks it up: keep what it returns.
    Counter counter(const Family& family, const Labels& labels = {});
    Gauge gauge(const Family& family, const Labels& labels = {});
    DurationHistogram histogram(const Family& family, const Labels& labels = {});

    /// All of it now, in Prometheus' text format, with the process's own CPU time, memory, threads and start.
    std::string exposition() const;
    static constexpr const char* contentType = "text/plain; version=0.0.4; charset=utf-8";

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace headroom::services
