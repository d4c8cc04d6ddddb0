#include "tests/gui/draw/transaction_platform.h"

#include <vector>

namespace headroom::gui {

using views::PaletteItem;

void placeElements(Sketcher& sketch) {
    sketch.key(Qt::Key_Minus, Qt::ControlModifier, 3);
    sketch.drop(PaletteItem::Zone, {-240, -100});
    sketch.drop(PaletteItem::Zone, {16, -100});
    sketch.drop(PaletteItem::Zone, {272, -100});
    sketch.drop(PaletteItem::Nodes, {528, -100});
    sketch.drop(PaletteItem::Client, {-240, 112});
    sketch.drop(PaletteItem::Gateway, {80, 112});
    sketch.drop(PaletteItem::Service, {400, 112});
    sketch.rename("transaction");
    sketch.drop(PaletteItem::Service, {1120, 16});
    sketch.rename("notification");
    sketch.drop(PaletteItem::Service, {1120, 224});
    sketch.rename("audit");
    sketch.drop(PaletteItem::PostgreSql, {400, 336});
    sketch.rename("ledger");
    sketch.drop(PaletteItem::MongoDb, {1120, 448});
    sketch.rename("audit-log");
    sketch.drop(PaletteItem::Redis, {400, 496});
    sketch.drop(PaletteItem::Cluster, {760, 112});
    for (const char* topic :
         {"transaction-initiated", "transaction-initiated-notification-dlt", "transaction-initiated-audit-dlt"}) {
        sketch.placeByKeys(PaletteItem::Topic);
        sketch.rename(topic);
    }
}

void describeScenario(Sketcher& sketch) {
    sketch.selectNothing();
    sketch.set("name", "transaction-platform");
    sketch.set("description", "a day's load curve in twenty minutes, with faults and autoscaling");
    sketch.set("versions kafka", "3.6");
    sketch.set("kubernetes", "1.28");
    sketch.set("resilience4j", "2.1");
    sketch.choose("kafka client", 'j');
    sketch.set("duration", "20m");
    sketch.set("warmup", "30s");
    sketch.set("frame", "1s");
    sketch.set("seed", "1");
    sketch.guess("within", "0.05ms", "0.25ms", "one way inside a zone: published round trips of 0.1 to 0.5 ms");
    sketch.guess("between", "0.3ms", "1ms", "one way between zones of a region: published round trips of 0.6 to 2 ms");
    sketch.set("bandwidth", "10Gbit/s");
    sketch.select("node/worker");
    sketch.set("count", "9");
    sketch.set("zones", "zone-a, zone-b, zone-c");
    sketch.set("cpu", "16");
    sketch.set("memory", "64GiB");
}

void describeStores(Sketcher& sketch) {
    sketch.select("store/ledger");
    sketch.set("zone", "zone-a");
    sketch.set("servers", "64");
    sketch.set("connections", "600");
    sketch.addEntry("operations", "insertTransaction");
    sketch.fill("lognormal(mean=guess(0.5ms..2.5ms), cv=1)");
    sketch.addEntry("operations", "outboxPoll");
    sketch.addEntry("operations", "outboxDelete");
    sketch.removeEntry("write");
    sketch.removeEntry("read");
    sketch.select("store/audit-log");
    sketch.set("zone", "zone-b");
    sketch.set("servers", "64");
    sketch.addEntry("operations", "insertMany");
    sketch.fill("lognormal(mean=guess(2ms..8ms), cv=0.8)");
    sketch.removeEntry("insert");
    sketch.removeEntry("find");
    sketch.select("store/cache");
    sketch.set("zone", "zone-a");
    sketch.set("get time", "guess(8us..20us)");
    sketch.set("get hit", "100%");
    sketch.removeEntry("set");
}

void describeCluster(Sketcher& sketch) {
    sketch.select("cluster/main");
    sketch.set("zones", "zone-a, zone-b, zone-c");
    sketch.set("cores", "8");
    sketch.set("page cache", "16GiB");
    sketch.set("disk", "500MB/s");
    sketch.guess("work per request", "20us", "60us", "I/O thread time a request");
    sketch.guess("work per batch", "5us", "20us", "validate and append a batch");
    sketch.guess("work per byte", "0.2ns", "1ns", "checksum and copy");
    for (const char* topic : {"topic/transaction-initiated", "topic/transaction-initiated-notification-dlt",
                              "topic/transaction-initiated-audit-dlt"}) {
        sketch.select(topic);
        sketch.set("partitions", "24");
        sketch.set("replicas", "3");
        sketch.set("min.insync", "2");
    }
}

void describeTransaction(Sketcher& sketch) {
    sketch.select("service/transaction");
    sketch.set("requests cpu", "1");
    sketch.set("limits cpu", "2");
    sketch.set("readiness initial", "3");
    sketch.set("readiness period", "5");
    sketch.set("liveness initial", "10");
    sketch.set("liveness period", "10");
    sketch.set("scale target kind", "Deployment");
    sketch.set("scale target name", "transaction");
    sketch.set("minReplicas", "2");
    sketch.set("maxReplicas", "12");
    sketch.addItem("metrics", 0);
    sketch.set("averageUtilization", "60");
    sketch.set("scale down stabilization", "120");
    sketch.guess("scheduling", "1s", "4s", "scheduler, sandbox, image present on the node");
    sketch.guess("startup", "6s", "20s", "a Spring Boot application with a database");
    sketch.set("endpoint propagation", "0.2s..2s");
    sketch.set("threads", "200");
    sketch.set("queue", "100");
    sketch.addEntry("operations", "create");
    sketch.fill("lognormal(mean=guess(0.2ms..0.8ms), cv=1)");
    sketch.addEntry("operations", "status");
    sketch.fill("lognormal(mean=guess(0.1ms..0.3ms), cv=1)");
    sketch.removeEntry("handle");
    sketch.set("hikari maximum", "40");
    sketch.addEntry("circuit breakers", "ledger");
    sketch.choose("circuit breakers ledger window type", 'T');
    sketch.set("circuit breakers ledger window size", "60");
    sketch.set("failure rate threshold", "50");
    sketch.addEntry("retries", "ledger");
    sketch.set("retries ledger attempts", "5");
    sketch.set("wait-duration", "200ms");
    sketch.choose("exponential back-off", 't');
    sketch.set("retries multiplier", "2");
    sketch.set("longest wait", "32s");
    sketch.choose("jitter", 't');
}

void connectElements(Sketcher& sketch) {
    sketch.connect("service/transaction", "store/ledger");
    sketch.connect("service/transaction", "topic/transaction-initiated");
    sketch.connect("topic/transaction-initiated", "service/notification");
    sketch.connect("topic/transaction-initiated", "service/audit");
    sketch.connect("service/gateway", "service/transaction");
}

void describeCalls(Sketcher& sketch) {
    sketch.select("service/transaction");
    sketch.set("create store timeout", "5s");
    sketch.set("create store circuit breaker", "ledger");
    sketch.set("create store retry", "ledger");
    sketch.choose("create publish via", 'o');
    sketch.set("create publish key", "uniform(100k)");
    sketch.set("create publish size", "guess(300B..1200B)");
    sketch.addItem("status", 1);
    sketch.fill("cache.get");
    sketch.set("status store timeout", "1s");
    sketch.set("outbox store", "ledger");
    sketch.guess("poll interval", "20ms", "100ms", "a polling relay; unpublished");
    sketch.set("batch size", "1000");
    sketch.set("relays", "2");
    sketch.guess("relay work", "5us", "20us", "read, serialize, send, mark: a row");
}

void describeGateway(Sketcher& sketch) {
    sketch.select("service/gateway");
    sketch.set("replicas", "3");
    sketch.set("requests cpu", "2");
    sketch.set("limits cpu", "4");
    sketch.set("threads", "unlimited");
    sketch.guess("startup", "5s", "15s", "a Spring Boot application without a database");
    sketch.set("replenish", "60000");
    sketch.set("burst", "60000");
    sketch.addEntry("routes", "createTransaction");
    sketch.fill("transaction.create");
    sketch.set("createTransaction cpu", "40us..160us");
    sketch.set("createTransaction timeout", "10s");
    sketch.addEntry("routes", "status");
    sketch.fill("transaction.status");
    sketch.set("routes status cpu", "40us..160us");
    sketch.set("routes status timeout", "2s");
    sketch.removeEntry("create");
}

void describeClient(Sketcher& sketch) {
    sketch.connect("client/users", "service/gateway");
    sketch.select("client/users");
    sketch.set("zone", "zone-a");
    sketch.set("load", "closed(users=daily(40..500, period=20m), thinkTime=exponential(mean=guess(20ms..60ms)))");
    sketch.set("call timeout", "10s");
    sketch.addItem("journey", 0);
    sketch.fill("gateway.status");
    sketch.set("gateway.status timeout", "2s");
    sketch.set("gateway.status probability", "0%..20%");
}

void describeConsumers(Sketcher& sketch) {
    for (const char* name : {"notification", "audit"}) {
        sketch.select((std::string("service/") + name).c_str());
        sketch.set("replicas", "12");
        sketch.set("requests cpu", "500m");
        sketch.set("limits cpu", "2");
        sketch.guess("startup", "6s", "20s", "as the Transaction service");
        sketch.guess("scheduling", "1s", "4s", "as the Transaction service");
        sketch.removeEntry("handle");
        sketch.select((std::string("group/") + name).c_str());
        sketch.set("concurrency", "2");
        const bool isAudit = std::string(name) == "audit";
        sketch.set("steps cpu",
                   isAudit ? "lognormal(mean=guess(20us..100us), cv=1)" : "lognormal(mean=guess(50us..250us), cv=1)");
        sketch.set("back-off", "0s");
        sketch.set("attempts", "3");
        sketch.set("dead-letter", isAudit ? "transaction-initiated-audit-dlt" : "transaction-initiated-notification-dlt");
    }
    sketch.addItem("steps", 1);
    sketch.fill("audit-log.insertMany");
    sketch.choose("steps store once per", 'b');
}

namespace {

/// A row of fields, from one to the next by Tab; an empty text leaves one as it is.
void fillInTurn(Sketcher& sketch, const std::vector<const char*>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        sketch.type(QLatin1String(values[i]));
        sketch.key(i + 1 < values.size() ? Qt::Key_Tab : Qt::Key_Return);
    }
}

}  // namespace

