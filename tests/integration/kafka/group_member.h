#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/integration/kafka/client.h"

namespace headroom::integration {

/// A member of a group, alive in a thread of its own, that reads and forgets and commits only what it is told to.
class GroupMember {
public:
    GroupMember(const std::string& bootstrap, const std::string& group, const std::vector<std::string>& topics);
    /// Leaves the group.
    ~GroupMember();
    GroupMember(const GroupMember&) = delete;
    GroupMember& operator=(const GroupMember&) = delete;

    int partitions() const;
    /// Waits until it is assigned so many partitions.
    void waitForPartitions(int count);
    void commit(const Offsets& offsets);
    std::string memberId() const;

private:
    void live(const std::atomic<bool>& leaving);

    Client m_client;
    std::atomic<bool> m_leaving = false;
    std::thread m_thread;
};

}  // namespace headroom::integration
