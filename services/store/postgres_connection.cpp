#include "services/store/postgres_connection.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <limits>
#include <utility>

#include "services/execution/work.h"
#include "services/store/postgres_messages.h"

namespace headroom::services {

using model::Duration;
using model::Instant;

namespace {

/// What the server was told about its time is over by then.
constexpr Duration courtesy = Duration::milliseconds(500);
const char* const queryCanceled = "57014";

void ignoreNotice(void*, const char*) {}

/// Milliseconds until then, rounded up.
int millisecondsUntil(Instant deadline) {
    const std::int64_t left = deadline.ns - now().ns;
    return static_cast<int>(std::clamp<std::int64_t>((left + 999'999) / 1'000'000, 0, std::numeric_limits<int>::max()));
}

DatabaseError errorOf(const PGresult* answer) {
    const char* const state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    return {tidy(PQresultErrorMessage(answer)), state != nullptr && std::string(state) == queryCanceled};
}

}  // namespace

// --- what was answered ---

void PostgresRows::Free::operator()(pg_result* rows) const {
    PQclear(rows);
}

int PostgresRows::count() const {
    return PQntuples(m_rows.get());
}

std::string PostgresRows::text(int row, int column) const {
    return PQgetvalue(m_rows.get(), row, column);
}

std::int64_t PostgresRows::integer(int row, int column) const {
    return std::strtoll(PQgetvalue(m_rows.get(), row, column), nullptr, 10);
}

bool PostgresRows::isNull(int row, int column) const {
    return PQgetisnull(m_rows.get(), row, column) == 1;
}

std::int64_t PostgresRows::changed() const {
    return std::strtoll(PQcmdTuples(m_rows.get()), nullptr, 10);
}

// --- the connection ---

void PostgresConnection::Finish::operator()(pg_conn* connection) const {
    PQfinish(connection);
}

DatabaseResult<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& url, const std::string& name) {
    // The URL comes last: what it says counts. A peer that is gone is missed after 10 s, asked or not.
    const std::array keywords{"connect_timeout",  "keepalives_idle",           "keepalives_interval", "keepalives_count",
                              "tcp_user_timeout", "fallback_application_name", "client_encoding",     "dbname"};
    const std::array values{"5", "5", "2", "3", "10000", name.c_str(), "UTF8", url.c_str()};
    std::array<const char*, keywords.size() + 1> keywordList{};
    std::array<const char*, values.size() + 1> valueList{};
    std::copy(keywords.begin(), keywords.end(), keywordList.begin());
    std::copy(values.begin(), values.end(), valueList.begin());
    std::unique_ptr<PostgresConnection> opened(
        new PostgresConnection(PQconnectdbParams(keywordList.data(), valueList.data(), 1)));
    PGconn* const connection = opened->m_connection.get();
    if (PQstatus(connection) != CONNECTION_OK) return DatabaseError{tidy(PQerrorMessage(connection))};
    PQsetNoticeProcessor(connection, ignoreNotice, nullptr);
    PQsetnonblocking(connection, 1);
    return opened;
}

bool PostgresConnection::isAlive() {
    if (m_isBroken || PQstatus(m_connection.get()) != CONNECTION_OK) return false;
    // Whoever wasn't asked and says something says goodbye, or it isn't worth finding out.
    pollfd socket{PQsocket(m_connection.get()), POLLIN, 0};
    m_isBroken = poll(&socket, 1, 0) != 0;
    return !m_isBroken;
}

DatabaseResult<PostgresRows> PostgresConnection::run(const std::string& sql) {
    if (m_isBroken || PQsendQuery(m_connection.get(), sql.c_str()) == 0) return lost();
    return answers(now() + usualTime, false);
}

std::optional<DatabaseError> PostgresConnection::prepare(const std::vector<PostgresStatement>& statements) {
    PGconn* const connection = m_connection.get();
    bool isSent = !m_isBroken && PQenterPipelineMode(connection) == 1;
    for (const PostgresStatement& statement : statements)
        isSent = isSent && PQsendPrepare(connection, statement.name.c_str(), statement.sql.c_str(), 0, nullptr) == 1;
    const auto done = finishPipeline(isSent, usualTime);
    return done ? std::nullopt : std::optional(done.error());
}

DatabaseResult<PostgresRows> PostgresConnection::commit(const std::vector<PostgresCall>& calls, Duration timeout) {
    bool isSent = !m_isBroken && PQenterPipelineMode(m_connection.get()) == 1;
    for (const PostgresCall& call : calls) isSent = isSent && send(call);
    return finishPipeline(isSent, timeout.isInfinite() ? usualTime : timeout + courtesy);
}

bool PostgresConnection::send(const PostgresCall& call) {
    std::vector<const char*> values;
    for (const auto& parameter : call.parameters) values.push_back(parameter ? parameter->c_str() : nullptr);
    return PQsendQueryPrepared(m_connection.get(), call.statement.c_str(), static_cast<int>(values.size()), values.data(),
                               nullptr, nullptr, 0) == 1;
}

/// All statements before a synchronisation are one transaction.
DatabaseResult<PostgresRows> PostgresConnection::finishPipeline(bool isSent, Duration time) {
    if (!isSent || PQpipelineSync(m_connection.get()) == 0) return lost();
    auto answered = answers(now() + time, true);
    if (!m_isBroken && PQexitPipelineMode(m_connection.get()) == 0) return lost();
    return answered;
}

/// Reads everything that is answered to what was sent: the last answer, or the first error.
DatabaseResult<PostgresRows> PostgresConnection::answers(Instant deadline, bool isPipeline) {
    PostgresRows last;
    std::optional<DatabaseError> failure;
    for (bool wasEnd = false;;) {
        if (const auto error = await(deadline)) return failure ? *failure : *error;
        PostgresRows answer(PQgetResult(m_connection.get()));
        const bool isEnd = answer.get() == nullptr;
        // Of one statement in a pipeline, of all otherwise.
        if (isEnd && isPipeline && wasEnd) return failure ? *failure : lost();
        if (isEnd && !isPipeline) break;
        wasEnd = isEnd;
        if (isEnd) continue;
        const ExecStatusType status = PQresultStatus(answer.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
            last = std::move(answer);
        else if (!failure)
            failure = errorOf(answer.get());
    }
    if (failure) return *failure;
    return last;
}

/// Until the next answer can be had.
std::optional<DatabaseError> PostgresConnection::await(Instant deadline) {
    PGconn* const connection = m_connection.get();
    while (true) {
        const int unsent = PQflush(connection);
        if (unsent < 0) return lost();
        if (unsent == 0 && PQisBusy(connection) == 0) return std::nullopt;
        pollfd socket{PQsocket(connection), static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN), 0};
        const int ready = poll(&socket, 1, millisecondsUntil(deadline));
        if (ready == 0) {
            m_isBroken = true;
            return DatabaseError{"the database did not answer in time", true};
        }
        if (ready < 0 && errno != EINTR) return lost();
        if (ready > 0 && socket.revents != POLLOUT && PQconsumeInput(connection) == 0) return lost();
    }
}

DatabaseError PostgresConnection::lost() {
    m_isBroken = true;
    const std::string message = tidy(PQerrorMessage(m_connection.get()));
    return {message.empty() ? "the connection to the database is broken" : message};
}

}  // namespace headroom::services
