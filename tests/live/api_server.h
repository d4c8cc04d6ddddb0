#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tests/live/http_server.h"

namespace headroom {

/// What answers as a Kubernetes API server does, on loopback: lists as they were given, and watches that say each line whose
/// version is beyond the one they were asked for, also what comes later. Resources are called as in paths, such as "pods".
class ApiServer {
public:
    ApiServer();
    ~ApiServer() = default;
    ApiServer(const ApiServer&) = delete;
    ApiServer& operator=(const ApiServer&) = delete;

    std::string url() const { return "http://" + m_server.place(); }

    /// What its list says from now on.
    void setList(const std::string& resource, const std::string& body, int status = 200);
    /// Another list, for who goes on with this token.
    void setMore(const std::string& resource, const std::string& token, const std::string& body, int status = 200);
    /// What a watch says in place of lines; a status of 200 gives lines again.
    void setWatch(const std::string& resource, int status, const std::string& body);
    void push(const std::string& resource, const std::string& line);
    /// Bytes to all watches under way, as they are.
    void pushRaw(const std::string& resource, const std::string& bytes);
    /// Ends the watches under way: in order, or in the middle of a part.
    void end(const std::string& resource);
    void cut(const std::string& resource);
    /// Only who has this in the header Authorization is let in; empty: everybody.
    void require(const std::string& authorization);

    int lists(const std::string& resource) const;
    int watches(const std::string& resource) const;
    /// Of the newest request.
    std::string query(const std::string& resource) const;
    std::string authorization() const;
    /// Everything that was asked, but for GET.
    int others() const;

private:
    struct Resource {
        std::map<std::string, Told> lists;  ///< by token
        Told watch;
        std::vector<std::string> lines;
        std::string raw;
        int round = 0;  ///< watches of an earlier one have been ended
        bool isCut = false;
        int listed = 0;
        int watched = 0;
        std::string query;
    };
    struct Request {
        std::string method;
        std::string resource;
        std::string query;
        std::string authorization;
    };
    void talk(int socket, const std::stop_token& stop);
    void answer(int socket, const Request& request, const std::stop_token& stop);
    void watch(int socket, const Request& request, int round, const std::stop_token& stop);

    mutable std::mutex m_mutex;
    std::map<std::string, Resource> m_resources;
    std::string m_required;
    std::string m_authorization;
    int m_others = 0;
    OddServer m_server;  ///< last: its threads use all the rest
};

/// A file of tests/live/kubernetes/answers.
std::string kubernetesAnswer(const std::string& name);
/// Its lines.
std::vector<std::string> kubernetesLines(const std::string& name);
/// The first resourceVersion in it: of a list, or of a line's object; 0: none.
long kubernetesVersion(const std::string& text);
/// Gives a server the lists of that folder.
void setAllLists(ApiServer& server);

/// A kubeconfig in a file of its own that leads there; `user` is what the user's mapping holds.
std::string kubeconfigFor(const std::string& url, const std::string& user = "{token: sesame-token}");

}  // namespace headroom
