// S0 at 60 % load on both infrastructures, over two minutes and several seeds.
#include <gtest/gtest.h>

#include "tests/agreement/platform.h"

namespace headroom::agreement {
namespace {

class PlatformAgreement : public testing::TestWithParam<const char*> {};

TEST_P(PlatformAgreement, AtSixtyPercent) {
    expectPlatformAgrees(20, 120, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Seeds, PlatformAgreement, testing::Values("1", "2", "3"));

}  // namespace
}  // namespace headroom::agreement
