#pragma once
// headroom live as users start it: one look at a listener with a file of client properties.

#include <string>
#include <vector>

#include "tests/golden/cli/program.h"
#include "tests/integration/kafka/cluster.h"

namespace headroom::integration {

using Lines = std::vector<std::string>;

/// A file of properties with these lines, for this test.
std::string propertiesFile(const Lines& lines);

/// `--once --format json` with properties, none if there are no lines.
headroom::Outcome look(const std::string& place, const Lines& properties, const std::string& timeout = "30s");

/// Of the secured cluster, in librdkafka's words: SCRAM as alice, trusting the authority.
Lines scramProperties(const std::string& password);
/// Trusting the authority, without a user.
Lines trustingProperties();
std::string scramPassword();

}  // namespace headroom::integration
