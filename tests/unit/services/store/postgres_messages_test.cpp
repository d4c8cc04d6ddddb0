#include "services/store/postgres_messages.h"

#include <gtest/gtest.h>

namespace headroom::services {
namespace {

TEST(Tidy, MakesOneLineOfAMessage) {
    EXPECT_EQ(tidy("connection failed: Connection refused\n\tIs the server running?\n"),
              "connection failed: Connection refused; Is the server running?");
    EXPECT_EQ(tidy("ERROR:  no table\nLINE 1: SELECT\n"), "ERROR: no table; LINE 1: SELECT");
    EXPECT_EQ(tidy(""), "");
    EXPECT_EQ(tidy("\n \n"), "");
}

TEST(Tidy, HidesWhatLooksLikeAPassword) {
    EXPECT_EQ(tidy("no \"x\" in postgresql://me:ge@heim@db/shop?a=b"), "no \"x\" in postgresql://me:***@db/shop?a=b");
    EXPECT_EQ(tidy("host=db password=geheim user=me"), "host=db password=*** user=me");
    EXPECT_EQ(tidy("PASSWORD = 'ge heim' user=me"), "PASSWORD = *** user=me");
    EXPECT_EQ(tidy("?passwd=geheim&x=1"), "?passwd=***&x=1");
    EXPECT_EQ(tidy("password authentication failed for user \"me\""), "password authentication failed for user \"me\"");
    EXPECT_EQ(tidy("at postgresql://me@db:5432/shop"), "at postgresql://me@db:5432/shop");
}

TEST(Tidy, HasAnEnd) {
    EXPECT_LT(tidy(std::string(10'000, 'x')).size(), 600U);
}

TEST(RemedyOf, SaysWhatCanBeDoneWhereThatIsKnown) {
    EXPECT_NE(remedyOf("fe_sendauth: no password supplied").find("PGPASSFILE"), std::string::npos);
    EXPECT_NE(remedyOf("SSL error: certificate verify failed").find("sslrootcert"), std::string::npos);
    EXPECT_EQ(remedyOf("database \"shop\" does not exist"), "");
}

}  // namespace
}  // namespace headroom::services
