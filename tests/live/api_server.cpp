#include "tests/live/api_server.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "tests/golden/cli/program.h"

namespace headroom {
namespace {

constexpr int rest = 10;  // ms

std::string headOf(int socket) {
    std::string head;
    std::array<char, 4096> buffer{};
    while (head.find("\r\n\r\n") == std::string::npos) {
        const ssize_t more = recv(socket, buffer.data(), buffer.size(), 0);
        if (more <= 0) return {};
        head.append(buffer.data(), static_cast<std::size_t>(more));
    }
    return head;
}

/// What follows a word, up to one of these characters.
std::string after(const std::string& text, const std::string& word, const char* ends) {
    const std::size_t begin = text.find(word);
    if (begin == std::string::npos) return {};
    const std::size_t from = begin + word.size();
    return text.substr(from, text.find_first_of(ends, from) - from);
}

std::string chunk(const std::string& bytes) {
    std::array<char, 32> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
    return size.data() + bytes + "\r\n";
}

bool isGone(int socket) {
    pollfd waiting{socket, POLLIN | POLLHUP, 0};
    std::array<char, 16> buffer{};
    return poll(&waiting, 1, rest) > 0 && recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT) <= 0;
}

}  // namespace

ApiServer::ApiServer() : m_server([this](int socket, const std::stop_token& stop) { talk(socket, stop); }) {}

void ApiServer::setList(const std::string& resource, const std::string& body, int status) {
    setMore(resource, "", body, status);
}

void ApiServer::setMore(const std::string& resource, const std::string& token, const std::string& body, int status) {
    const std::lock_guard lock(m_mutex);
    m_resources[resource].lists[token] = {body, status};
}

void ApiServer::setWatch(const std::string& resource, int status, const std::string& body) {
    const std::lock_guard lock(m_mutex);
    m_resources[resource].watch = {body, status};
}

void ApiServer::push(const std::string& resource, const std::string& line) {
    const std::lock_guard lock(m_mutex);
    m_resources[resource].lines.push_back(line);
}

void ApiServer::pushRaw(const std::string& resource, const std::string& bytes) {
    const std::lock_guard lock(m_mutex);
    m_resources[resource].raw += bytes;
}

void ApiServer::end(const std::string& resource) {
    const std::lock_guard lock(m_mutex);
    ++m_resources[resource].round;
    m_resources[resource].isCut = false;
}

void ApiServer::cut(const std::string& resource) {
    const std::lock_guard lock(m_mutex);
    ++m_resources[resource].round;
    m_resources[resource].isCut = true;
}

void ApiServer::require(const std::string& authorization) {
    const std::lock_guard lock(m_mutex);
    m_required = authorization;
}

int ApiServer::lists(const std::string& resource) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_resources.find(resource);
    return found == m_resources.end() ? 0 : found->second.listed;
}

int ApiServer::watches(const std::string& resource) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_resources.find(resource);
    return found == m_resources.end() ? 0 : found->second.watched;
}

std::string ApiServer::query(const std::string& resource) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_resources.find(resource);
    return found == m_resources.end() ? "" : found->second.query;
}

std::string ApiServer::authorization() const {
    const std::lock_guard lock(m_mutex);
    return m_authorization;
}

int ApiServer::others() const {
    const std::lock_guard lock(m_mutex);
    return m_others;
}

void ApiServer::talk(int socket, const std::stop_token& stop) {
    const std::string head = headOf(socket);
    if (head.empty()) return;
    const std::string target = after(head, " ", " ");
    const std::string path = target.substr(0, target.find('?'));
    Request request{head.substr(0, head.find(' ')), path.substr(path.rfind('/') + 1),
                    target.find('?') == std::string::npos ? "" : target.substr(target.find('?') + 1),
                    after(head, "Authorization: ", "\r")};
    answer(socket, request, stop);
}

void ApiServer::answer(int socket, const Request& request, const std::stop_token& stop) {
    const bool isWatch = request.query.find("watch=true") != std::string::npos;
    Told told{"", 404};
    int round = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (request.method != "GET") ++m_others;
        m_authorization = request.authorization;
        Resource& resource = m_resources[request.resource];
        resource.query = request.query;
        ++(isWatch ? resource.watched : resource.listed);
        round = resource.round;  // at once: a watch that counts as begun can be ended
        const auto list = resource.lists.find(after(request.query, "continue=", "&"));
        if (isWatch)
            told = resource.watch;
        else if (list != resource.lists.end())
            told = list->second;
        if (!m_required.empty() && request.authorization != m_required) told = {kubernetesAnswer("unauthorized.json"), 401};
    }
    if (isWatch && told.status == 200) return watch(socket, request, round, stop);
    say(socket, "HTTP/1.1 " + std::to_string(told.status) + " Said\r\nContent-Type: application/json\r\nContent-Length: " +
                    std::to_string(told.body.size()) + "\r\nConnection: close\r\n\r\n" + told.body);
}

void ApiServer::watch(int socket, const Request& request, int round, const std::stop_token& stop) {
    say(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string digits = after(request.query, "resourceVersion=", "&");
    const long version = digits.empty() ? 0 : std::stol(digits);
    std::unique_lock lock(m_mutex);
    Resource& resource = m_resources[request.resource];
    std::size_t said = 0;
    while (!stop.stop_requested() && resource.round == round) {
        std::string news;
        for (; said < resource.lines.size(); ++said)
            if (kubernetesVersion(resource.lines[said]) > version) news += resource.lines[said] + "\n";
        const std::string raw = std::exchange(resource.raw, {});
        lock.unlock();
        if (!news.empty()) say(socket, chunk(news));
        if (!raw.empty()) say(socket, chunk(raw));
        const bool isOver = isGone(socket);
        lock.lock();
        if (isOver) return;
    }
    say(socket, resource.isCut ? "40\r\n{\"type\":\"ADD" : "0\r\n\r\n");
}

std::string kubernetesAnswer(const std::string& name) {
    std::ifstream file(std::string(HEADROOM_KUBERNETES_ANSWERS) + "/" + name, std::ios::binary);
    if (!file) throw std::runtime_error("no answer " + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> kubernetesLines(const std::string& name) {
    std::istringstream text(kubernetesAnswer(name));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

long kubernetesVersion(const std::string& text) {
    const std::string digits = after(text, "\"resourceVersion\":\"", "\"");
    return digits.empty() ? 0 : std::stol(digits);
}

void setAllLists(ApiServer& server) {
    for (const char* resource : {"deployments", "statefulsets", "pods", "horizontalpodautoscalers", "events"})
        server.setList(resource, kubernetesAnswer(std::string(resource) + ".json"));
}

std::string kubeconfigFor(const std::string& url, const std::string& user) {
    std::string path = freshPath("kubeconfig");
    std::ofstream(path) << "apiVersion: v1\nkind: Config\ncurrent-context: here\nclusters: [{name: here, cluster: {server: '"
                        << url << "'}}]\nusers: [{name: me, user: " << user
                        << "}]\ncontexts: [{name: here, context: {cluster: here, user: me, namespace: shop}}]\n";
    return path;
}

}  // namespace headroom
