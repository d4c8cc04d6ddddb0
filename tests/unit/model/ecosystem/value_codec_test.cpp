#include "model/ecosystem/value_codec.h"

#include <gtest/gtest.h>

#include "model/ecosystem/properties_text.h"
#include "model/ecosystem/spring_application.h"

namespace headroom::model {
namespace {

TEST(ValueCodec, ReadsKubernetesQuantities) {
    EXPECT_DOUBLE_EQ(parseKubernetesQuantity("512Mi").value(), 536870912);
    EXPECT_DOUBLE_EQ(parseKubernetesQuantity("250m").value(), 0.25);
    EXPECT_DOUBLE_EQ(parseKubernetesQuantity("1e3").value(), 1000);
    EXPECT_DOUBLE_EQ(parseKubernetesQuantity("1.5").value(), 1.5);
    EXPECT_DOUBLE_EQ(parseKubernetesQuantity("2k").value(), 2000);
    for (const char* bad : {"", "m", "-1", "512MiB", "1e400", "nan", "1 Gi", "9999P"})
        EXPECT_FALSE(parseKubernetesQuantity(bad)) << bad;
}

TEST(ValueCodec, ReadsSpringDurations) {
    EXPECT_EQ(parseSpringDuration("PT60S"), Duration::seconds(60));
    EXPECT_EQ(parseSpringDuration("PT1H2M3.5S"), Duration::milliseconds(3723500));
    EXPECT_EQ(parseSpringDuration("P1D"), Duration::seconds(86400));
    EXPECT_EQ(parseSpringDuration("60s"), Duration::seconds(60));
    EXPECT_EQ(parseSpringDuration("500ms"), Duration::milliseconds(500));
    EXPECT_EQ(parseSpringDuration("200"), Duration::milliseconds(200));
    for (const char* bad : {"", "P", "PT", "PT5", "60 s", "-5s", "PT-5S", "1.5", "1e9d", "5min"})
        EXPECT_FALSE(parseSpringDuration(bad)) << bad;
}

TEST(ValueCodec, ReadsGoDurations) {
    EXPECT_EQ(parseGoDuration("1m30s"), Duration::seconds(90));
    EXPECT_EQ(parseGoDuration("0"), Duration{0});
    for (const char* bad : {"", "15", "1d", "s"}) EXPECT_FALSE(parseGoDuration(bad)) << bad;
}

TEST(ValueCodec, NamesPropertiesAsSpringDoes) {
    EXPECT_EQ(springName("spring.datasource.hikari.maximumPoolSize"), "spring.datasource.hikari.maximum-pool-size");
    EXPECT_EQ(springName("resilience4j.circuitbreaker.instances.myLedger.slidingWindowSize"),
              "resilience4j.circuitbreaker.instances.myLedger.sliding-window-size");
    EXPECT_EQ(springName("spring.kafka.consumer.properties.fetch.max.wait.ms"),
              "spring.kafka.consumer.properties.fetch.max.wait.ms");
}

TEST(PropertiesText, ReadsWhatJavaReads) {
    Diagnostics diagnostics;
    const auto root = readProperties("# comment\na=1\n b : two words  \n! another\nc=x\\\n   y\nd\\=e=\\u0041\nempty=\n",
                                     "f.properties", diagnostics);
    EXPECT_TRUE(diagnostics.empty());
    ASSERT_EQ(root->entries.size(), 5U);
    EXPECT_EQ(root->find("a")->value, "1");
    EXPECT_EQ(root->find("a")->comment, "comment");
    EXPECT_EQ(root->find("b")->value, "two words  ");
    EXPECT_EQ(root->find("c")->value, "xy");
    EXPECT_EQ(root->find("d=e")->value, "A");
    EXPECT_EQ(root->find("empty")->value, "");
    EXPECT_EQ(root->find("b")->location.position, (SourcePosition{3, 6}));
}

}  // namespace
}  // namespace headroom::model
