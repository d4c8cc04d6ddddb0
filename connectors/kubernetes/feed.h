#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "connectors/kubernetes/api_answers.h"
#include "connectors/kubernetes/login.h"
#include "model/quantities.h"

namespace headroom::connectors::kubernetes {

/// Hears what a feed finds out, on the feed's thread.
class FeedListener {
public:
    virtual ~FeedListener() = default;
    /// All there are.
    virtual void listed(Kind kind, const std::vector<Object>& objects) = 0;
    virtual void put(const Object& object) = 0;
    virtual void removed(const Object& object) = 0;
    /// They are watched; what is known of them is so.
    virtual void watched(Kind kind) = 0;
    /// What is known of them may no longer be so.
    virtual void failed(Kind kind, const Error& error) = 0;
    virtual void foundSenseless(Kind kind, std::size_t objects) = 0;
};

struct FeedOptions {
    model::Duration watchLength =
        model::Duration::seconds(240);  ///< after which the server is to end a watch, and another begins
    model::Duration firstPause = model::Duration::milliseconds(500);
    model::Duration longestPause = model::Duration::seconds(15);
    int page = 500;             ///< objects asked for at once
    std::size_t most = 50'000;  ///< objects of a kind
};

/// Lists the objects of one kind and watches them, again and again: from where a watch ended, or from a new list where the server
/// has forgotten. Pauses double with each failure. One connection at a time; nothing but GET is ever asked.
class Feed {
public:
    /// Login and listener outlive it.
    Feed(Login& login, Kind kind, FeedListener& listener, FeedOptions options)
        : m_login(login), m_kind(kind), m_listener(listener), m_options(options) {}

    /// Until stopped.
    void run(const std::stop_token& stop);

private:
    using Clock = std::chrono::steady_clock;
    /// What has to be done next.
    enum class Outcome { Well, Failed, ListAnew };

    Outcome list(const std::stop_token& stop);
    Outcome watch(const std::stop_token& stop);
    Result<ListPage> readPage(const Login::Entry& entry, const std::string& more, const std::stop_token& stop);
    std::optional<Error> takeLine(std::string_view line);
    Outcome fail(const Error& error);
    Error refusal(const http::HttpAnswer& answer, int credentials);
    std::string target(const std::string& query) const;
    /// Twice as long as the one before, within limits.
    void pause(const std::stop_token& stop);

    Login& m_login;
    Kind m_kind;
    FeedListener& m_listener;
    FeedOptions m_options;
    std::string m_version;  ///< up to which all is known; empty: nothing is
    bool m_isExpired = false;
    bool m_hasBegun = false;  ///< the watch under way
    bool m_hasHeard = false;  ///< something from it
    model::Duration m_pause{0};
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
};

}  // namespace headroom::connectors::kubernetes
