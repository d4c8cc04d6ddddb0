#pragma once

#include <functional>
#include <string>
#include <vector>

namespace headroom::services {

/// How many pods a service is to have, and which: decides, and starts nothing. A pod is named "<service>-<n>", and no number is
/// given twice.
class ReplicaSet {
public:
    explicit ReplicaSet(std::string service) : m_service(std::move(service)) {}

    /// What has to begin and to end so that there are as many as wanted. It counts as begun and ended.
    struct Change {
        std::vector<std::string> created;
        std::vector<std::string> removed;
    };
    /// Of too many, those end first that aren't ready, then the youngest.
    Change scale(int wanted, const std::function<bool(const std::string& pod)>& isReady);
    /// A pod is deleted: another one takes its place. Nothing happens when there is none of that name.
    Change remove(const std::string& pod);

    const std::string& service() const { return m_service; }
    int wanted() const { return m_wanted; }
    /// From the oldest on.
    const std::vector<std::string>& pods() const { return m_pods; }

private:
    std::string create();

    std::string m_service;
    int m_wanted = 0;
    int m_lastNumber = 0;
    std::vector<std::string> m_pods;
};

}  // namespace headroom::services
