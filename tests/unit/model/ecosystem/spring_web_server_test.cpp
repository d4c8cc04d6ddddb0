// Whether an application has a Tomcat, and what holds when it has none.
#include <gtest/gtest.h>

#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

ReadResult readApplication(const std::string& properties) {
    return readText("scenario: x\nservices:\n  s:\n    application: {" + properties + "}\n    operations: {o: [{cpu: 1ms}]}\n");
}

std::string originOf(const Scenario& scenario, const std::string& path) {
    for (const EffectiveValue& value : scenario.effective)
        if (value.path == path) return value.origin;
    return "not listed";
}

TEST(SpringWebServer, IsTomcatWithItsDefaultsUnlessSaidOtherwise) {
    for (const char* properties : {"spring.application.name: s", "spring.main.web-application-type: servlet"}) {
        const ReadResult result = readApplication(properties);
        ASSERT_TRUE(result.scenario) << findings(result);
        EXPECT_EQ(result.scenario->services[0].threads, 200) << properties;
        EXPECT_EQ(result.scenario->services[0].queue, 100) << properties;
    }
}

TEST(SpringWebServer, IsNoTomcatInAReactiveApplicationOrAWorker) {
    for (const char* type : {"reactive", "NONE"}) {
        const ReadResult result =
            readApplication(std::string("spring.main.web-application-type: ") + type + ", server.tomcat.threads.max: 20");
        ASSERT_TRUE(result.scenario) << findings(result);
        EXPECT_FALSE(result.scenario->services[0].threads) << type;
        EXPECT_FALSE(result.scenario->services[0].queue) << type;
        EXPECT_EQ(originOf(*result.scenario, "services.s.application.server.tomcat.'threads.max'"), "no effect here");
    }
}

TEST(SpringWebServer, RefusesATypeThatSpringDoesNotKnow) {
    const ReadResult result = readApplication("spring.main.web-application-type: netty");
    EXPECT_FALSE(result.scenario);
    EXPECT_NE(findings(result).find("'web-application-type' can't be 'netty'"), std::string::npos) << findings(result);
    EXPECT_NE(findings(result).find("it is one of servlet, reactive, none"), std::string::npos) << findings(result);
}

TEST(SpringWebServer, KnowsItsNeighboursAndTheirMisspellings) {
    EXPECT_EQ(findings(readApplication("spring.main.banner-mode: off")), "");
    const ReadResult result = readApplication("spring.main.web-aplication-type: none");
    EXPECT_NE(findings(result).find("did you mean 'web-application-type'?"), std::string::npos) << findings(result);
}

}  // namespace
}  // namespace headroom::model
