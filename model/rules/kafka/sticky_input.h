#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/rules/kafka/assignor.h"

namespace headroom::rules {

/// What the two sticky algorithms start from: members and topics as dense numbers, claims already settled.
/// Members are numbered as given; topics in Java string order. A partition is (topic number, partition number).
struct StickyInput {
    using Partition = std::pair<std::size_t, int>;

    struct Topic {
        std::string name;
        std::uint32_t hashCode = 0;
        int partitions = 0;
    };

    struct Member {
        std::vector<std::size_t> topics;  ///< existing topics it subscribes to, in its own order
        std::vector<Partition> claimed;   ///< all it says it owns, among existing partitions of known topics
        std::vector<Partition> owned;     ///< what it is believed to own
        std::optional<int> generation;
        std::size_t rank = 0;  ///< position of its id in Java string order
    };

    std::vector<Topic> topics;
    std::vector<Member> members;
    std::vector<std::size_t> iterationOrder;       ///< members in the order of the Java subscription map
    std::vector<std::size_t> ownedIterationOrder;  ///< members in the order of the Java map of owned partitions
    std::set<Partition> doublyClaimed;             ///< claimed twice in the same generation: nobody owns them
    int maxGeneration = -1;
    bool allSubscriptionsEqual = true;

    /// Prepares the input; topics must be those somebody subscribes to.
    StickyInput(const std::vector<MemberSubscription>& subscriptions, const TopicSizes& subscribedTopics);

private:
    void numberMembers(const std::vector<MemberSubscription>& subscriptions);
    void readMember(const MemberSubscription& subscription, Member& member) const;
    void settleClaims(const std::vector<MemberSubscription>& subscriptions);
};

/// What a sticky algorithm decided.
struct StickyResult {
    std::vector<std::vector<StickyInput::Partition>> partitions;            ///< by member
    std::vector<std::pair<StickyInput::Partition, std::size_t>> transfers;  ///< partition that changes hands, new owner
};

/// The algorithm for equal subscriptions (ConstrainedAssignmentBuilder).
StickyResult assignConstrained(const StickyInput& input);

/// The algorithm for differing subscriptions (GeneralAssignmentBuilder).
StickyResult assignGeneral(const StickyInput& input);

}  // namespace headroom::rules
