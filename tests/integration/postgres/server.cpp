#include "tests/integration/postgres/server.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "services/store/postgres_connection.h"
#include "tests/integration/kafka/command.h"

namespace headroom::integration {

Server::Server() {
    std::array<int, 2> leash{};
    if (pipe2(leash.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe to be had");
    m_leash = leash[1];
    const CommandResult start =
        runCommand({HEADROOM_POSTGRES_TOOL, "start", "--tls", "--set", "fsync=off", "--until-eof"}, leash[0]);
    close(leash[0]);
    if (start.status != 0) {
        close(m_leash);
        throw std::runtime_error("no real PostgreSQL to test with: " + start.error);
    }
    take(start.output);
    setenv("PGPASSFILE", m_passwordFile.c_str(), 1);
}

Server::~Server() {
    runCommand({HEADROOM_POSTGRES_TOOL, "stop", m_folder});
    close(m_leash);
}

void Server::take(const std::string& output) {
    m_folder = fieldOf(output, "dir");
    m_url = fieldOf(output, "url");
    m_certificate = fieldOf(output, "certificate");
    m_passwordFile = fieldOf(output, "passfile");
    m_process = std::stoi(fieldOf(output, "pid"));
}

void Server::kill() const {
    killAndAwait(m_process);
}

void Server::startAgain() {
    const CommandResult start = runCommand({HEADROOM_POSTGRES_TOOL, "start", "--dir", m_folder});
    if (start.status != 0) throw std::runtime_error("PostgreSQL does not start again: " + start.error);
    take(start.output);
}

std::int64_t Server::query(const std::string& sql) const {
    auto connection = services::PostgresConnection::open(m_url, "administrator");
    if (!connection) throw std::runtime_error(connection.error().message);
    const auto rows = connection.value()->run(sql);
    if (!rows) throw std::runtime_error(sql + ": " + rows.error().message);
    return rows.value().count() > 0 ? rows.value().integer(0, 0) : 0;
}

}  // namespace headroom::integration
