#include "connectors/http/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::connectors::http {
namespace {

using testing::HasSubstr;
using testing::Not;

Url read(const std::string& text) {
    const auto url = readUrl(text, "/metrics");
    EXPECT_TRUE(url) << url.error().message;
    return url ? url.value() : Url{};
}

std::string refusal(const std::string& text) {
    const auto url = readUrl(text, "/metrics");
    EXPECT_FALSE(url) << text;
    if (url) return {};
    EXPECT_EQ(url.error().kind, Error::Kind::BadConfiguration);
    return url.error().message;
}

TEST(UrlTest, HasDefaults) {
    EXPECT_EQ(read("shop:8080"), (Url{false, "shop", 8080, "/metrics"}));
    EXPECT_EQ(read("http://shop"), (Url{false, "shop", 80, "/metrics"}));
    EXPECT_EQ(read("https://shop.example/actuator/prometheus"), (Url{true, "shop.example", 443, "/actuator/prometheus"}));
    EXPECT_EQ(read("https://[::1]:9443?x=1#here"), (Url{true, "::1", 9443, "/metrics?x=1"}));
}

TEST(UrlTest, IsShownWithoutWhatMayBeSecret) {
    EXPECT_EQ(read("http://shop:80/m?token=hunter2").shown(), "http://shop:80/m");
    EXPECT_EQ(read("https://[::1]/").shown(), "https://[::1]:443");
}

TEST(UrlTest, HasNoPasswordInIt) {
    const std::string message = refusal("http://me:hunter2@shop/metrics");
    EXPECT_THAT(message, HasSubstr("in a file or in the environment"));
    EXPECT_THAT(message, Not(HasSubstr("hunter2")));
    EXPECT_THAT(refusal("me:hunter2@shop"), Not(HasSubstr("hunter2")));
    EXPECT_EQ(read("http://shop/m?a=b@c").target, "/m?a=b@c");
}

TEST(UrlTest, IsRefusedWhereItIsNone) {
    EXPECT_THAT(refusal(""), HasSubstr("is no address"));
    EXPECT_THAT(refusal("ftp://shop"), HasSubstr("begin with http:// or https://"));
    EXPECT_THAT(refusal("http://shop:0"), HasSubstr("a port from 1 to 65535"));
    EXPECT_THAT(refusal("http://shop:99999"), HasSubstr("a port from 1 to 65535"));
    EXPECT_THAT(refusal("http://shop:80x"), HasSubstr("a port from 1 to 65535"));
    EXPECT_THAT(refusal("http://[::1"), HasSubstr("doesn't close"));
    EXPECT_THAT(refusal("http://[::1]80"), HasSubstr("a port from 1 to 65535"));
    EXPECT_THAT(refusal("http://sh op"), HasSubstr("neither blanks"));
    EXPECT_THAT(refusal("http://shop\r\nX: y"), HasSubstr("neither blanks"));
    EXPECT_THAT(refusal("http://sh$op"), HasSubstr("is no address"));
}

}  // namespace
}  // namespace headroom::connectors::http
