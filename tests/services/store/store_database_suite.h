#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>

#include "services/store/store_database.h"

namespace headroom::services {

/// A store that nobody has used before, in one kind of database.
class StoreUnderTest {
public:
    virtual ~StoreUnderTest() = default;
    /// Another connection; throws std::runtime_error.
    virtual std::unique_ptr<StoreDatabase> open() = 0;
    /// SQL past all connections; `{}` before a table's name is where it is. The first number it answers, or 0.
    virtual std::int64_t query(const std::string& sql) = 0;
};

/// What every database promises; instantiated where there is one.
class StoreDatabaseTest : public testing::TestWithParam<std::unique_ptr<StoreUnderTest> (*)()> {
protected:
    std::unique_ptr<StoreUnderTest> store = GetParam()();
    const std::string orders = "orders";
    const std::string insert = "insert";
    const Errand errand = Errand::of({1, 2, 3}, 4);
    const RelayNumber only{"orders", 0, 1};
};

/// A record with a key, or without one where that is empty.
OutgoingRecord recordOf(const std::string& key);

}  // namespace headroom::services
