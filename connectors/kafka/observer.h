#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connectors/error.h"
#include "connectors/kafka/append_times.h"
#include "connectors/kafka/client_options.h"
#include "connectors/kafka/owned_client.h"
#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

class TopicSettingsReader;

/// What of a cluster is looked at.
struct Scope {
    std::vector<std::string> groups;              ///< empty: all there are
    std::vector<std::string> topics;              ///< empty: all there are
    std::vector<std::string> groupsIfUnlisted{};  ///< in place of all groups where nobody can list them
};

/// Takes a part of a look.
using Show = std::function<void(Snapshot)>;

/// Looks at a Kafka cluster, with rights to describe only; never writes, joins no group, creates no topic.
class Observer {
public:
    /// Connects to nothing yet; an error is one of the options'.
    static Result<std::unique_ptr<Observer>> create(const ClientOptions& options, Scope scope);
    ~Observer();
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;

    /// One look, or why there is nothing to see at all. Part by part, each within the timeout; a part that fails leaves its
    /// figures unknown and is told among the problems. Commits are read before ends, so that no lag is negative.
    /// `isCancelled` may end it early: the snapshot is then incomplete. Callable from one thread at a time.
    /// `show` gets what there is so far, now and then where there are many groups: the first of them, with their lags in records.
    Result<Snapshot> observe(
        const std::function<bool()>& isCancelled = [] { return false; }, const Show& show = {});

private:
    Observer(ClientOptions options, OwnedClient client, Scope scope);
    Result<Snapshot> look(const std::function<bool()>& isCancelled, const Show& show);
    /// Whether the brokers know requests about groups other than for their offsets; librdkafka's mock cluster doesn't.
    bool findGroups(Snapshot& snapshot, const std::function<bool()>& isCancelled);
    void readGroups(Snapshot& snapshot, bool knowsGroups, const std::function<bool()>& isCancelled, const Show& show);
    /// The first so many groups with their topics and lags; no group counts as missing.
    Snapshot partOf(const Snapshot& snapshot, std::size_t groups, const std::function<bool()>& isCancelled);

    ClientOptions m_options;
    OwnedClient m_client;
    bool m_isInDoubt = false;  ///< a look failed in part: the client would go on asking a coordinator that is none any more
    Scope m_scope;
    AppendTimes m_times;
    std::unique_ptr<TopicSettingsReader> m_settings;
};

}  // namespace headroom::connectors::kafka
