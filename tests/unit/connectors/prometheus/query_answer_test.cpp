#include "connectors/prometheus/query_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace headroom::connectors::prometheus {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

QueryAnswer understood(const std::string& json) {
    auto read = readQueryAnswer(json, "http://p:9090");
    if (read) return read.value();
    ADD_FAILURE() << read.error().message;
    return {};
}

Error refused(const std::string& json) {
    const auto read = readQueryAnswer(json, "http://p:9090");
    EXPECT_FALSE(read);
    return read ? Error{} : read.error();
}

std::string success(const std::string& type, const std::string& result) {
    return R"({"status":"success","data":{"resultType":")" + type + R"(","result":)" + result + "}}";
}

TEST(QueryAnswer, IsAVector) {
    const QueryAnswer answer = understood(success(
        "vector", R"([{"metric":{"__name__":"up","job":"a"},"value":[1435781451.781,"1"]},{"metric":{},"value":[1,"NaN"]}])"));
    ASSERT_EQ(answer.series.size(), 2U);
    EXPECT_EQ(answer.series[0].labels, (Labels{{"__name__", "up"}, {"job", "a"}}));
    EXPECT_THAT(answer.series[0].points, ElementsAre(Point{1435781451.781, 1}));
    EXPECT_TRUE(std::isnan(answer.series[1].points.at(0).value));
    EXPECT_TRUE(answer.warnings.empty());
}

TEST(QueryAnswer, IsAMatrixAScalarOrAText) {
    const QueryAnswer matrix = understood(success("matrix", R"([{"metric":{"a":"b"},"values":[[1,"2"],[3,"+Inf"]]}])"));
    EXPECT_EQ(matrix.kind, QueryAnswer::Kind::Matrix);
    EXPECT_THAT(matrix.series.at(0).points, ElementsAre(Point{1, 2}, Point{3, INFINITY}));
    const QueryAnswer scalar = understood(success("scalar", R"([1.5,"42"])"));
    EXPECT_EQ(scalar.kind, QueryAnswer::Kind::Scalar);
    EXPECT_THAT(scalar.series.at(0).points, ElementsAre(Point{1.5, 42}));
    EXPECT_EQ(understood(success("string", R"([1,"hello"])")).text, "hello");
}

TEST(QueryAnswer, KeepsTheServersWarnings) {
    EXPECT_THAT(
        understood(R"({"status":"success","warnings":["slow"],"infos":["odd"],"data":{"resultType":"vector","result":[]}})")
            .warnings,
        ElementsAre("slow", "odd"));
}

TEST(QueryAnswer, SaysWhatTheServerSaysWentWrong) {
    const Error bad = refused(R"({"status":"error","errorType":"bad_data","error":"parse error at char 3"})");
    EXPECT_EQ(bad.kind, Error::Kind::BadConfiguration);
    EXPECT_EQ(bad.message, "http://p:9090: the query failed: bad_data: parse error at char 3");
    EXPECT_FALSE(bad.retriable);
    const Error slow = refused(R"({"status":"error","errorType":"timeout","error":"query timed out"})");
    EXPECT_EQ(slow.kind, Error::Kind::TimedOut);
    EXPECT_TRUE(slow.retriable);
}

TEST(QueryAnswer, LeavesUnknownWhatMakesNoSense) {
    const QueryAnswer answer =
        understood(success("vector", R"([{"metric":{"a":"b"},"value":[1,"two"]},{"metric":{"a":"c"},"value":[1,2]},
        {"metric":{"a":"d"},"value":"3"},{"metric":{"a":7},"value":[1,"4"]},{"value":[1,"5"]},{"metric":{"a":"e"},"histogram":[1,{}]},
        7,null,{"metric":{"a":"f"},"value":[1,"6"]}])"));
    ASSERT_EQ(answer.series.size(), 1U);
    EXPECT_EQ(answer.series[0].labels.value("a"), "f");
    EXPECT_THAT(answer.warnings, ElementsAre(HasSubstr("values of the answer make no sense")));
    EXPECT_TRUE(understood(success("vector", "7")).series.empty());
    EXPECT_TRUE(understood(success("scalar", "{}")).series.empty());
}

TEST(QueryAnswer, HasTimeGoOn) {
    const QueryAnswer answer = understood(success("matrix", R"([{"metric":{},"values":[[1,"1"],[1,"2"],[0,"3"],[2,"4"]]}])"));
    EXPECT_THAT(answer.series.at(0).points, ElementsAre(Point{1, 1}, Point{2, 4}));
}

TEST(QueryAnswer, IsRefusedWhereItIsNone) {
    EXPECT_THAT(refused("<html>").message, HasSubstr("doesn't answer in JSON"));
    EXPECT_THAT(refused("[]").message, HasSubstr("doesn't answer as Prometheus does"));
    EXPECT_THAT(refused(R"({"status":"success"})").message, HasSubstr("doesn't answer as Prometheus does"));
    EXPECT_THAT(refused(R"({"status":"success","data":[]})").message, HasSubstr("doesn't answer as Prometheus does"));
    EXPECT_EQ(refused(success("tensor", "[]")).kind, Error::Kind::Unsupported);
    refused(std::string(100'000, '['));
}

}  // namespace
}  // namespace headroom::connectors::prometheus
