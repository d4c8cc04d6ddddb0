// Stores in a real PostgreSQL: what every database promises, and what becomes of it when connections break or the server is
// killed.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include "services/execution/work.h"
#include "services/store/connection_pool.h"
#include "services/store/postgres_database.h"
#include "tests/integration/postgres/server.h"
#include "tests/services/store/store_database_suite.h"

namespace headroom::services {
namespace {

using integration::Server;
using model::Duration;
using testing::HasSubstr;

constexpr Duration patience = Duration::seconds(60);

class PostgresUnderTest final : public StoreUnderTest {
public:
    std::unique_ptr<StoreDatabase> open() override {
        auto opened = PostgresDatabase::open(Server::shared().url(), m_name, "test");
        if (!opened) throw std::runtime_error(opened.error().message);
        return std::move(opened.value());
    }
    std::int64_t query(const std::string& sql) override {
        std::string text = sql;
        const std::string schema = PostgresDatabase::schemaOf(m_name) + ".";
        for (std::size_t at = text.find("{}"); at != std::string::npos; at = text.find("{}")) text.replace(at, 2, schema);
        return Server::shared().query(text);
    }

private:
    static inline int m_stores = 0;
    std::string m_name = "store" + std::to_string(++m_stores);
};

INSTANTIATE_TEST_SUITE_P(Postgres, StoreDatabaseTest, testing::Values([]() -> std::unique_ptr<StoreUnderTest> {
                             return std::make_unique<PostgresUnderTest>();
                         }));

class PostgresDatabaseTest : public testing::Test {
protected:
    /// Looks until it is so.
    template <class Condition>
    static bool eventually(const Condition& condition) {
        const model::Instant end = now() + patience;
        while (!condition())
            if (now() >= end) return false;
        return true;
    }
    /// Whoever inserts a row from now on waits in the middle of its transaction for as long as the connection that is returned
    /// lives.
    std::unique_ptr<PostgresConnection> blockOutbox() {
        store.query(
            "CREATE FUNCTION {}wait() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NEW; END $$");
        store.query("CREATE TRIGGER wait BEFORE INSERT ON {}outbox FOR EACH ROW EXECUTE FUNCTION {}wait()");
        auto blocker = PostgresConnection::open(server.url(), "blocker");
        if (!blocker.value()->run("SELECT pg_advisory_lock(7)")) throw std::runtime_error("no lock");
        return std::move(blocker.value());
    }
    std::int64_t effects() { return store.query("SELECT count(*) FROM {}effect"); }
    static std::int64_t blockedByKey() {
        return Server::shared().query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'transactionid'");
    }
    static std::int64_t waiting() {
        return Server::shared().query(
            "SELECT pid FROM pg_stat_activity WHERE wait_event = 'advisory' AND application_name = 'test'");
    }

