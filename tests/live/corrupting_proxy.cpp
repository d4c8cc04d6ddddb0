#include "tests/live/corrupting_proxy.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace headroom {
namespace {

constexpr int restMilliseconds = 20;
constexpr std::size_t lengthBytes = 4;
constexpr std::size_t largestAnswer = 1 << 20;

int connectTo(int port) {
    const int broker = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(broker, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("the broker isn't there");
    return broker;
}

bool isReadable(int socket, int milliseconds) {
    pollfd ready{socket, POLLIN, 0};
    return poll(&ready, 1, milliseconds) > 0;
}

std::string bytesOf(int port) {
    std::string text(lengthBytes, '\0');
    const auto value = static_cast<std::uint32_t>(port);
    for (std::size_t i = 0; i < lengthBytes; ++i) text[i] = static_cast<char>(value >> (24 - 8 * i) & 0xffU);
    return text;
}

std::size_t lengthIn(const std::string& head) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < lengthBytes; ++i) length = length << 8U | static_cast<unsigned char>(head[i]);
    return length;
}

/// What comes until there are so many bytes; less at the end.
std::string read(int socket, std::size_t count, const std::stop_token& stop) {
    std::string text;
    std::array<char, 4096> buffer{};
    while (text.size() < count && !stop.stop_requested()) {
        if (!isReadable(socket, restMilliseconds)) continue;
        const ssize_t more = recv(socket, buffer.data(), std::min(buffer.size(), count - text.size()), 0);
        if (more <= 0) break;
        text.append(buffer.data(), static_cast<std::size_t>(more));
    }
    return text;
}

}  // namespace

CorruptingProxy::CorruptingProxy(int brokerPort, Spoiling spoiling)
    : m_brokerPort(brokerPort),
      m_spoiling(spoiling),
      m_server([this](int client, const std::stop_token& stop) { talk(client, stop); }) {}

std::string CorruptingProxy::answerOf(int broker, const std::stop_token& stop) const {
    const std::string head = read(broker, lengthBytes, stop);
    if (head.size() < lengthBytes || lengthIn(head) > largestAnswer) return {};
    std::string answer = head + read(broker, lengthIn(head), stop);
    const std::string theirs = bytesOf(m_brokerPort);
    const std::string ours = bytesOf(m_server.port());
    for (std::size_t at = answer.find(theirs); at != std::string::npos; at = answer.find(theirs, at + lengthBytes))
        answer.replace(at, lengthBytes, ours);
    return answer;
}

void CorruptingProxy::spoil(std::string& answer, std::mt19937_64& draws) const {
    std::bernoulli_distribution isFlipped(m_spoiling.bitFlips);
    for (char& byte : answer)
        for (unsigned bit = 0; bit < 8; ++bit)
            if (isFlipped(draws)) byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << bit));
    if (m_spoiling.truncates && draws() % 8 == 0) answer.resize(draws() % answer.size());
}

void CorruptingProxy::talk(int client, const std::stop_token& stop) {
    const int broker = connectTo(m_brokerPort);
    std::mt19937_64 draws(m_spoiling.seed * 1000 + ++m_connections);
    std::array<char, 4096> buffer{};
    int answers = 0;
    while (!stop.stop_requested()) {
        if (isReadable(client, 1)) {
            const ssize_t more = recv(client, buffer.data(), buffer.size(), 0);
            if (more <= 0) break;
            say(broker, std::string(buffer.data(), static_cast<std::size_t>(more)));
        }
        if (!isReadable(broker, 1)) continue;
        std::string answer = answerOf(broker, stop);
        if (answer.empty()) break;
        const std::size_t whole = answer.size();
        if (++answers > m_spoiling.spared) spoil(answer, draws);
        say(client, answer);
        if (answer.size() < whole) break;
    }
    close(broker);
}

}  // namespace headroom
