#include "tests/gui/draw/transaction_platform.h"

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
    sketch.set("endpoint propagation", "guess(0.2s..2s)");
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

}  // namespace headroom::gui
