#include "tests/layering/include_rules.h"

#include <gtest/gtest.h>

#include <string>

namespace headroom::layering {
namespace {

std::vector<Violation> including(const std::string& path, const std::string& header) {
    return checkIncludes({path, "#pragma once\n#include " + header + "\n"});
}

struct Case {
    std::string path;
    std::string header;
};

void PrintTo(const Case& c, std::ostream* stream) {
    *stream << c.path << " including " << c.header;
}

class AllowedInclude : public testing::TestWithParam<Case> {};
class ForbiddenInclude : public testing::TestWithParam<Case> {};

TEST_P(AllowedInclude, PassesUnnoticed) {
    EXPECT_EQ(describe(including(GetParam().path, GetParam().header)), "");
}

TEST_P(ForbiddenInclude, IsReportedWithItsLine) {
    const auto violations = including(GetParam().path, GetParam().header);
    ASSERT_EQ(violations.size(), 1U);
    EXPECT_EQ(violations[0].path, GetParam().path);
    EXPECT_EQ(violations[0].line, 2U);
}

INSTANTIATE_TEST_SUITE_P(
    Table, AllowedInclude,
    testing::Values(Case{"model/rules/hpa.h", "<vector>"}, Case{"model/rules/hpa.h", "\"model/config/kubernetes.h\""},
                    Case{"model/rules/hpa.h", "\"model/quantities.h\""}, Case{"model/text/parser.cpp", "<yaml.h>"},
                    Case{"model/topology/graph.h", "<boost/graph/adjacency_list.hpp>"},
                    Case{"model/trace/stream.cpp", "<nlohmann/json.hpp>"}, Case{"model/trace/recording.cpp", "<chrono>"},
                    Case{"sim/components/topic.cpp", "\"model/rules/partitioner.h\""}, Case{"sim/random/stream.cpp", "<sleef.h>"},
                    Case{"sim/infrastructure/simgrid/port.cpp", "<simgrid/s4u.hpp>"},
                    Case{"app/engine/main.cpp", "\"sim/kernel/kernel.h\""}, Case{"app/cli/main.cpp", "<CLI/CLI.hpp>"},
                    Case{"app/desktop/window.cpp", "<QWidget>"}));

INSTANTIATE_TEST_SUITE_P(
    Table, ForbiddenInclude,
    testing::Values(Case{"model/rules/hpa.h", "\"model/scenario/scenario.h\""},
                    Case{"model/rules/hpa.h", "\"model/trace/trace.h\""}, Case{"model/rules/hpa.h", "<fmt/format.h>"},
                    Case{"model/rules/retry.h", "<random>"}, Case{"model/rules/retry.h", "<mutex>"},
                    Case{"model/scenario/reader.cpp", "<nlohmann/json.hpp>"},
                    Case{"model/scenario/reader.cpp", "\"model/trace/trace.h\""}, Case{"model/scenario/reader.cpp", "<chrono>"},
                    Case{"model/analysis/flow.cpp", "\"sim/kernel/kernel.h\""}, Case{"model/trace/trace.h", "<QString>"},
                    Case{"sim/components/pod.cpp", "<simgrid/s4u.hpp>"},
                    Case{"sim/components/pod.cpp", "\"sim/infrastructure/simgrid/port.h\""},
                    Case{"sim/components/pod.cpp", "<chrono>"}, Case{"sim/world/world.cpp", "<nlohmann/json.hpp>"},
                    Case{"sim/components/pod.cpp", "<librdkafka/rdkafka.h>"}, Case{"app/cli/run.cpp", "\"sim/world/world.h\""},
                    Case{"app/cli/run.cpp", "<simgrid/s4u.hpp>"}, Case{"app/presentation/report.cpp", "<CLI/CLI.hpp>"},
                    Case{"app/presentation/report.cpp", "<QString>"}, Case{"app/presentation/report.cpp", "\"app/cli/run.h\""},
                    Case{"app/desktop/window.cpp", "\"sim/kernel/kernel.h\""},
                    Case{"tests/unit/app/report_test.cpp", "<QWidget>"}, Case{"model/diagnostics.cpp", "\"diagnostics.h\""}));

TEST(CheckIncludes, LeavesCommentedIncludesAlone) {
    EXPECT_EQ(describe(checkIncludes({"model/ids.h", "// #include <QString>\n/*\n#include <simgrid/s4u.hpp>\n*/\n"})), "");
}

TEST(CheckIncludes, SeesIndentedAndSpacedDirectives) {
    EXPECT_EQ(checkIncludes({"model/ids.h", "#if 1\n  #  include <QString>\n#endif\n"}).size(), 1U);
}

TEST(CheckIncludes, ReportsCodeInAFolderWithoutRow) {
    EXPECT_EQ(checkIncludes({"extras/thing.cpp", ""}).size(), 1U);
}

TEST(CheckDeterminism, ReportsEnvironmentChanceAndClocks) {
    const std::string text =
        "auto a = std::getenv(name);\nstd::random_device device;\nauto t = std::chrono::steady_clock::now();\n";
    const auto violations = checkDeterminism({"sim/world/world.cpp", text});
    ASSERT_EQ(violations.size(), 3U);
    EXPECT_EQ(violations[2].line, 3U);
}

TEST(CheckDeterminism, LetsTheRecordingSeeTheWallClockOnly) {
    EXPECT_EQ(checkDeterminism({"model/trace/recording.cpp", "std::chrono::steady_clock::now();"}).size(), 0U);
    EXPECT_EQ(checkDeterminism({"model/trace/recording.cpp", "getenv(\"HOME\");"}).size(), 1U);
}

TEST(CheckDeterminism, ReportsPlatformRoundingWhereItReachesEventTimes) {
    const std::string text = "double x = std::log (u);";
    EXPECT_EQ(checkDeterminism({"sim/components/source.cpp", text}).size(), 1U);
    EXPECT_EQ(checkDeterminism({"model/rules/backoff.cpp", text}).size(), 1U);
    EXPECT_EQ(checkDeterminism({"sim/statistics/interval.cpp", text}).size(), 0U);
}

TEST(CheckDeterminism, LeavesWordsInCommentsAndTextsAlone) {
    EXPECT_EQ(
        describe(checkDeterminism({"sim/a.cpp", "// steady_clock\nauto s = \"getenv\"; auto n = 1'000; /* std::log(1) */"})), "");
}

}  // namespace
}  // namespace headroom::layering
