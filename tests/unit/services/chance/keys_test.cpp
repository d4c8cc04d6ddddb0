#include "services/chance/keys.h"

#include <gtest/gtest.h>

namespace headroom::services {
namespace {

using Kind = model::KeySpec::Kind;

TEST(Keys, UniformOnesAreSpreadEvenly) {
    Keys keys;
    const model::KeySpec spec{Kind::Uniform, 4, 1};
    EXPECT_EQ(keys.at(spec, 0), 0);
    EXPECT_EQ(keys.at(spec, 0.2499), 0);
    EXPECT_EQ(keys.at(spec, 0.25), 1);
    EXPECT_EQ(keys.at(spec, 0.999999), 3);
}

TEST(Keys, ZipfsLawGivesEachRankItsShare) {
    Keys keys;
    // 1, 1/2, 1/3, 1/4 of their sum, 25/12.
    const model::KeySpec spec{Kind::Zipf, 4, 1};
    EXPECT_EQ(keys.at(spec, 0.4799), 0);
    EXPECT_EQ(keys.at(spec, 0.4801), 1);
    EXPECT_EQ(keys.at(spec, 0.7199), 1);
    EXPECT_EQ(keys.at(spec, 0.7201), 2);
    EXPECT_EQ(keys.at(spec, 0.8799), 2);
    EXPECT_EQ(keys.at(spec, 0.8801), 3);
    EXPECT_EQ(keys.at(spec, 0.9999999999), 3);
}

}  // namespace
}  // namespace headroom::services
