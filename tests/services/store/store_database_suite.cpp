#include "tests/services/store/store_database_suite.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>
#include <vector>

namespace headroom::services {

OutgoingRecord recordOf(const std::string& key) {
    OutgoingRecord record;
    record.topic = "placed";
    if (!key.empty()) record.key = key;
    record.bytes = 300;
    record.trace = {1, 2, 3};
    record.createdNs = 1'700'000'000'000'000'000;
    record.originNs = 1'699'999'999'000'000'000;
    record.isPoison = key == "poison";
    return record;
}

namespace {

TEST_P(StoreDatabaseTest, KeepsARowUntilItIsDeleted) {
    const auto writer = store->open();
    const auto reader = store->open();
    for (const char* key : {"a", "", "poison"}) {
        const OutgoingRecord record = recordOf(key);
        ASSERT_FALSE(writer->write({insert, errand, orders, &record}));
    }
    EXPECT_EQ(reader->outboxSize("orders").value(), 3);
    EXPECT_EQ(reader->outboxSize("billing").value(), 0);
    auto rows = reader->outboxRows(only, 2).value();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].record.key, "a");
    EXPECT_FALSE(rows[1].record.key);
    EXPECT_EQ(rows[0].record.topic, "placed");
    EXPECT_EQ(rows[0].record.bytes, 300);
    EXPECT_EQ(rows[0].record.trace, (TraceContext{1, 2, 3}));
    EXPECT_EQ(rows[0].record.createdNs, 1'700'000'000'000'000'000);
    EXPECT_EQ(rows[0].record.originNs, 1'699'999'999'000'000'000);
    EXPECT_FALSE(rows[0].record.isPoison);
    ASSERT_FALSE(reader->deleteOutboxRows(rows));
    rows = reader->outboxRows(only, 10).value();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(rows[0].record.isPoison);
    EXPECT_FALSE(reader->deleteOutboxRows({}));
    EXPECT_EQ(reader->outboxSize("orders").value(), 1);
}

