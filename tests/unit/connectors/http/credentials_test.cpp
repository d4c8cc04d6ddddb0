#include "connectors/http/credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace headroom::connectors::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using Place = Credentials::Place;
using Scheme = Credentials::Scheme;

class CredentialsTest : public testing::Test {
protected:
    ~CredentialsTest() override { std::filesystem::remove(m_file); }
    std::string file(const std::string& text) {
        std::ofstream(m_file, std::ios::binary) << text;
        return m_file;
    }
    std::string m_file = testing::TempDir() + "credentials-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
                         testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(CredentialsTest, AreReadFromAFileAnewEachTime) {
    const Credentials credentials{Scheme::Bearer, Place::File, file("first\n")};
    EXPECT_EQ(authorization(credentials).value(), "Bearer first");
    file("second\r\n");
    EXPECT_EQ(authorization(credentials).value(), "Bearer second");
}

TEST_F(CredentialsTest, AreReadFromTheEnvironment) {
    setenv("HEADROOM_TEST_SECRET", "me:hunter2", 1);
    EXPECT_EQ(authorization({Scheme::Basic, Place::Environment, "HEADROOM_TEST_SECRET"}).value(), "Basic bWU6aHVudGVyMg==");
    unsetenv("HEADROOM_TEST_SECRET");
    EXPECT_THAT(authorization({Scheme::Basic, Place::Environment, "HEADROOM_TEST_SECRET"}).error().message,
                HasSubstr("variable HEADROOM_TEST_SECRET isn't set"));
}

TEST_F(CredentialsTest, NeedNotBeThere) {
    EXPECT_EQ(authorization({}).value(), "");
}

TEST_F(CredentialsTest, AreRefusedWithoutBeingShown) {
    const auto message = [&](Scheme scheme, const std::string& text) {
        const auto read = authorization({scheme, Place::File, file(text)});
        EXPECT_FALSE(read);
        return read ? std::string{} : read.error().message;
    };
    EXPECT_THAT(message(Scheme::Basic, "hunter2"), testing::AllOf(HasSubstr("USER:PASSWORD"), Not(HasSubstr("hunter2"))));
    EXPECT_THAT(message(Scheme::Bearer, "hunter2\nX-Header: y"),
                testing::AllOf(HasSubstr("more than one line"), Not(HasSubstr("hunter2"))));
    EXPECT_THAT(message(Scheme::Bearer, "\n"), HasSubstr("holds nothing"));
    EXPECT_THAT(message(Scheme::Bearer, ""), HasSubstr("can't be read or is empty"));
    EXPECT_THAT(message(Scheme::Bearer, std::string(100'000, 'x')), HasSubstr("too large"));
    EXPECT_THAT(authorization({Scheme::Bearer, Place::File, "/nowhere/token"}).error().message, HasSubstr("/nowhere/token"));
}

TEST_F(CredentialsTest, AreEncodedAsTheStandardSays) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("\xff\xfe\xfd"), "//79");
}

}  // namespace
}  // namespace headroom::connectors::http
