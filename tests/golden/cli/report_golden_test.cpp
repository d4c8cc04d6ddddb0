// The reports of one recorded trace. HEADROOM_UPDATE_GOLDEN=1 in the environment rewrites the expected files; read the
// difference.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "app/presentation/csv_export.h"
#include "app/presentation/html_report.h"
#include "app/presentation/json_report.h"
#include "app/presentation/report_builder.h"
#include "app/presentation/text_report.h"
#include "app/presentation/traced_scenario.h"
#include "model/trace/ndjson_reader.h"

namespace headroom {
namespace {

const std::string folder = HEADROOM_GOLDEN_DIR;

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

class GoldenReport : public testing::Test {
protected:
    GoldenReport() {
        trace::NdjsonReader reader(m_trace);
        reader.feed(contents(folder + "/pipeline.ndjson"));
        reader.finish();
        EXPECT_FALSE(reader.error().has_value());
        m_scenario = presentation::scenarioOf(m_trace.header());
        EXPECT_TRUE(m_scenario.has_value());
        m_report = presentation::buildReport(m_trace, m_scenario ? &*m_scenario : nullptr);
    }

    static void expectFile(const std::string& name, const std::string& text) {
        const std::string path = folder + "/expected/" + name;
        if (std::getenv("HEADROOM_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
        EXPECT_EQ(text, contents(path));
    }

    trace::MemoryTrace m_trace;
    std::optional<model::Scenario> m_scenario;
    presentation::Report m_report;
};

TEST_F(GoldenReport, Text) {
    expectFile("pipeline.txt", presentation::textReport(m_report, {}));
}

TEST_F(GoldenReport, Json) {
    expectFile("pipeline.json", presentation::jsonReport(m_report));
}

TEST_F(GoldenReport, HtmlWithoutStyleAndScript) {
    std::string html = presentation::htmlReport(m_report, m_trace, &*m_scenario);
    html.erase(html.find("<style>"), html.find("</style>") - html.find("<style>"));
    html.erase(html.rfind("<script>"));
    expectFile("pipeline.html", html);
}

TEST_F(GoldenReport, HtmlNeedsNothingElse) {
    const std::string html = presentation::htmlReport(m_report, m_trace, &*m_scenario);
    for (const char* reference : {"src=", "href=", "@import", "url(http", "fetch(", "XMLHttpRequest"})
        EXPECT_EQ(html.find(reference), std::string::npos) << reference;
}

TEST_F(GoldenReport, HtmlEscapesWhatUsersWrote) {
    m_report.description = "</script><b>&\"";
    presentation::TimelineEntry entry;
    entry.sentence = "</script><script>alert(1)</script>";
    m_report.timeline.push_back(entry);
    const std::string html = presentation::htmlReport(m_report, m_trace, &*m_scenario);
    EXPECT_EQ(html.find("</script><b>"), std::string::npos);
    EXPECT_EQ(html.find("<script>alert"), html.find("<script>alert(1)<\\/script>"));
    EXPECT_EQ(html.find("</script><script>alert"), std::string::npos);
}

TEST_F(GoldenReport, CsvHasARowForEveryValueOfEveryFrame) {
    const std::string csv = presentation::csvExport(m_trace);
    EXPECT_TRUE(csv.starts_with("time_s,frame,element,series,statistic,unit,value\n"));
    EXPECT_NE(csv.find("\n6,6,service/intake,completed,total,requests,299\n"), std::string::npos);
    EXPECT_NE(csv.find("\n1,1,service/intake,latency,count,s,49\n"), std::string::npos);
}

TEST_F(GoldenReport, ThatCanNotReadTheScenarioSaysSo) {
    const presentation::Report report = presentation::buildReport(m_trace, nullptr);
    EXPECT_TRUE(report.expectations.empty());
    ASSERT_FALSE(report.notes.empty());
    EXPECT_NE(report.notes.front().find("can't be read"), std::string::npos);
}

}  // namespace
}  // namespace headroom
