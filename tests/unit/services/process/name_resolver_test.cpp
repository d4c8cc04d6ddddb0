#include "services/process/name_resolver.h"

#include <gtest/gtest.h>

namespace headroom::services {
namespace {

bool goesOn() {
    return true;
}

TEST(NameResolver, GivesEveryAddressOfANameItsPort) {
    NameResolver resolver({{"orders", {"127.0.0.2", 80}}, {"orders", {"127.0.0.1", 81}}, {"billing", {"::1", 82}}});
    EXPECT_TRUE(resolver.refresh(goesOn));
    EXPECT_EQ(resolver.table(),
              (Endpoints::Table{{"orders", {{"127.0.0.1", 81}, {"127.0.0.2", 80}}}, {"billing", {{"::1", 82}}}}));
    EXPECT_FALSE(resolver.refresh(goesOn)) << "nothing is new";
}

TEST(NameResolver, KnowsTheMachineItself) {
    NameResolver resolver({{"orders", {"localhost", 80}}});
    EXPECT_TRUE(resolver.refresh(goesOn));
    EXPECT_EQ(resolver.table().at("orders"), (std::vector<Address>{{"127.0.0.1", 80}})) << "of both families IPv4's";
}

TEST(NameResolver, HasNoAddressOfANameThatIsNobodys) {
    NameResolver resolver({{"orders", {"a name that can't be", 80}}});
    EXPECT_TRUE(resolver.refresh(goesOn));
    EXPECT_TRUE(resolver.table().at("orders").empty());
}

TEST(NameResolver, ChangesNothingWhenItIsToldToEnd) {
    NameResolver resolver({{"orders", {"127.0.0.1", 80}}});
    EXPECT_FALSE(resolver.refresh([] { return false; }));
    EXPECT_TRUE(resolver.table().empty());
}

}  // namespace
}  // namespace headroom::services
