#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "connectors/error.h"
#include "connectors/kubernetes/access.h"
#include "connectors/kubernetes/feed.h"
#include "connectors/kubernetes/snapshot.h"

namespace headroom::connectors::kubernetes {

struct ObserverOptions {
    std::set<std::string> services;  ///< of the scenario, for the names of things
    FeedOptions feed;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();  ///< from which events count their time
};

/// Watches a cluster from now on, on threads of its own: one for each kind of thing. Reads only. The process ignores SIGPIPE.
class Observer {
public:
    /// An error is one of the access' options, or of a plugin's.
    static Result<std::unique_ptr<Observer>> begin(Access access, ObserverOptions options);
    /// Waits for no answer.
    ~Observer();
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;

    /// What is known now; what happened is told once. Never waits for the cluster.
    Snapshot snapshot();
    /// The first snapshot in which each kind is known or why it isn't, or as it is when somebody cancels.
    Snapshot firstSnapshot(const std::function<bool()>& isCancelled);

private:
    class Implementation;
    explicit Observer(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> m_implementation;
};

}  // namespace headroom::connectors::kubernetes
