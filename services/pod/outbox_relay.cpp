#include "services/pod/outbox_relay.h"

#include <utility>

#include "services/execution/work.h"

namespace headroom::services {

using model::Duration;

namespace {

constexpr Duration leaseLength = Duration::seconds(5);
constexpr Duration leasePause = Duration::seconds(1);
// At the end: long enough for the lease of a relay that was killed to run out.
constexpr Duration drainPatience = Duration::seconds(6);
constexpr Duration drainPause = Duration::milliseconds(20);

}  // namespace

OutboxRelay::OutboxRelay(int number, const Surroundings& surroundings)
    : m_around(surroundings),
      m_outbox(*surroundings.service.outbox),
      m_number{surroundings.service.name, number, m_outbox.relays} {
    m_thread = std::thread([this] { run(); });
}

OutboxRelay::~OutboxRelay() {
    m_thread.join();
}

/// Once for as long as it stays so: turns may be milliseconds apart.
void OutboxRelay::complain(const std::string& what, const std::string& reason) {
    m_isWell = false;
    const std::string trouble = what + ": " + reason;
    if (trouble == m_trouble) return;
    m_trouble = trouble;
    m_around.log.error("outbox", what, {{"relay", m_number.number}, {"reason", reason}});
}

void OutboxRelay::recover() {
    if (m_trouble.empty()) return;
    m_trouble.clear();
    m_around.log.info("outbox", "the outbox is relayed again", {{"relay", m_number.number}});
}

void OutboxRelay::run() {
    while (!m_around.stop.isStopped()) {
        m_isWell = true;
        const bool canWork = connect() && hasLease();
        const bool isMore = canWork && relay();
        forgetBroken();
        if (m_isWell) recover();
        if (!isMore) m_around.stop.waitFor(canWork ? m_outbox.pollInterval : leasePause);
    }
    drain();
}

/// What was written until now needn't wait for another pod, which may never come. Whoever has the lease publishes it.
void OutboxRelay::drain() {
    const std::int64_t written = wallClockNs();
    const model::Instant end = now() + drainPatience;
    while (now() < end && connect() && isLeft(written)) {
        if (!hasLease() || !relay()) rest(drainPause);
        forgetBroken();
    }
    if (m_database != nullptr) m_database->lease(m_number, m_around.pod, wallClockNs(), 0);
}

bool OutboxRelay::isLeft(std::int64_t written) {
    const auto oldest = m_database->outboxRows(m_number, 1);
    return oldest && !oldest.value().empty() && oldest.value().front().record.createdNs <= written;
}

void OutboxRelay::forgetBroken() {
    if (m_database != nullptr && !m_database->isAlive()) m_database.reset();
}

bool OutboxRelay::connect() {
    if (m_database != nullptr) return true;
    auto made = m_around.stores.connect(m_outbox.store);
    if (made)
        m_database = std::move(made.value());
    else
        complain("no connection to the outbox", made.error().message);
    return m_database != nullptr;
}

bool OutboxRelay::hasLease() {
    const std::int64_t at = wallClockNs();
    const auto leased = m_database->lease(m_number, m_around.pod, at, at + leaseLength.ns);
    if (!leased) complain("the lease can't be had", leased.error().message);
    return leased && leased.value();
}

bool OutboxRelay::relay() {
    ++m_turn;
    const model::Instant began = now();
    const auto rows = m_database->outboxRows(m_number, m_outbox.batchSize);
    playTime(m_outbox.pollOperation);
    measure(m_outbox.pollOperation, rows ? Outcome::Ok : Outcome::Failed, began);
    if (!rows) {
        complain("the outbox can't be read", rows.error().message);
        return false;
    }
    if (rows.value().empty()) return false;
    publish(rows.value());
    return static_cast<int>(rows.value().size()) == m_outbox.batchSize;
}

void OutboxRelay::publish(const std::vector<OutboxRow>& rows) {
    std::vector<const OutgoingRecord*> records;
    for (const OutboxRow& row : rows) {
        burn({m_around.place.draws.time(m_outbox.relayWorkPerRow, static_cast<std::uint64_t>(row.id), 0).count()});
        records.push_back(&row.record);
    }
    const std::vector<Outcome> outcomes = m_around.producer.sendAll(records);
    std::vector<OutboxRow> published;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (isOk(outcomes[i])) published.push_back(rows[i]);
    const model::Instant began = now();
    playTime(m_outbox.deleteOperation);
    const auto failure = m_database->deleteOutboxRows(published);
    measure(m_outbox.deleteOperation, failure ? Outcome::Failed : Outcome::Ok, began);
    if (failure) complain("published rows can't be deleted", failure->message);
    if (published.size() < rows.size()) complain("rows can't be published", "the broker didn't acknowledge them");
}

/// As a simulation counts it: polls and deletions are the store's work.
void OutboxRelay::measure(const std::string& operation, Outcome outcome, model::Instant began) {
    m_around.stores.observe(m_outbox.store, operation, outcome, now() - began);
}

void OutboxRelay::playTime(const std::string& operation) {
    const auto relays = static_cast<std::uint64_t>(m_number.relays);
    rest(m_around.stores.timeOf(m_outbox.store, operation, m_turn * relays + static_cast<std::uint64_t>(m_number.number)));
}

}  // namespace headroom::services
