// Lag as our observer sees it while everything moves: between what is certainly behind and what may be, and never negative.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/integration/kafka/administration.h"
#include "tests/integration/kafka/churner.h"
#include "tests/integration/kafka/cluster.h"
#include "tests/integration/kafka/observed_groups.h"
#include "tests/integration/kafka/record_source.h"

namespace headroom::integration {
namespace {

using connectors::kafka::Snapshot;

TEST(LagUnderLoad, LiesBetweenWhatIsBehindAndWhatMayBe) {
    const std::string bootstrap = Cluster::shared().bootstrap();
    Administration administration(bootstrap);
    administration.createTopic("loaded", 1);
    administration.commit("loading", {{{"loaded", 0}, 0}});
    // Known before and after each step: the truth lies between.
    std::atomic<std::int64_t> begun = 0;
    std::atomic<std::int64_t> produced = 0;
    std::atomic<std::int64_t> committing = 0;
    std::atomic<std::int64_t> committed = 0;
    RecordSource source(bootstrap);
    Churner producer("producer", [&](int) {
        begun += 25;
        source.produce({"loaded", 0, 25});
        produced += 25;
    });
    Churner consumer("consumer", [&](int) {
        committing = produced.load();
        administration.commit("loading", {{{"loaded", 0}, committing}});
        committed = committing.load();
    });
    producer.waitForRounds(1);
    consumer.waitForRounds(1);

    ObservedGroups observed(bootstrap, {"loading"});
    bool hasGrown = false;
    for (int poll = 0; poll < 100; ++poll) {
        const std::int64_t producedBefore = produced;
        const std::int64_t committedBefore = committed;
        const std::vector<DescribedPartition> rows = rowsOf(observed.look());
        ASSERT_EQ(rows.size(), 1U);
        ASSERT_TRUE(rows.front().lag);
        EXPECT_GE(*rows.front().end, producedBefore);
        EXPECT_LE(*rows.front().end, begun);
        EXPECT_GE(*rows.front().committed, committedBefore);
        EXPECT_LE(*rows.front().committed, committing);
        EXPECT_EQ(*rows.front().lag, *rows.front().end - *rows.front().committed);
        hasGrown = hasGrown || *rows.front().lag > 0;
    }
    EXPECT_TRUE(hasGrown);
}

/// When each record was appended, as its producer knows: between two instants.
class AppendedRecords {
public:
    using Clock = std::chrono::steady_clock;
    struct Times {
        Clock::time_point before;
        Clock::time_point after;
    };
    void add(Times times) {
        const std::lock_guard lock(m_mutex);
        m_times.push_back(times);
    }
    Times of(std::int64_t offset) const {
        const std::lock_guard lock(m_mutex);
        return m_times.at(static_cast<std::size_t>(offset));
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Times> m_times;  ///< by offset
};

/// The looks of an observer so far.
class Looks {
public:
    using Clock = AppendedRecords::Clock;
    void add(Clock::time_point begin, Clock::time_point end) { m_all.push_back({begin, end}); }
    /// Seconds from the last look before something happened to the first one after it; nothing where there is none on a side.
    std::optional<double> around(const AppendedRecords::Times& times) const {
        const auto after = std::ranges::find_if(m_all, [&](const auto& look) { return look.first >= times.after; });
        const auto later = std::ranges::find_if(m_all, [&](const auto& look) { return look.second > times.before; });
        if (after == m_all.end() || later == m_all.begin()) return std::nullopt;
        return std::chrono::duration<double>(after->second - std::prev(later)->first).count();
    }

private:
    std::vector<std::pair<Clock::time_point, Clock::time_point>> m_all;
};

TEST(TimeLagUnderLoad, IsWithinAPollOfWhatTheProducerKnows) {
    using Clock = AppendedRecords::Clock;
    using Seconds = std::chrono::duration<double>;
    const std::string bootstrap = Cluster::shared().bootstrap();
    Administration administration(bootstrap);
    administration.createTopic("timed", 1);
    administration.commit("timing", {{{"timed", 0}, 0}});
    AppendedRecords records;
    std::atomic<std::int64_t> produced = 0;
    std::int64_t commit = 0;
    RecordSource source(bootstrap);
    Churner producer("producer", [&](int) {
        const auto before = Clock::now();
        source.produce({"timed", 0, 1});
        records.add({before, Clock::now()});
        ++produced;
    });
    // Always some hundred records behind, so that the first one that waits is older than some polls.
    Churner consumer("consumer", [&](int) {
        commit = std::max(commit, produced.load() - 300);
        administration.commit("timing", {{{"timed", 0}, commit}});
    });
    producer.waitForRounds(350);

    ObservedGroups observed(bootstrap, {"timing"});
    Looks looks;
    int judged = 0;
    for (int poll = 0; poll < 2000 && judged < 100; ++poll) {
        const auto begin = Clock::now();
        const Snapshot snapshot = observed.look();
        const auto end = Clock::now();
        looks.add(begin, end);
        const auto& row = group(snapshot, "timing").partitions->front();
        ASSERT_TRUE(row.timeLag && row.committed && row.end);
        if (*row.committed >= *row.end) continue;
        const AppendedRecords::Times times = records.of(*row.committed);
        const auto interval = looks.around(times);
        if (!interval) continue;  // appended before the first look: known to a second or a fiftieth of its age only
        EXPECT_GE(*row.timeLag, Seconds(begin - times.after).count() - *interval) << "poll " << poll;
        EXPECT_LE(*row.timeLag, Seconds(end - times.before).count() + *interval) << "poll " << poll;
        EXPECT_GT(*row.timeLag, 0);
        ++judged;
    }
    EXPECT_EQ(judged, 100);
}

/// All that moves offsets in ways a subtraction doesn't expect, while the observer polls.
class Churn : public testing::Test {
protected:
    static constexpr int pollsARound = 40;

