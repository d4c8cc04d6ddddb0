// The pages name what the programs take and make.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "tests/golden/cli/program.h"
#include "tests/golden/deploy/folder_files.h"

namespace headroom {
namespace {

using testing::HasSubstr;

std::string page(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(std::string(HEADROOM_SOURCE_DIR) + "/" + path).rdbuf();
    return text.str();
}

/// Options in the left column of a help text.
std::set<std::string> optionsOf(const std::vector<std::string>& command) {
    const std::string help = run(command).output;
    static const std::regex option("\n  (?:-., ?)?(--[a-z-]+)");
    std::set<std::string> names;
    for (std::sregex_iterator found(help.begin(), help.end(), option), end; found != end; ++found) names.insert((*found)[1]);
    names.erase("--help");
    return names;
}

TEST(ExportDocumentation, NamesEveryOptionOfTheCommand) {
    const std::set<std::string> options = optionsOf({HEADROOM_PROGRAM, "export", "--help"});
    EXPECT_EQ(options.size(), 5U);
    for (const std::string& option : options) EXPECT_THAT(page("docs/deploy.md"), HasSubstr(option));
}

TEST(ExportDocumentation, NamesEveryOptionOfProcessesWithoutASupervisor) {
    const std::set<std::string> options = optionsOf({HEADROOM_SERVICE, "pod", "--help"});
    for (const char* option : {"--standalone", "--listen", "--endpoints", "--linger", "--pod", "--startup"}) {
        EXPECT_EQ(options.count(option), 1U) << option;
        EXPECT_THAT(page("docs/services.md"), HasSubstr(option));
    }
}

TEST(ExportDocumentation, NamesEveryFileOfAnExport) {
    const std::string text = page("docs/deploy.md");
    for (const char* target : {"compose", "kubernetes"})
        for (const auto& [path, made] : filesIn(std::string(HEADROOM_SOURCE_DIR) + "/deploy/" + target)) {
            if (path.starts_with("services/") || path == ".gitignore" || path == "scenario/scenario.yaml") continue;
            EXPECT_THAT(text, HasSubstr("`" + path + "`")) << target;
        }
    EXPECT_THAT(text, HasSubstr("`services/NAME.yaml`"));
}

TEST(ExportDocumentation, KeepsTheReadmeAndTheImageInStep) {
    EXPECT_THAT(page("deploy/compose/.env"), HasSubstr("HEADROOM_IMAGE=headroom-service:0.1.0\n"));
    EXPECT_THAT(page("deploy/Dockerfile"), HasSubstr("--tag headroom-service:0.1.0"));
    EXPECT_THAT(page("docs/deploy.md"), HasSubstr("--tag headroom-service:0.1.0"));
    EXPECT_THAT(page("CMakeLists.txt"), HasSubstr("VERSION 0.1.0 "));
}

}  // namespace
}  // namespace headroom
