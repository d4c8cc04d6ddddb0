// The platform out of its teams' files runs as the reference platform does, event for event.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/golden/cli/program.h"

namespace headroom {
namespace {

/// The fingerprint of 8 s under the same load; the two files differ in load, faults and expectations alone.
std::string fingerprintOf(const std::string& file, const std::string& infrastructure) {
    const std::string path = std::string(HEADROOM_REFERENCE_SCENARIOS) + "/" + file;
    const Outcome outcome =
        run({HEADROOM_PROGRAM, "run", path, "--duration", "8s", "--infrastructure", infrastructure, "--format", "json", "--set",
             "warmup=1s", "--set", "faults=[]", "--set", "expect=[]", "--set",
             "clients.users.load=closed(users=150, thinkTime=exponential(mean=guess(20ms..60ms)))"});
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    if (outcome.status != 0) return file + " failed";
    return nlohmann::json::parse(outcome.output)["fingerprint"];
}

TEST(PasteYourOwn, RunsAsTheReferencePlatformDoes) {
    for (const char* infrastructure : {"native", "simgrid"})
        EXPECT_EQ(fingerprintOf("paste-your-own/scenario.yaml", infrastructure),
                  fingerprintOf("transaction-platform.yaml", infrastructure))
            << infrastructure;
}

}  // namespace
}  // namespace headroom
