#include "connectors/kafka/append_times.h"

#include <algorithm>
#include <iterator>

namespace headroom::connectors::kafka {
namespace {

using model::Duration;

// Some ten megabytes, however many partitions there are, unless they are very many.
constexpr std::size_t mostStaysOfAll = 500'000;
constexpr std::size_t mostStaysOfOne = 256;
constexpr std::size_t leastStaysOfOne = 16;
constexpr Duration firstStep = Duration::seconds(60);
constexpr Duration oldest = Duration::seconds(std::int64_t{31} * 24 * 3600);
constexpr Duration goodEnough = Duration::seconds(1);
constexpr std::int64_t shareOfAge = 50;

}  // namespace

void AppendTimes::note(const TopicPartition& place, Instant now, std::int64_t end) {
    History& history = m_histories[place];
    std::deque<Stay>& stays = history.stays;
    if (!stays.empty() && end < stays.back().end) stays.clear();
    if (stays.empty()) history.firstNoted = now;
    if (!stays.empty() && stays.back().end == end)
        stays.back().last = std::max(stays.back().last, now);
    else
        stays.push_back({end, now, now});
    if (stays.size() > mostStays()) thinOut(stays);
}

std::size_t AppendTimes::mostStays() const {
    return std::clamp(mostStaysOfAll / m_histories.size(), leastStaysOfOne, mostStaysOfOne);
}

void AppendTimes::thinOut(std::deque<Stay>& stays) {
    std::deque<Stay> kept;
    const std::size_t recent = stays.size() / 2;
    for (std::size_t i = 0; i < stays.size(); ++i)
        if (i >= recent || i % 2 == 0) kept.push_back(stays[i]);
    stays = std::move(kept);
}

void AppendTimes::learn(const TopicPartition& place, Instant then, std::int64_t end) {
    const auto found = m_histories.find(place);
    if (found == m_histories.end() || found->second.stays.empty() || then >= found->second.firstNoted) return;
    std::deque<Stay>& stays = found->second.stays;
    const auto after = std::ranges::find_if(stays, [then](const Stay& stay) { return stay.first > then; });
    // Clocks differ: whatever they say, ends ascend.
    if (after != stays.end()) end = std::min(end, after->end);
    if (after != stays.begin()) end = std::max(end, std::prev(after)->end);
    if (after != stays.end() && after->end == end)
        after->first = then;
    else if (after != stays.begin() && std::prev(after)->end == end)
        std::prev(after)->last = std::max(std::prev(after)->last, then);
    else
        stays.insert(after, {end, then, then});
}

std::optional<AppendTimes::Instant> AppendTimes::appended(const TopicPartition& place, std::int64_t offset) const {
    const auto found = m_histories.find(place);
    if (found == m_histories.end()) return std::nullopt;
    const std::deque<Stay>& stays = found->second.stays;
    const auto after = std::ranges::find_if(stays, [offset](const Stay& stay) { return stay.end > offset; });
    if (after == stays.begin() || after == stays.end()) return std::nullopt;
    const Stay& before = *std::prev(after);
    const double share = static_cast<double>(offset - before.end) / static_cast<double>(after->end - before.end);
    return before.last + Duration::fromSeconds(share * (after->first - before.last).toSeconds());
}

std::optional<AppendTimes::Instant> AppendTimes::question(const TopicPartition& place, std::int64_t offset, Instant now) const {
    const auto found = m_histories.find(place);
    if (found == m_histories.end()) return std::nullopt;
    const std::deque<Stay>& stays = found->second.stays;
    const auto after = std::ranges::find_if(stays, [offset](const Stay& stay) { return stay.end > offset; });
    if (after == stays.end()) return std::nullopt;
    if (after == stays.begin()) {
        const Instant limit = now - oldest;
        if (after->first <= limit) return std::nullopt;
        return std::max(limit, after->first - std::max(firstStep, (now - after->first) * 3));
    }
    const Stay& before = *std::prev(after);
    const Duration gap = after->first - before.last;
    // What was noted can't be known better by asking.
    if (before.last >= found->second.firstNoted || gap <= std::max(goodEnough, (now - before.last) / shareOfAge))
        return std::nullopt;
    return before.last + gap / 2;
}

}  // namespace headroom::connectors::kafka
