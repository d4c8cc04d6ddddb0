#include "model/scenario/secret_mask.h"

#include <gtest/gtest.h>

namespace headroom::model {
namespace {

TEST(SecretMask, HidesWhatTheNameCallsASecret) {
    EXPECT_EQ(withoutSecret("services.a.application.'spring.datasource.password'", "hunter2"), "***");
    EXPECT_EQ(withoutSecret("kafka.main.config.'ssl.keystore.PASSWORD'", "x"), "***");
    EXPECT_EQ(withoutSecret("services.a.consumer.'sasl.jaas.config'", "… password=\"x\";"), "***");
    EXPECT_EQ(withoutSecret("services.a.application.'aws.secret-access-key'", "x"), "***");
    EXPECT_EQ(withoutSecret("services.a.application.'client.api_key'", "x"), "***");
}

TEST(SecretMask, HidesThePasswordInAUri) {
    EXPECT_EQ(withoutSecret("spring.data.mongodb.uri", "mongodb://me:p@ss@host:27017/db"), "mongodb://me:***@host:27017/db");
    EXPECT_EQ(withoutSecret("url", "redis://:p@host"), "redis://:***@host");
}

TEST(SecretMask, LeavesEverythingElse) {
    for (const char* value : {"jdbc:postgresql://db:5432/ledger", "http://host:80/a@b:c", "mongodb://me@host/db", "50", "", "a:b@c"})
        EXPECT_EQ(withoutSecret("spring.datasource.url", value), value);
    EXPECT_EQ(withoutSecret("key.serializer", "org.apache.StringSerializer"), "org.apache.StringSerializer");
}

}  // namespace
}  // namespace headroom::model
