#include "services/store/database_url.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <sstream>

#include "services/store/postgres_messages.h"

namespace headroom::services {

namespace {

const char* const form = "it takes the form postgresql://[USER@]HOST[:PORT]/DATABASE";
const char* const remedy =
    "a password in it could be read in the list of processes, so it is refused: put the password into a file and name that in "
    "PGPASSFILE, or all of the connection into a service file and say ?service=NAME";
const char* const systemAuthorities = "/etc/ssl/certs/ca-certificates.crt";

struct Free {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
    void operator()(char* text) const { PQfreemem(text); }
};

/// Where libpq would understand something else because a '/' in a password isn't written as %2F.
bool looksLikePassword(const std::string& text) {
    const std::size_t begin = text.find("://") + 3;
    const std::string before = text.substr(begin, text.find('?', begin) - begin);
    const std::size_t at = before.rfind('@');
    return at != std::string::npos && before.find(':') < at;
}

bool isThisMachine(const std::string& host) {
    const bool isLoopback = host.rfind("127.", 0) == 0 && host.find_first_not_of("0123456789.") == std::string::npos;
    return isLoopback || host.empty() || host.front() == '/' || host.front() == '@' || host == "localhost" || host == "::1";
}

/// Of one or several with commas.
bool areThisMachine(const std::string& hosts) {
    std::istringstream list(hosts);
    for (std::string host; std::getline(list, host, ',');)
        if (!isThisMachine(host)) return false;
    return true;
}

}  // namespace

DatabaseResult<DatabaseUrl> DatabaseUrl::read(const std::string& text) {
    if (text.rfind("postgresql://", 0) != 0 && text.rfind("postgres://", 0) != 0) return DatabaseError{form};
    if (looksLikePassword(text)) return DatabaseError{remedy};
    char* complaint = nullptr;
    const std::unique_ptr<PQconninfoOption, Free> options(PQconninfoParse(text.c_str(), &complaint));
    const std::unique_ptr<char, Free> kept(complaint);
    if (!options) return DatabaseError{std::string(form) + ": " + (complaint == nullptr ? "no memory" : tidy(complaint))};
    DatabaseUrl url;
    url.m_text = text;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr && *option->val != '\0') url.m_values[option->keyword] = option->val;
    if (url.m_values.count("password") != 0 || url.m_values.count("sslpassword") != 0) return DatabaseError{remedy};
    return url;
}

std::string DatabaseUrl::value(const std::string& name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? "" : found->second;
}

std::string DatabaseUrl::place() const {
    std::string host = value("host").empty() ? value("hostaddr") : value("host");
    if (host.empty() && !value("service").empty()) return "the service " + value("service");
    if (host.empty()) host = "this machine's socket";
    if (!value("port").empty()) host += ":" + value("port");
    return value("dbname").empty() ? host : host + "/" + value("dbname");
}

/// libpq prefers an address to a name; a service file may say anything.
bool DatabaseUrl::isLocal(const Surroundings& surroundings) const {
    for (const char* name : {"hostaddr", "host"})
        if (!value(name).empty()) return areThisMachine(value(name));
    if (!value("service").empty() || !surroundings.variable("PGSERVICE").empty()) return false;
    for (const char* name : {"PGHOSTADDR", "PGHOST"})
        if (const std::string host = surroundings.variable(name); !host.empty()) return areThisMachine(host);
    return true;
}

DatabaseUrl::Variables DatabaseUrl::precautions(const Surroundings& surroundings) const {
    Variables variables;
    std::string mode = value("sslmode").empty() ? surroundings.variable("PGSSLMODE") : value("sslmode");
    if (mode.empty() && !isLocal(surroundings)) {
        mode = "verify-full";
        variables.emplace_back("PGSSLMODE", mode);
    }
    // A service file may ask for less, which a known authority would make more.
    const bool hasService = !value("service").empty() || !surroundings.variable("PGSERVICE").empty();
    const bool knowsAuthority = !value("sslrootcert").empty() || !surroundings.variable("PGSSLROOTCERT").empty() ||
                                surroundings.exists(surroundings.variable("HOME") + "/.postgresql/root.crt");
    if (mode.rfind("verify-", 0) == 0 && !hasService && !knowsAuthority && surroundings.exists(systemAuthorities))
        variables.emplace_back("PGSSLROOTCERT", systemAuthorities);
    return variables;
}

void DatabaseUrl::takePrecautions() const {
    const auto variable = [](const std::string& name) {
        const char* const found = std::getenv(name.c_str());
        return found == nullptr ? std::string() : std::string(found);
    };
    const auto exists = [](const std::string& path) { return access(path.c_str(), R_OK) == 0; };
    for (const auto& [name, text] : precautions({variable, exists})) setenv(name.c_str(), text.c_str(), 1);
}

}  // namespace headroom::services