    Server& server = Server::shared();
    PostgresUnderTest store;
    const std::string orders = "orders";
    const std::string insert = "insert";
    const Errand errand = Errand::of({1, 2, 3}, 4);
    const OutgoingRecord record = recordOf("k");
};

TEST_F(PostgresDatabaseTest, ManyMayCreateAStoreAtOnce) {
    constexpr int many = 6;
    std::atomic<int> here{0};
    std::vector<std::future<bool>> openings;
    for (int i = 0; i < many; ++i)
        openings.push_back(std::async(std::launch::async, [&] {
            ++here;
            while (here < many) std::this_thread::yield();
            return store.open()->outboxSize("orders").value() == 0;
        }));
    for (auto& opening : openings) EXPECT_TRUE(opening.get());
}

TEST_F(PostgresDatabaseTest, ASchemaOfAnEarlierVersionIsRefused) {
    store.open();
    store.query("ALTER TABLE {}effect DROP COLUMN once");
    try {
        store.open();
        ADD_FAILURE() << "it was taken";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("earlier version's; DROP SCHEMA"));
    }
}

/// Whoever had no answer tries again, while the first attempt is still on its way.
TEST_F(PostgresDatabaseTest, TwoAttemptsAtOnceHaveOneEffect) {
    store.open();
    auto blocker = blockOutbox();
    const auto attempt = [this] {
        StoreWrite write{insert, errand, orders, &record};
        write.onceKey = "the same";
        return !store.open()->write(write);
    };
    auto first = std::async(std::launch::async, attempt);
    ASSERT_TRUE(eventually([] { return waiting() != 0; }));
    auto second = std::async(std::launch::async, attempt);
    ASSERT_TRUE(eventually([&] { return blockedByKey() > 0; })) << "the second waits for what becomes of the first";
    blocker.reset();
    EXPECT_TRUE(first.get());
    EXPECT_TRUE(second.get());
    EXPECT_EQ(effects(), 1);
    EXPECT_EQ(store.open()->outboxSize(orders).value(), 1);
}

TEST_F(PostgresDatabaseTest, AWriteThatIsCutOffInTheMiddleLeavesNothing) {
    const auto database = store.open();
    ASSERT_FALSE(database->write({insert, errand, orders, &record}));
    const auto blocker = blockOutbox();
    auto write = std::async(std::launch::async, [&] { return database->write({insert, errand, orders, &record}); });
    ASSERT_TRUE(eventually([] { return waiting() != 0; }));
    server.query("SELECT pg_terminate_backend(" + std::to_string(waiting()) + ")");
    const auto failure = write.get();
    ASSERT_TRUE(failure);
    EXPECT_THAT(failure->message, HasSubstr("terminating connection"));
    EXPECT_FALSE(database->isAlive());
    EXPECT_EQ(effects(), 1);
    EXPECT_EQ(store.open()->outboxSize("orders").value(), 1);
    EXPECT_TRUE(database->write({insert, errand, orders, &record})) << "a broken connection writes nothing";
}

TEST_F(PostgresDatabaseTest, AWriteThatTakesTooLongLeavesNothingAndItsConnectionWorks) {
    const auto database = store.open();
    auto blocker = blockOutbox();
    const auto failure = database->write({insert, errand, orders, &record, Duration::milliseconds(100)});
    ASSERT_TRUE(failure);
    EXPECT_TRUE(failure->isTimeout);
    EXPECT_THAT(failure->message, HasSubstr("statement timeout"));
    EXPECT_EQ(effects(), 0);
    blocker.reset();
    EXPECT_TRUE(database->isAlive());
    EXPECT_FALSE(database->write({insert, errand, orders, &record}));
    EXPECT_EQ(effects(), 1);
}

TEST_F(PostgresDatabaseTest, AServerThatHangsCostsNoMoreThanTheTimeAllowed) {
    const auto database = store.open();
    const auto blocker = blockOutbox();
    auto write = std::async(std::launch::async, [&] {
        return database->write({insert, errand, orders, &record, Duration::seconds(1)});
    });
    ASSERT_TRUE(eventually([] { return waiting() != 0; }));
    const auto process = static_cast<pid_t>(waiting());
    ASSERT_EQ(kill(process, SIGSTOP), 0);
    const auto failure = write.get();
    kill(process, SIGCONT);
    ASSERT_TRUE(failure);
    EXPECT_TRUE(failure->isTimeout);
    EXPECT_FALSE(database->isAlive());
    EXPECT_EQ(effects(), 0);
}

TEST_F(PostgresDatabaseTest, AConnectionThatBreaksWhileNobodyUsesItIsNotAlive) {
    const auto database = store.open();
    EXPECT_TRUE(database->isAlive());
    server.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test' AND pid <> pg_backend_pid()");
    EXPECT_TRUE(eventually([&] { return !database->isAlive(); }));
}

TEST_F(PostgresDatabaseTest, APoolOutlivesAServerThatIsKilled) {
    ConnectionPool pool(2, patience, [this]() -> DatabaseResult<std::unique_ptr<StoreDatabase>> {
        try {
            return store.open();
        } catch (const std::runtime_error& error) {
            return DatabaseError{error.what()};
        }
    });
    std::string error;
    ASSERT_FALSE((*pool.take(error))->write({insert, errand, orders, &record}));
    server.kill();
    auto write = std::async(std::launch::async, [&] {
        std::string trouble;
        const auto lent = pool.take(trouble);
        return lent && !(*lent)->write({insert, errand, orders, &record});
    });
    server.startAgain();
    write.get();
    // Whatever became of that one, which may have had a connection that died under it.
    const auto lent = pool.take(error);
    ASSERT_TRUE(lent) << error;
    EXPECT_FALSE((*lent)->write({insert, errand, orders, &record}));
    const auto rows = (*lent)->outboxSize("orders");
    EXPECT_EQ(rows.value(), effects());
    EXPECT_GE(rows.value(), 2);
}

TEST_F(PostgresDatabaseTest, WhoAnswersIsVerified) {
    const std::string local = server.url();
    std::string named = local;
    named.replace(named.find("127.0.0.1"), 9, "localhost");
    const auto open = [&](const std::string& url) { return PostgresDatabase::open(url, "verified", "test"); };
    EXPECT_TRUE(open(named + "?sslmode=verify-full&sslrootcert=" + server.certificate()));
    const auto otherName = open(local + "?sslmode=verify-full&sslrootcert=" + server.certificate());
    ASSERT_FALSE(otherName);
    EXPECT_THAT(otherName.error().message, HasSubstr("does not match host name \"127.0.0.1\""));
    const auto otherAuthority = open(named + "?sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt");
    ASSERT_FALSE(otherAuthority);
    EXPECT_THAT(otherAuthority.error().message, HasSubstr("certificate verify failed"));
}

/// Takes connections, and never says a word.
class SilentPeer {
public:
    SilentPeer() : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        if (bind(m_socket, generic, size) != 0 || listen(m_socket, 1) != 0 || getsockname(m_socket, generic, &size) != 0)
            throw std::runtime_error("no port");
        port = ntohs(address.sin_port);
    }
    ~SilentPeer() { close(m_socket); }
    SilentPeer(const SilentPeer&) = delete;
    SilentPeer& operator=(const SilentPeer&) = delete;

    int port = 0;

private:
    int m_socket;
};

TEST(PostgresConnection, IsNotWaitedForLongerThanItsTime) {
    const SilentPeer peer;
    const model::Instant began = now();
    const auto opened =
        PostgresConnection::open("postgresql://127.0.0.1:" + std::to_string(peer.port) + "/shop?connect_timeout=2", "test");
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("timeout expired"));
    EXPECT_LT(now() - began, Duration::seconds(20));
}

}  // namespace
}  // namespace headroom::services
