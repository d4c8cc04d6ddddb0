#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/store/store_database.h"

namespace headroom::services {

/// Where a PostgreSQL server is, and how to reach it: postgresql://[USER@]HOST[:PORT]/DATABASE[?NAME=VALUE&...], as libpq reads
/// it. There is no password in it, so it may be shown and passed on.
class DatabaseUrl {
public:
    /// What the process can look at besides.
    struct Surroundings {
        std::function<std::string(const std::string& name)> variable;  ///< empty: not set
        std::function<bool(const std::string& path)> exists;
    };
    using Variables = std::vector<std::pair<std::string, std::string>>;

    /// Says what is wrong with a text, and never repeats it: there may be a password in it.
    static DatabaseResult<DatabaseUrl> read(const std::string& text);

    const std::string& text() const { return m_text; }
    /// "db.example.org:5432/orders", "the service orders"; for messages.
    std::string place() const;
    /// What to set in the environment, where libpq looks for what the URL doesn't say, so that who answers is verified: unless it
    /// is this machine, or URL, environment or service file say otherwise.
    Variables precautions(const Surroundings& surroundings) const;
    /// Sets them for this process and its children; before it has other threads.
    void takePrecautions() const;

private:
    std::string value(const std::string& name) const;
    bool isLocal(const Surroundings& surroundings) const;

    std::string m_text;
    std::map<std::string, std::string> m_values;  ///< by libpq's names
};

}  // namespace headroom::services
