// What the default tests take for the answers of a Kubernetes API server is what one says today.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/golden/cli/program.h"
#include "tests/integration/kafka/command.h"

namespace headroom {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// Where which types of values stand in it. What is in lists is all in one place; what lists of fields hold is left out: the
/// fields themselves are there to be seen.
void addPlaces(const Json& value, const std::string& place, std::set<std::string>& places) {
    places.insert(place + " " + value.type_name());
    if (value.is_array())
        for (const Json& item : value) addPlaces(item, place + "[]", places);
    if (value.is_object())
        for (const auto& [key, item] : value.items())
            if (key != "fieldsV1") addPlaces(item, place + "." + key, places);
}

/// Of all lines of a file, each with the type of its event.
std::set<std::string> placesOf(const fs::path& path) {
    std::set<std::string> places;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const Json value = Json::parse(line);
        addPlaces(value, value.value("type", ""), places);
    }
    return places;
}

std::set<std::string> namesIn(const fs::path& folder) {
    std::set<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.path().extension() != ".md") names.insert(entry.path().filename());
    return names;
}

TEST(RecordedAnswers, AreThoseOfTheServer) {
    const fs::path recorded = HEADROOM_KUBERNETES_ANSWERS;
    const fs::path now = freshPath("answers");
    const auto record = integration::runCommand({HEADROOM_KUBERNETES_RECORDER, now});
    ASSERT_EQ(record.status, 0) << record.error;
    ASSERT_EQ(namesIn(now), namesIn(recorded));
    for (const std::string& name : namesIn(recorded)) EXPECT_EQ(placesOf(now / name), placesOf(recorded / name)) << name;
}

}  // namespace
}  // namespace headroom