void describeFaults(Sketcher& sketch) {
    sketch.selectNothing();
    enum Kind { Kill, Delete, Partition, Slow, Fail, Outage, Surge, Poison };
    sketch.addItem("faults", Delete);
    fillInTurn(sketch, {"5m", "", "pod/transaction"});
    sketch.addItem("faults", Partition);
    fillInTurn(sketch, {"8m", "60s", "service/notification"});
    sketch.addItem("faults", Fail);
    fillInTurn(sketch, {"11m", "30s", "store/ledger", "70%"});
    sketch.addItem("faults", Poison);
    fillInTurn(sketch, {"14m", "60s", "topic/transaction-initiated", "0.1%"});
    sketch.addItem("faults", Kill);
    fillInTurn(sketch, {"16m", "30s", "broker/main/1"});
}

void describeExpectations(Sketcher& sketch) {
    const std::vector<std::vector<const char*>> claims{
        {"no record is lost on the way to Notification", "last(group/notification.lostRecords)", "== 0"},
        {"no record is lost on the way to Audit", "last(group/audit.lostRecords)", "== 0"},
        {"Notification keeps up by the end of the day", "last(group/notification.consumerLag)", "<= 20k"},
        {"Audit keeps up by the end of the day", "last(group/audit.consumerLag)", "<= 20k"},
        {"the outbox is worked off by the end of the day", "last(service/transaction.outboxRows)", "<= 20k"}};
    sketch.selectNothing();
    for (const auto& claim : claims) {
        sketch.addItem("expectations", 0);
        fillInTurn(sketch, claim);
    }
}

}  // namespace headroom::gui
