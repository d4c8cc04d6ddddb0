#include "connectors/prometheus/exposition_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace headroom::connectors::prometheus {
namespace {

using testing::HasSubstr;

constexpr auto text = ExpositionFormat::Text;
constexpr auto openMetrics = ExpositionFormat::OpenMetrics;

Exposition understood(const std::string& page, ExpositionFormat format = text) {
    auto read = readExposition(page, format);
    if (read) return read.value();
    ADD_FAILURE() << read.error().position.line << ":" << read.error().position.column << ": " << read.error().message;
    return {};
}

/// What is said of a page that is refused: "line:column: message".
std::string refusal(const std::string& page, ExpositionFormat format = text) {
    const auto read = readExposition(page, format);
    if (read) return "understood";
    return std::to_string(read.error().position.line) + ":" + std::to_string(read.error().position.column) + ": " +
           read.error().message;
}

Sample only(const Exposition& exposition) {
    EXPECT_EQ(exposition.families.size(), 1U);
    EXPECT_EQ(exposition.families.at(0).samples.size(), 1U);
    return exposition.families.at(0).samples.at(0);
}

TEST(Exposition, HasFamiliesWithTypeHelpAndUnit) {
    const Exposition page = understood(
        "# HELP http_requests_total Requests, with a \\\\ and\\na second line.\n"
        "# TYPE http_requests_total counter\n"
        "http_requests_total{method=\"post\",code=\"200\"} 1027 1395066363000\n"
        "http_requests_total{method=\"post\",code=\"400\"}    3\n"
        "\n"
        "# a comment\n"
        "# TYPE up gauge\n"
        "# UNIT up ratio\n"
        "up 1\n");
    ASSERT_EQ(page.families.size(), 2U);
    const Family& requests = page.families[0];
    EXPECT_EQ(requests.type, FamilyType::Counter);
    EXPECT_EQ(requests.help, "Requests, with a \\ and\na second line.");
    ASSERT_EQ(requests.samples.size(), 2U);
    EXPECT_EQ(requests.samples[0].labels, (Labels{{"code", "200"}, {"method", "post"}}));
    EXPECT_EQ(requests.samples[0].value, 1027);
    EXPECT_EQ(requests.samples[0].time, 1395066363);
    EXPECT_FALSE(requests.samples[1].time);
    EXPECT_EQ(page.families[1].type, FamilyType::Gauge);
    EXPECT_EQ(page.families[1].unit, "ratio");
}

TEST(Exposition, PutsSamplesOfAHistogramAndASummaryIntoTheirFamily) {
    const Exposition page = understood(
        "# TYPE latency histogram\n"
        "latency_bucket{le=\"0.1\"} 3\nlatency_bucket{le=\"+Inf\"} 5\nlatency_sum 1.5\nlatency_count 5\nlatency_created 1.6e9\n"
        "# TYPE size summary\n"
        "size{quantile=\"0.5\"} 7\nsize_sum 70\nsize_count 10\n"
        "latency_max 4\n");
    ASSERT_EQ(page.families.size(), 3U);
    EXPECT_EQ(page.families[0].samples.size(), 5U);
    EXPECT_EQ(page.families[1].samples.size(), 3U);
    EXPECT_EQ(page.families[2].name, "latency_max") << "no part of a histogram";
}

TEST(Exposition, OfOpenMetricsHasTotalsExemplarsAndSeconds) {
    const Exposition page = understood(
        "# TYPE requests counter\n"
        "# UNIT requests requests\n"
        "requests_total{path=\"/\"} 17 1520879607.789 # {trace_id=\"KOO5S4vxi0o\"} 0.67 1520879606.1\n"
        "requests_created{path=\"/\"} 1520430000.123\n"
        "# TYPE build info\n"
        "build_info{version=\"1\"} 1\n"
        "# TYPE sizes gaugehistogram\n"
        "sizes_bucket{le=\"+Inf\"} 4\nsizes_gcount 4\nsizes_gsum 9\n"
        "# TYPE state stateset\n"
        "state{state=\"on\"} 1\n"
        "# EOF\n",
        openMetrics);
    ASSERT_EQ(page.families.size(), 4U);
    const Sample& total = page.families[0].samples.at(0);
    EXPECT_EQ(page.families[0].samples.size(), 2U);
    EXPECT_EQ(total.time, 1520879607.789);
    ASSERT_TRUE(total.exemplar);
    EXPECT_EQ(total.exemplar->labels.value("trace_id"), "KOO5S4vxi0o");
    EXPECT_EQ(total.exemplar->value, 0.67);
    EXPECT_EQ(total.exemplar->time, 1520879606.1);
    EXPECT_EQ(page.families[1].type, FamilyType::Info);
    EXPECT_EQ(page.families[2].samples.size(), 3U);
    EXPECT_EQ(page.families[3].type, FamilyType::StateSet);
}

TEST(Exposition, HasNumbersThatAreNone) {
    EXPECT_TRUE(std::isnan(only(understood("a NaN\n")).value));
    EXPECT_EQ(only(understood("a +Inf\n")).value, INFINITY);
    EXPECT_EQ(only(understood("a -Inf\n")).value, -INFINITY);
    EXPECT_EQ(only(understood("a 1.458255915e9\n")).value, 1458255915);
    EXPECT_EQ(only(understood("a +7\n")).value, 7);
}

TEST(Exposition, TakesEscapesInLabels) {
    const Sample sample = only(understood("a{path=\"C:\\\\DIR\\\\\",error=\"Cannot find \\\"x\\\"\\n\",odd=\"\\d\"} 1\n"));
    EXPECT_EQ(sample.labels.value("path"), "C:\\DIR\\");
    EXPECT_EQ(sample.labels.value("error"), "Cannot find \"x\"\n");
    EXPECT_EQ(sample.labels.value("odd"), "\\d") << "no escape";
}

TEST(Exposition, IsTakenAsWritersWriteIt) {
    EXPECT_EQ(only(understood("a{b=\"c\",} 1\n")).labels.size(), 1U) << "Micrometer's comma";
    EXPECT_EQ(only(understood("a {  b = \"c\" , d=\"e\"}\t1\r\n")).labels.size(), 2U);
    EXPECT_EQ(only(understood("a{} 1\n")).labels.size(), 0U);
    EXPECT_EQ(only(understood("{\"http.requests\",\"service.name\"=\"x\"} 1\n")).name, "http.requests") << "names in UTF-8";
    EXPECT_EQ(understood("# TYPE a rainbow\na 1\n").families.at(0).type, FamilyType::Unknown);
    EXPECT_TRUE(understood("").families.empty());
}

TEST(Exposition, IsRefusedWithItsPlace) {
    EXPECT_EQ(refusal("a 1\nb one\n"), "2:3: a value is expected, not 'one'");
    EXPECT_EQ(refusal("a{b=\"c\"\n"), "1:2: the braces that open here don't close");
    EXPECT_EQ(refusal("a{b=\"c} 1\n"), "1:5: the quotes that open here don't close");
    EXPECT_EQ(refusal("a{b=c} 1\n"), "1:5: a value in quotes is expected, not 'c} 1'");
    EXPECT_EQ(refusal("a{b=\"c\" d=\"e\"} 1\n"), "1:9: ',' or '}' is expected, not 'd=\"e\"} 1'");
    EXPECT_EQ(refusal("a{b=\"c\",b=\"d\"} 1\n"), "1:9: the label b is there twice");
    EXPECT_EQ(refusal("a{9=\"c\"} 1\n"), "1:3: a label's name is expected, not '9=\"c\"} 1'");
    EXPECT_EQ(refusal("a\n"), "1:2: a value is expected, not the end of the line");
    EXPECT_EQ(refusal("a 1 soon\n"), "1:5: a timestamp is expected, not 'soon'");
    EXPECT_EQ(refusal("a 1 NaN\n"), "1:5: a timestamp is expected");
    EXPECT_EQ(refusal("a 1 2 3\n"), "1:7: the line goes on after what belongs to it");
    EXPECT_EQ(refusal("a 1e999\n"), "1:3: a value is expected, not '1e999'");
    EXPECT_EQ(refusal("a nan(7)\n"), "1:3: a value is expected, not 'nan(7)'");
    EXPECT_EQ(refusal("# TYPE a\n"), "1:9: a type is expected");
    EXPECT_EQ(refusal("# HELP 9 x\n"), "1:8: a metric's name is expected, not '9 x'");
    EXPECT_EQ(refusal("{a=\"b\"} 1\n"), "1:8: a series without a name");
    EXPECT_EQ(refusal("<!doctype html>\n"), "1:1: a metric's name is expected, not '<!doctype html>'");
    EXPECT_EQ(refusal("a{b=\"ö\"} x\n"), "1:10: a value is expected, not 'x'") << "columns are code points";
    EXPECT_THAT(refusal("\x1f\x8b\x08 zip\n"), HasSubstr("not '??? zip'"));
}

TEST(Exposition, OfOpenMetricsMustBeThereToItsEnd) {
    EXPECT_EQ(refusal("a 1\n", openMetrics), "2:1: # EOF is missing: the end is cut off");
    EXPECT_EQ(refusal("# EOF\na 1\n", openMetrics), "2:1: nothing may follow # EOF");
    EXPECT_EQ(understood("a 1\n# EOF", openMetrics).families.size(), 1U) << "its line feed is often forgotten";
}

TEST(Exposition, LeavesOutALineThatMayBeCut) {
    const Exposition page = understood("a 1\nb 12");
    EXPECT_EQ(page.families.size(), 1U);
    ASSERT_EQ(page.remarks.size(), 1U);
    EXPECT_EQ(page.remarks[0].position.line, 2);
}

TEST(Exposition, CountsASeriesOnce) {
    const Exposition page = understood("a{b=\"1\",c=\"2\"} 1\na{c=\"2\",b=\"1\"} 9\n# TYPE a gauge\n# TYPE a counter\n");
    EXPECT_EQ(only(page).value, 1);
    ASSERT_EQ(page.remarks.size(), 2U);
    EXPECT_THAT(page.remarks[0].message, HasSubstr("is there again"));
    EXPECT_THAT(page.remarks[1].message, HasSubstr("has a type already"));
    EXPECT_EQ(page.families[0].type, FamilyType::Gauge);
}

TEST(Exposition, HasNoSeriesWithoutEnd) {
    std::string page;
    for (int i = 0; i < 500'001; ++i) page += "a{b=\"" + std::to_string(i) + "\"} 1\n";
    EXPECT_EQ(refusal(page), "500001:1: a page with more than 500000 series");
}

TEST(Exposition, HasNoSeriesWithLabelsWithoutEnd) {
    std::string line = "a{";
    for (int i = 0; i < 300; ++i) line += "l" + std::to_string(i) + "=\"\",";
    EXPECT_THAT(refusal(line + "} 1\n"), HasSubstr("more than 256 labels"));
}

}  // namespace
}  // namespace headroom::connectors::prometheus
