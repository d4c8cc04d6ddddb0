#include "connectors/kafka/key_store.h"

#include <gtest/gtest.h>

namespace headroom::connectors::kafka {
namespace {

TEST(KeyStore, IsKnownByHowItBegins) {
    EXPECT_EQ(formOf("\xfe\xed\xfe\xed\x00\x00\x00\x02"), KeyStoreForm::Jks);
    EXPECT_EQ(formOf("\xce\xce\xce\xce"), KeyStoreForm::Jks);
    EXPECT_EQ(formOf("Bag Attributes\n-----BEGIN CERTIFICATE-----\n"), KeyStoreForm::Pem);
    EXPECT_EQ(formOf("\x30\x82\x0a"), KeyStoreForm::Pkcs12);
    EXPECT_EQ(formOf(""), KeyStoreForm::Other);
    EXPECT_EQ(formOf("hello"), KeyStoreForm::Other);
}

TEST(KeyStore, SaysThatItIsDamaged) {
    for (const std::string& bytes : {std::string("\x30\x82\x0a"), std::string("\x30\x00", 2), std::string(1000, '0')}) {
        const KeyStore read = readPkcs12(bytes, "secret");
        EXPECT_EQ(read.error, "is damaged");
        EXPECT_FALSE(read.hasKey);
        EXPECT_EQ(read.certificates, "");
    }
}

TEST(KeyStore, GivesPemItsLinesBack) {
    const std::string line(64, 'A');
    const std::string pem =
        "-----BEGIN A KEY-----\n" + line + "\nAAAA\n-----END A KEY-----\n-----BEGIN B-----\nBBBB\n-----END B-----\n";
    EXPECT_EQ(withPemLines(pem), pem);
    EXPECT_EQ(withPemLines("-----BEGIN A KEY----- " + line + "AA AA -----END A KEY----------BEGIN B-----BBBB-----END B-----"),
              pem);
    EXPECT_EQ(withPemLines("-----BEGIN A-----\nAAAA"), "");
    EXPECT_EQ(withPemLines("nothing"), "");
}

}  // namespace
}  // namespace headroom::connectors::kafka
