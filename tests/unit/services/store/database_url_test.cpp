#include "services/store/database_url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace headroom::services {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

const std::string authorities = "/etc/ssl/certs/ca-certificates.crt";
const auto verified = ElementsAre(Pair("PGSSLMODE", "verify-full"));

DatabaseUrl::Variables precautions(const std::string& text, const std::map<std::string, std::string>& variables = {},
                                   const std::set<std::string>& files = {}) {
    const auto variable = [&](const std::string& name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string() : found->second;
    };
    return DatabaseUrl::read(text).value().precautions(
        {variable, [&](const std::string& path) { return files.count(path) != 0; }});
}

TEST(DatabaseUrl, IsTakenAsItIs) {
    for (const char* text :
         {"postgresql://orders@db.example.org:5433/shop", "postgres://db/shop?sslmode=require&connect_timeout=3",
          "postgresql:///shop?host=/run/postgresql", "postgresql://?service=shop", "postgresql://orders@[::1]:5432/shop"}) {
        const auto url = DatabaseUrl::read(text);
        ASSERT_TRUE(url) << text << ": " << url.error().message;
        EXPECT_EQ(url.value().text(), text);
    }
}

TEST(DatabaseUrl, SaysWhereItIs) {
    const auto place = [](const char* text) { return DatabaseUrl::read(text).value().place(); };
    EXPECT_EQ(place("postgresql://orders@db.example.org:5433/shop"), "db.example.org:5433/shop");
    EXPECT_EQ(place("postgresql://db.example.org"), "db.example.org");
    EXPECT_EQ(place("postgresql:///shop"), "this machine's socket/shop");
    EXPECT_EQ(place("postgresql://?service=shop"), "the service shop");
}

TEST(DatabaseUrl, WithAPasswordInItIsRefusedAndNotRepeated) {
    for (const char* text :
         {"postgresql://orders:geheim@db/shop", "postgresql://orders:geh%2Feim@db/shop", "postgresql://orders:ge/heim@db/shop",
          "postgresql://orders:ge?heim@db/shop", "postgresql://orders:ge@heim@db/shop",
          "postgresql://orders@db/shop?password=geheim", "postgresql://db/shop?sslmode=require&p%61ssword=geheim",
          "postgresql://db/shop?sslkey=a&sslpassword=geheim"}) {
        const auto url = DatabaseUrl::read(text);
        ASSERT_FALSE(url) << text;
        EXPECT_THAT(url.error().message, HasSubstr("PGPASSFILE")) << text;
        EXPECT_THAT(url.error().message, Not(HasSubstr("heim"))) << text;
    }
}

TEST(DatabaseUrl, SaysWhatIsWrongWithATextThatIsNone) {
    for (const char* text : {"", "db:5432", "mysql://db/shop", "host=db password=geheim", "postgresql:/db/shop"}) {
        const auto url = DatabaseUrl::read(text);
        ASSERT_FALSE(url) << text;
        EXPECT_THAT(url.error().message, HasSubstr("postgresql://[USER@]HOST[:PORT]/DATABASE"));
        EXPECT_THAT(url.error().message, Not(HasSubstr("geheim")));
    }
    EXPECT_THAT(DatabaseUrl::read("postgresql://db/shop?sslmod=disable").error().message, HasSubstr("\"sslmod\""));
    EXPECT_THAT(DatabaseUrl::read("postgresql://[::1/shop").error().message, HasSubstr("\"]\""));
}

TEST(DatabaseUrl, WhoAnswersIsVerifiedUnlessItIsThisMachine) {
    EXPECT_THAT(precautions("postgresql://db.example.org/shop"), verified);
    EXPECT_THAT(precautions("postgresql://10.0.0.7/shop"), verified);
    EXPECT_THAT(precautions("postgresql://127.0.0.1.example.org/shop"), verified);
    EXPECT_THAT(precautions("postgresql://localhost,db.example.org/shop"), verified);
    EXPECT_THAT(precautions("postgresql://localhost/shop?hostaddr=10.0.0.7"), verified);
    for (const char* text :
         {"postgresql://localhost/shop", "postgresql://127.0.0.1:5433/shop", "postgresql://[::1]/shop", "postgresql:///shop",
          "postgresql:///shop?host=/run/postgresql", "postgresql://localhost,127.0.0.2/shop"})
        EXPECT_THAT(precautions(text), IsEmpty()) << text;
}

TEST(DatabaseUrl, WhatItDoesNotSayIsLookedForInTheEnvironment) {
    EXPECT_THAT(precautions("postgresql:///shop", {{"PGHOST", "db.example.org"}}), verified);
    EXPECT_THAT(precautions("postgresql:///shop", {{"PGHOSTADDR", "10.0.0.7"}}), verified);
    EXPECT_THAT(precautions("postgresql:///shop", {{"PGSERVICE", "shop"}}), verified);
    EXPECT_THAT(precautions("postgresql://?service=shop"), verified);
    EXPECT_THAT(precautions("postgresql://localhost/shop", {{"PGHOST", "db.example.org"}}), IsEmpty());
}

TEST(DatabaseUrl, TheUserMaySayOtherwise) {
    EXPECT_THAT(precautions("postgresql://db.example.org/shop?sslmode=require"), IsEmpty());
    EXPECT_THAT(precautions("postgresql://db.example.org/shop", {{"PGSSLMODE", "disable"}}), IsEmpty());
}

TEST(DatabaseUrl, TheSystemsAuthoritiesAreTrustedWhereNoOtherIsNamed) {
    const std::set<std::string> files{authorities};
    const auto both = ElementsAre(Pair("PGSSLMODE", "verify-full"), Pair("PGSSLROOTCERT", authorities));
    EXPECT_THAT(precautions("postgresql://db/shop", {}, files), both);
    EXPECT_THAT(precautions("postgresql://db/shop?sslmode=verify-ca", {}, files),
                ElementsAre(Pair("PGSSLROOTCERT", authorities)));
    EXPECT_THAT(precautions("postgresql://db/shop?sslmode=require", {}, files), IsEmpty());
    EXPECT_THAT(precautions("postgresql://db/shop?sslrootcert=ours.pem", {}, files), verified);
    EXPECT_THAT(precautions("postgresql://db/shop", {{"PGSSLROOTCERT", "ours.pem"}}, files), verified);
    EXPECT_THAT(precautions("postgresql://db/shop", {{"HOME", "/me"}}, {authorities, "/me/.postgresql/root.crt"}), verified);
    EXPECT_THAT(precautions("postgresql://?service=shop", {}, files), verified);
}

}  // namespace
}  // namespace headroom::services