TEST_P(StoreDatabaseTest, AnEffectNeedsNoRow) {
    const auto database = store->open();
    const Errand large = Errand::of({0, 0xFFFF'FFFF'FFFF'FFFF, 1}, 1);
    ASSERT_FALSE(database->write({insert, large, orders}));
    EXPECT_EQ(store->query("SELECT count(*) FROM {}effect WHERE operation = 'insert' AND errand = -1"), 1);
    EXPECT_EQ(database->outboxSize("orders").value(), 0);
}

TEST_P(StoreDatabaseTest, WhatWasWrittenUnderAKeyIsNotWrittenAgain) {
    const auto database = store->open();
    const OutgoingRecord record = recordOf("k");
    StoreWrite write{insert, errand, orders, &record};
    write.writer = "service/orders.create";
    write.onceKey = "service/orders.create 1 x";
    ASSERT_FALSE(database->write(write));
    ASSERT_FALSE(database->write(write));
    ASSERT_FALSE(store->open()->write(write));
    EXPECT_EQ(store->query("SELECT count(*) FROM {}effect"), 1);
    EXPECT_EQ(store->query("SELECT count(*) FROM {}outbox"), 1);
    ASSERT_FALSE(database->deleteOutboxRows(database->outboxRows(only, 9).value()));
    ASSERT_FALSE(database->write(write));
    EXPECT_EQ(database->outboxSize(orders).value(), 0) << "a row that was published isn't written anew";
    write.onceKey = "service/orders.create 2 x";
    ASSERT_FALSE(database->write(write));
    write.onceKey.clear();
    ASSERT_FALSE(database->write(write));
    ASSERT_FALSE(database->write(write));
    EXPECT_EQ(store->query("SELECT count(*) FROM {}effect"), 4) << "without a key it is written each time";
    EXPECT_EQ(store->query("SELECT count(*) FROM {}effect WHERE writer = 'service/orders.create' AND "
                           "trace = '00000000000000010000000000000002'"),
              4);
    EXPECT_EQ(database->outboxSize(orders).value(), 3);
}

TEST_P(StoreDatabaseTest, OfManyWhoWriteUnderAKeyAtOnceOneDoes) {
    constexpr int many = 4;
    std::vector<std::unique_ptr<StoreDatabase>> connections;
    for (int i = 0; i < many; ++i) connections.push_back(store->open());
    const OutgoingRecord record = recordOf("k");
    std::atomic<int> here{0};
    std::atomic<int> failures{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < many; ++i)
        threads.emplace_back([&, i] {
            StoreWrite write{insert, errand, orders, &record};
            write.onceKey = "the same";
            ++here;
            while (here < many) std::this_thread::yield();
            if (connections[static_cast<std::size_t>(i)]->write(write)) ++failures;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(store->query("SELECT count(*) FROM {}effect"), 1);
    EXPECT_EQ(store->query("SELECT count(*) FROM {}outbox"), 1);
}

TEST_P(StoreDatabaseTest, WithoutItsRowThereIsNoEffect) {
    const auto database = store->open();
    const OutgoingRecord record = recordOf("k");
    ASSERT_FALSE(database->write({insert, errand, orders, &record}));
    store->query("ALTER TABLE {}outbox RENAME TO elsewhere");
    const auto failure = database->write({insert, errand, orders, &record});
    ASSERT_TRUE(failure);
    EXPECT_THAT(failure->message, testing::HasSubstr("outbox"));
    EXPECT_FALSE(failure->isTimeout);
    EXPECT_EQ(store->query("SELECT count(*) FROM {}effect"), 1);
    store->query("ALTER TABLE {}elsewhere RENAME TO outbox");
    EXPECT_TRUE(database->isAlive());
    EXPECT_FALSE(database->write({insert, errand, orders, &record}));
    EXPECT_EQ(store->query("SELECT count(*) FROM {}effect"), 2);
    EXPECT_EQ(database->outboxSize("orders").value(), 2);
}

TEST_P(StoreDatabaseTest, RelaysSeeDisjointRowsAndTogetherAll) {
    const auto database = store->open();
    const OutgoingRecord record = recordOf("k");
    for (int i = 0; i < 10; ++i) ASSERT_FALSE(database->write({insert, errand, orders, &record}));
    std::vector<std::int64_t> ids;
    for (int relay = 0; relay < 3; ++relay) {
        const auto found = database->outboxRows({"orders", relay, 3}, 100);
        EXPECT_TRUE(std::ranges::is_sorted(found.value(), {}, &OutboxRow::id));
        for (const OutboxRow& row : found.value()) ids.push_back(row.id);
    }
    EXPECT_THAT(ids, testing::UnorderedElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

TEST_P(StoreDatabaseTest, ALeaseIsOneOwnersUntilItRunsOut) {
    const auto one = store->open();
    const auto other = store->open();
    EXPECT_TRUE(one->lease(only, "orders-0", 100, 200).value());
    EXPECT_FALSE(other->lease(only, "orders-1", 150, 250).value());
    EXPECT_TRUE(one->lease(only, "orders-0", 190, 290).value());
    EXPECT_FALSE(other->lease(only, "orders-1", 210, 310).value());
    EXPECT_TRUE(other->lease(only, "orders-1", 291, 400).value());
    EXPECT_FALSE(one->lease(only, "orders-0", 300, 400).value());
    EXPECT_TRUE(one->lease({"orders", 1, 2}, "orders-0", 300, 400).value());
    // Given up, it is anybody's.
    EXPECT_TRUE(other->lease(only, "orders-1", 310, 0).value());
    EXPECT_TRUE(one->lease(only, "orders-0", 311, 400).value());
}

TEST_P(StoreDatabaseTest, OfManyWhoWantALeaseAtOnceOneGetsIt) {
    constexpr int many = 4;
    constexpr int rounds = 5;
    std::vector<std::unique_ptr<StoreDatabase>> connections;
    for (int i = 0; i < many; ++i) connections.push_back(store->open());
    for (int round = 0; round < rounds; ++round) {
        std::atomic<int> winners{0};
        std::atomic<int> here{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < many; ++i)
            threads.emplace_back([&, i] {
                ++here;
                while (here < many) std::this_thread::yield();
                const std::int64_t at = 1000 * round;
                const auto leased = connections[static_cast<std::size_t>(i)]->lease(only, std::to_string(i), at + 2, at + 1001);
                if (leased && leased.value()) ++winners;
            });
        for (std::thread& thread : threads) thread.join();
        EXPECT_EQ(winners, 1) << "round " << round;
    }
}

TEST_P(StoreDatabaseTest, RemembersWhomAConsumerHasSeen) {
    const auto database = store->open();
    EXPECT_FALSE(database->hasSeen("audit", errand).value());
    EXPECT_FALSE(database->markSeen("audit", errand));
    EXPECT_FALSE(database->markSeen("audit", errand));
    EXPECT_TRUE(database->hasSeen("audit", errand).value());
    EXPECT_FALSE(database->hasSeen("billing", errand).value());
    EXPECT_FALSE(database->hasSeen("audit", Errand::of({1, 2, 4}, 4)).value()) << "another record of the same journey";
    EXPECT_FALSE(database->hasSeen("audit", Errand::of({2, 2, 3}, 4)).value()) << "another run's";
    EXPECT_TRUE(store->open()->hasSeen("audit", errand).value());
}

}  // namespace
}  // namespace headroom::services
