#include "services/supervisor/database_preparation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "services/store/played_stores.h"
#include "services/store/postgres_database.h"
#include "services/store/postgres_messages.h"

namespace headroom::services {

namespace {

/// libpq says itself which server it is, where it comes to that.
DatabaseError complaint(const DatabaseUrl& url, const std::string& message) {
    const std::string remedy = remedyOf(message);
    return {fmt::format("the database {} can't be used: {}{}{}", url.place(), message, remedy.empty() ? "" : "; ", remedy)};
}

}  // namespace

DatabaseResult<std::vector<std::string>> prepareDatabase(const model::Scenario& scenario, const DatabaseUrl& url) {
    url.takePrecautions();
    std::vector<std::string> told;
    for (const model::Store& store : scenario.stores) {
        if (!isPostgres(store)) continue;
        const auto opened = PostgresDatabase::open(url.text(), store.name, "headroom supervisor");
        if (!opened) return complaint(url, opened.error().message);
        const char* const state = opened.value()->isNew() ? "created" : "is there already and is gone on with";
        told.push_back(fmt::format("store {}: schema {} {}", store.name, PostgresDatabase::schemaOf(store.name), state));
    }
    return told;
}

std::string whereStoresAre(const model::Scenario& scenario, const std::string& database) {
    std::vector<std::string> real;
    std::vector<std::string> others;
    for (const model::Store& store : scenario.stores)
        (!database.empty() && isPostgres(store) ? real : others).push_back(store.name);
    if (database.empty()) return "the stores are SQLite stand-ins on this machine";
    const std::string place = DatabaseUrl::read(database).value().place();
    if (real.empty())
        return fmt::format("no store is of kind postgresql: all are SQLite stand-ins on this machine, none is at {}", place);
    const std::string there = fmt::format("stores in PostgreSQL at {}: {}", place, fmt::join(real, ", "));
    return others.empty() ? there : fmt::format("{}; SQLite stand-ins on this machine: {}", there, fmt::join(others, ", "));
}

}  // namespace headroom::services
