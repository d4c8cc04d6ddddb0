#include "sim/kernel/kernel.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <stdexcept>
#include <vector>

namespace headroom::sim {
namespace {

class Recorder final : public EventTarget {
public:
    explicit Recorder(Kernel& kernel) : m_kernel(kernel) {}
    void onEvent(std::uint32_t code, std::uint64_t argument) override {
        codes.push_back(code);
        arguments.push_back(argument);
        times.push_back(m_kernel.now().ns);
        sequences.push_back(m_kernel.sequence());
    }
    std::vector<std::uint32_t> codes;
    std::vector<std::uint64_t> arguments;
    std::vector<std::int64_t> times;
    std::vector<std::uint64_t> sequences;

private:
    Kernel& m_kernel;
};

TEST(Kernel, DispatchesInOrderOfTimeThenOfScheduling) {
    Kernel kernel;
    Recorder recorder(kernel);
    kernel.schedule({20}, recorder, 1, 11);
    kernel.schedule({10}, recorder, 2, 12);
    kernel.schedule({20}, recorder, 3, 13);
    kernel.schedule({10}, recorder, 4, 14);
    kernel.runUntil({30});
    EXPECT_EQ(recorder.codes, (std::vector<std::uint32_t>{2, 4, 1, 3}));
    EXPECT_EQ(recorder.arguments, (std::vector<std::uint64_t>{12, 14, 11, 13}));
    EXPECT_EQ(recorder.times, (std::vector<std::int64_t>{10, 10, 20, 20}));
    EXPECT_EQ(recorder.sequences, (std::vector<std::uint64_t>{1, 2, 3, 4}));
    EXPECT_EQ(kernel.now(), Instant{30});
    EXPECT_EQ(kernel.dispatchedEvents(), 4U);
}

TEST(Kernel, RunUntilIncludesItsLimitAndNothingLater) {
    Kernel kernel;
    Recorder recorder(kernel);
    kernel.schedule({10}, recorder, 1);
    kernel.schedule({11}, recorder, 2);
    kernel.runUntil({10});
    EXPECT_EQ(recorder.codes, std::vector<std::uint32_t>{1});
    EXPECT_EQ(kernel.nextTime(), Instant{11});
    EXPECT_FALSE(kernel.step({10}));
    EXPECT_TRUE(kernel.step({11}));
}

TEST(Kernel, RunUntilNeverLeavesTheClockAtTheLastEvent) {
    Kernel kernel;
    Recorder recorder(kernel);
    kernel.schedule({7}, recorder, 1);
    kernel.runUntil(Instant::never());
    EXPECT_EQ(kernel.now(), Instant{7});
    EXPECT_TRUE(kernel.nextTime().isNever());
}

TEST(Kernel, CancelsOnceAndNamesNoLaterEventOfTheSameSlot) {
    Kernel kernel;
    Recorder recorder(kernel);
    const EventHandle first = kernel.schedule({10}, recorder, 1);
    EXPECT_TRUE(kernel.isPending(first));
    EXPECT_TRUE(kernel.cancel(first));
    EXPECT_FALSE(kernel.cancel(first));
    const EventHandle second = kernel.schedule({20}, recorder, 2);
    EXPECT_FALSE(kernel.isPending(first));
    EXPECT_FALSE(kernel.cancel(first));
    EXPECT_TRUE(kernel.isPending(second));
    kernel.runUntil({30});
    EXPECT_FALSE(kernel.isPending(second));
    EXPECT_FALSE(kernel.cancel(second));
    EXPECT_EQ(recorder.codes, std::vector<std::uint32_t>{2});
    EXPECT_EQ(kernel.dispatchedEvents(), 1U);
    EXPECT_FALSE(kernel.cancel(EventHandle{}));
}

TEST(Kernel, NextTimeSkipsCancelledEvents) {
    Kernel kernel;
    Recorder recorder(kernel);
    const EventHandle head = kernel.schedule({10}, recorder, 1);
    const EventHandle second = kernel.schedule({20}, recorder, 2);
    kernel.schedule({30}, recorder, 3);
    kernel.cancel(second);
    kernel.cancel(head);
    EXPECT_EQ(kernel.nextTime(), Instant{30});
    EXPECT_EQ(kernel.pendingEvents(), 1U);
}

TEST(Kernel, InBitesDispatchesTheSameAndArrivesOnce) {
    Kernel kernel;
    Recorder log(kernel);
    for (std::int64_t at = 1; at <= 5; ++at) kernel.schedule({at}, log, 0, static_cast<std::uint64_t>(at));
    EXPECT_FALSE(kernel.runUntil({9}, 2));
    EXPECT_EQ(kernel.now(), Instant{2});
    EXPECT_FALSE(kernel.runUntil({9}, 3));
    EXPECT_EQ(kernel.now(), Instant{5});
    EXPECT_TRUE(kernel.runUntil({9}, 3));
    EXPECT_EQ(kernel.now(), Instant{9});
    EXPECT_EQ(kernel.dispatchedEvents(), 5U);
}

TEST(Kernel, RefusesThePast) {
    Kernel kernel;
    Recorder recorder(kernel);
    kernel.runUntil({10});
    EXPECT_THROW(kernel.schedule({9}, recorder, 1), std::logic_error);
}

TEST(Kernel, KeepsTheQueueBoundedUnderEndlessCancelling) {
    Kernel kernel;
    Recorder recorder(kernel);
    for (int i = 0; i < 100; ++i) kernel.schedule({1'000'000'000 + i}, recorder, 1);
    std::size_t longest = 0;
    for (int i = 0; i < 100'000; ++i) {
        kernel.cancel(kernel.schedule({1'000'000 + i}, recorder, 2));
        longest = std::max(longest, kernel.queueLength());
    }
    EXPECT_LE(longest, 300U);
    EXPECT_EQ(kernel.pendingEvents(), 100U);
    kernel.runUntil(Instant::never());
    EXPECT_EQ(recorder.codes, std::vector<std::uint32_t>(100, 1));
}

/// A queue that is obviously right: ordered by time, and by insertion within a time.
class Reference {
public:
    std::uint64_t schedule(std::int64_t at) {
        m_events.emplace(at, ++m_last);
        return m_last;
    }
    bool cancel(std::uint64_t id) {
        for (auto it = m_events.begin(); it != m_events.end(); ++it)
            if (it->second == id) return m_events.erase(it), true;
        return false;
    }
    std::vector<std::uint64_t> runUntil(std::int64_t limit) {
        std::vector<std::uint64_t> ids;
        const auto end = m_events.upper_bound(limit);
        for (auto it = m_events.begin(); it != end; ++it) ids.push_back(it->second);
        m_events.erase(m_events.begin(), end);
        return ids;
    }
    std::int64_t next() const { return m_events.empty() ? Instant::never().ns : m_events.begin()->first; }
    std::size_t size() const { return m_events.size(); }

private:
    std::multimap<std::int64_t, std::uint64_t> m_events;
    std::uint64_t m_last = 0;
};

RC_GTEST_PROP(KernelProperty, AgreesWithAMultimap, ()) {
    Kernel kernel;
    Recorder recorder(kernel);
    Reference reference;
    std::vector<EventHandle> handles;
    std::vector<std::uint64_t> expected;
    const auto operations = *rc::gen::inRange(1, 2000);
    const auto span = *rc::gen::element(1, 10, 100'000);
    for (int i = 0; i < operations; ++i) {
        const int choice = *rc::gen::inRange(0, 10);
        if (choice < 5) {
            const std::int64_t at = kernel.now().ns + *rc::gen::inRange(0, span);
            handles.push_back(kernel.schedule({at}, recorder, 0, reference.schedule(at)));
        } else if (choice < 9 && !handles.empty()) {
            const auto which = *rc::gen::inRange<std::size_t>(0, handles.size());
            RC_ASSERT(kernel.cancel(handles[which]) == reference.cancel(which + 1));
        } else if (choice == 9) {
            const std::int64_t limit = kernel.now().ns + *rc::gen::inRange(0, span / 4 + 1);
            for (const std::uint64_t id : reference.runUntil(limit)) expected.push_back(id);
            kernel.runUntil({limit});
        }
        RC_ASSERT(kernel.nextTime().ns == reference.next());
        RC_ASSERT(kernel.pendingEvents() == reference.size());
    }
    for (const std::uint64_t id : reference.runUntil(Instant::never().ns)) expected.push_back(id);
    kernel.runUntil(Instant::never());
    RC_ASSERT(recorder.arguments == expected);
    RC_ASSERT(kernel.dispatchedEvents() == expected.size());
}

}  // namespace
}  // namespace headroom::sim