    void recreate(int) {
        Administration& administration = m_administrations[0];
        administration.createTopic("fickle", 2);
        RecordSource(m_bootstrap).produce({"fickle", 0, 40});
        administration.commit("fickle-group", {{{"fickle", 0}, 30}, {{"fickle", 1}, 0}});
        administration.deleteTopic("fickle");
    }
    void reset(int round) {
        Administration& administration = m_administrations[1];
        m_source.produce({"rewound", 0, 10});
        administration.commit("rewound-group", {{{"rewound", 0}, round % 3 == 0 ? 0 : administration.endOffset("rewound", 0)}});
    }
    void transact(int round) {
        m_transactions.beginTransaction();
        m_transactions.produce({"dealt", 0, 3});
        if (round % 2 == 0)
            m_transactions.commitTransaction();
        else
            m_transactions.abortTransaction();
        Administration& administration = m_administrations[2];
        administration.commit("dealt-group", {{{"dealt", 0}, administration.endOffset("dealt", 0)}});
    }
    void compactAndCut(int) {
        Administration& administration = m_administrations[3];
        m_compacted.produce({.topic = "squeezed", .count = 50, .keys = 3});
        m_compacted.produce({"cut", 0, 50});
        const std::int64_t end = administration.endOffset("cut", 0);
        administration.commit("squeezed-group",
                              {{{"squeezed", 0}, administration.endOffset("squeezed", 0) - 5}, {{"cut", 0}, end - 40}});
        administration.deleteRecords("cut", 0, end - 10);
    }

    void SetUp() override {
        Administration& administration = m_administrations[0];
        administration.createTopic("rewound", 1);
        administration.createTopic("dealt", 1);
        administration.createTopic("cut", 1);
        administration.createTopic(
            "squeezed", 1, {{"cleanup.policy", "compact"}, {"segment.bytes", "4096"}, {"min.cleanable.dirty.ratio", "0.01"}});
    }
    /// The groups go with what they committed.
    void TearDown() override {
        for (const std::string topic : {"rewound", "dealt", "cut", "squeezed"}) m_administrations[0].deleteTopic(topic);
    }

    /// Everything moves once every few polls, and so as often however fast or slow the machine is.
    void pollWhileAllMoves(int polls) {
        Churner recreator(
            "topics", [this](int round) { recreate(round); }, 1);
        Churner resetter(
            "resets", [this](int round) { reset(round); }, 1);
        Churner dealer(
            "transactions", [this](int round) { transact(round); }, 1);
        Churner cutter(
            "compaction", [this](int round) { compactAndCut(round); }, 1);
        const std::array all{&recreator, &resetter, &dealer, &cutter};
        ObservedGroups observed(m_bootstrap, m_groups);
        ObservedGroups everything(m_bootstrap, {});
        for (int poll = 0; poll < polls && !HasFailure(); ++poll) {
            judge((poll % 2 == 0 ? observed : everything).look());
            if (poll % pollsARound == 0)
                for (Churner* churner : all) churner->grant();
        }
        for (Churner* churner : all) churner->waitForRounds(polls / pollsARound);
    }
    void judge(const Snapshot& snapshot) {
        for (const DescribedPartition& row : rowsOf(snapshot)) {
            if (!row.lag) continue;
            EXPECT_GE(*row.lag, 0) << testing::PrintToString(row);
            EXPECT_EQ(*row.lag, *row.end - *row.committed) << testing::PrintToString(row);
            ++m_known[row.group];
        }
    }
    /// No group was unknown throughout, and what is left at rest is what ConsumerGroupCommand says.
    void judgeTheRest() {
        m_administrations[0].waitForTransactions("dealt", 0);
        for (const std::string& group : m_groups) EXPECT_GT(m_known[group], 0) << group;
        const std::vector<std::string> steady{"dealt-group", "rewound-group", "squeezed-group"};
        EXPECT_EQ(rowsOf(ObservedGroups(m_bootstrap, steady).look()), Cluster::shared().describe(steady));
    }

    std::string m_bootstrap = Cluster::shared().bootstrap();
    std::vector<std::string> m_groups{"dealt-group", "fickle-group", "rewound-group", "squeezed-group"};
    std::array<Administration, 4> m_administrations{Administration(m_bootstrap), Administration(m_bootstrap),
                                                    Administration(m_bootstrap), Administration(m_bootstrap)};
    RecordSource m_source{m_bootstrap};
    RecordSource m_compacted{m_bootstrap};
    RecordSource m_transactions{m_bootstrap, "dealer"};
    std::map<std::string, int> m_known;
};

TEST_F(Churn, MakesNoLagNegativeInTenThousandPolls) {
    pollWhileAllMoves(10'000);
    judgeTheRest();
}

}  // namespace
}  // namespace headroom::integration
