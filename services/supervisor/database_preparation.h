#pragma once

#include <string>
#include <vector>

#include "model/scenario/scenario.h"
#include "services/store/database_url.h"

namespace headroom::services {

/// Makes sure that the scenario's PostgreSQL stores can be reached, and have their schemas: what was found, a sentence each, or
/// one that says why not. Takes the URL's precautions, so before there are threads.
DatabaseResult<std::vector<std::string>> prepareDatabase(const model::Scenario& scenario, const DatabaseUrl& url);

/// Half a sentence, for the banner. The URL may be empty.
std::string whereStoresAre(const model::Scenario& scenario, const std::string& database);

}  // namespace headroom::services
