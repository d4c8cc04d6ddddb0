#include "connectors/bundled/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace headroom::connectors::bundled {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const char* const whole = R"({"scenario": "/shop/shop.yaml", "variant": "peak", "settings": ["a.b=2"], "loadScale": 0.02,
    "kafka": "127.0.0.1:9", "kafkaProperties": "", "embedded": true, "serving": true,
    "pods": [{"name": "order-0", "service": "order", "address": "127.0.0.1:1"}, {"name": "clients", "service": "", "address": "127.0.0.1:2"}]})";

class RunTest : public testing::Test {
protected:
    RunTest() { fs::remove_all(m_folder); }
    ~RunTest() override { fs::remove_all(m_folder); }
    fs::path told(const std::string& process, const std::string& text) const {
        fs::create_directories(m_folder / process);
        std::ofstream(m_folder / process / "run.json") << text;
        return m_folder / process / "run.json";
    }
    fs::path m_folder = testing::TempDir() + "runs-" + testing::UnitTest::GetInstance()->current_test_info()->name();
    const std::string m_living = std::to_string(getpid());
};

TEST_F(RunTest, TellsWhatThereIsToSee) {
    const auto run = readRun(told(m_living, whole));
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run.value().variant, "peak");
    EXPECT_EQ(run.value().settings, std::vector<std::string>{"a.b=2"});
    EXPECT_EQ(run.value().loadScale, "0.02");
    EXPECT_EQ(run.value().kafka, "127.0.0.1:9");
    ASSERT_EQ(run.value().processes.size(), 2U);
    EXPECT_EQ(run.value().processes[0].service, "order");
    EXPECT_EQ(run.value().processes[1].address, "127.0.0.1:2");
}

TEST_F(RunTest, EndsWithItsProcess) {
    // No process can have this number.
    EXPECT_THAT(readRun(told("999999999", whole)).error().message, HasSubstr("has ended"));
    EXPECT_THAT(readRun(m_folder / m_living / "run.json").error().message, HasSubstr("has ended"));
    told("kept", whole);
    EXPECT_TRUE(findRuns(m_folder).empty());
}

TEST_F(RunTest, RefusesWhatIsNone) {
    for (const char* text : {"", "[]", "{}", "{\"scenario\": 3}", "{\"scenario\": \"a\", \"kafka\": \"b\", \"pods\": [1]}"}) {
        const auto run = readRun(told(m_living, text));
        ASSERT_FALSE(run) << text;
        EXPECT_THAT(run.error().message, HasSubstr("is no run's"));
    }
}

TEST_F(RunTest, IsFoundByItsScenario) {
    told(m_living, whole);
    EXPECT_TRUE(findRunOf("/shop/../shop/shop.yaml", m_folder));
    const auto none = findRunOf("/shop/other.yaml", m_folder);
    EXPECT_THAT(none.error().message, HasSubstr("start them with 'headroom up /shop/other.yaml'"));
    told(std::to_string(getppid()), whole);
    const auto several = findRunOf("/shop/shop.yaml", m_folder);
    ASSERT_FALSE(several);
    EXPECT_THAT(several.error().message, HasSubstr("say which with --run"));
    EXPECT_THAT(several.error().message, HasSubstr(m_living));
}

}  // namespace
}  // namespace headroom::connectors::bundled
