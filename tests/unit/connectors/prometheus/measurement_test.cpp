#include "connectors/prometheus/measurement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "connectors/prometheus/exposition_reader.h"

namespace headroom::connectors::prometheus {
namespace {

using testing::Contains;
using testing::ElementsAre;

std::vector<Sample> samplesIn(const std::string& text, ExpositionFormat format = ExpositionFormat::Text) {
    auto read = readExposition(text, format);
    EXPECT_TRUE(read) << read.error().position.line << ": " << read.error().message;
    return read ? samplesOf(std::move(read.value())) : std::vector<Sample>{};
}

std::vector<Sample> recorded(const std::string& name, ExpositionFormat format = ExpositionFormat::Text) {
    std::ifstream file(HEADROOM_EXPOSITIONS "/" + name, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_FALSE(text.empty()) << name;
    return samplesIn(text, format);
}

Reading page(std::vector<Sample> samples, double time, const std::string& source = "http://pod:80/metrics") {
    return {source, "", "pod:80", time, true, std::move(samples)};
}

/// What such a process told when it had counted half.
std::vector<Sample> halved(std::vector<Sample> samples) {
    for (Sample& sample : samples) sample.value /= 2;
    return samples;
}

/// Ten seconds in which the process counted the other half of what it has.
std::vector<ElementFigures> measured(const std::vector<Sample>& samples, const Mapping& mapping = builtInMapping()) {
    Measurement measurement(mapping);
    measurement.measure({page(halved(samples), 100)}, {});
    return measurement.measure({page(samples, 110)}, {});
}

std::vector<std::string> namesOf(const std::vector<ElementFigures>& all) {
    std::vector<std::string> names;
    for (const ElementFigures& figures : all) names.push_back(figures.kind + "/" + figures.name);
    return names;
}

TEST(MeasurementTest, KnowsServicesWithOpenTelemetrysNames) {
    const auto all = measured(recorded("headroom-service.txt"));
    ASSERT_THAT(namesOf(all), ElementsAre("group/audit", "service/transaction")) << "named by target_info";
    const ElementFigures& service = all[1];
    EXPECT_EQ(service.requests, 500);
    EXPECT_EQ(service.failures, 30);
    EXPECT_DOUBLE_EQ(service.requestRate.value(), 50);
    EXPECT_DOUBLE_EQ(service.errorRatio().value(), 0.06);
    EXPECT_DOUBLE_EQ(service.latencyQuantile(0.5).value(), 0.0175);
    EXPECT_DOUBLE_EQ(service.meanLatency.value(), 0.01886);
    EXPECT_EQ(service.gauge(Figure::InFlight), 7);
    EXPECT_DOUBLE_EQ(service.cpuCores.value(), 0.75) << "user and system together";
    EXPECT_DOUBLE_EQ(service.cpuSeconds.value(), 7.5);
    EXPECT_THAT(service.rules, Contains("opentelemetry-http-server"));
    EXPECT_DOUBLE_EQ(all[0].requestRate.value(), 20);
    EXPECT_DOUBLE_EQ(all[0].latencyQuantile(0.5).value(), 0.005);
}

TEST(MeasurementTest, KnowsWhatStepsAndCommitsTake) {
    std::string text;
    for (
        const std::string series :
        {R"(headroom_step_duration_seconds%{headroom_step="services.order.operations.create[0].cpu",headroom_work="cpu")",
         R"(messaging_client_operation_duration_seconds%{messaging_operation_name="commit",messaging_consumer_group_name="audit")",
         R"(messaging_client_operation_duration_seconds%{messaging_operation_name="send",messaging_destination_name="orders")"})
        for (const auto& [suffix, end] : std::vector<std::pair<std::string, std::string>>{
                 {"_bucket", R"(,le="0.01"} 20)"}, {"_bucket", R"(,le="+Inf"} 40)"}, {"_sum", "} 0.6"}, {"_count", "} 40"}}) {
            std::string line = series;
            text += line.replace(line.find('%'), 1, suffix) + end + "\n";
        }
    const auto all = measured(samplesIn(text));
    ASSERT_THAT(namesOf(all), ElementsAre("group/audit", "step/services.order.operations.create[0].cpu"));
    EXPECT_EQ(all[0].newDurations.at(Figure::CommitTime).count(), 20);
    EXPECT_DOUBLE_EQ(all[1].newDurations.at(Figure::StepTime).sum.value(), 0.3);
}

TEST(MeasurementTest, KnowsTheBundledServicesOwnSeries) {
    const std::string text = R"(
headroom_journey_duration_seconds_count{client="users"} 80
headroom_journey_duration_seconds_sum{client="users"} 8
headroom_journey_duration_seconds_count{client="users",error_type="timedOut"} 12
headroom_journey_duration_seconds_sum{client="users",error_type="timedOut"} 12
headroom_journey_duration_seconds_count{client="users",error_type="rejected"} 8
headroom_journey_duration_seconds_sum{client="users",error_type="rejected"} 0
headroom_journeys_offered_total{client="users"} 110
headroom_client_users{client="users"} 40
db_client_operation_duration_seconds_count{db_namespace="ledger",db_operation_name="insert"} 60
db_client_operation_duration_seconds_sum{db_namespace="ledger",db_operation_name="insert"} 0.6
db_client_operation_duration_seconds_count{db_namespace="ledger",db_operation_name="read"} 20
db_client_operation_duration_seconds_sum{db_namespace="ledger",db_operation_name="read"} 0.2
headroom_record_end_to_end_latency_seconds_bucket{messaging_consumer_group_name="audit",le="+Inf"} 30
headroom_record_end_to_end_latency_seconds_sum{messaging_consumer_group_name="audit"} 6
headroom_record_end_to_end_latency_seconds_count{messaging_consumer_group_name="audit"} 30
headroom_records_dead_lettered_total{messaging_consumer_group_name="audit"} 4
headroom_outbox_rows{service_name="order"} 6
)";
    Reading before = page(halved(samplesIn(text)), 100);
    Reading after = page(samplesIn(text), 110);
    before.isOfNoService = after.isOfNoService = true;
    Measurement measurement(builtInMapping());
    measurement.measure({before}, {});
    const auto all = measurement.measure({after}, {});
    ASSERT_THAT(namesOf(all), ElementsAre("client/users", "group/audit", "store/ledger"))
        << "what it says of a service is nobody's";
    EXPECT_EQ(all[0].requests, 50);
    EXPECT_EQ(all[0].failures, 6);
    EXPECT_EQ(all[0].rejections, 4) << "no failures";
    EXPECT_DOUBLE_EQ(all[0].meanLatency.value(), 0.2);
    EXPECT_EQ(all[0].counts.at(Figure::Started), 55);
    EXPECT_EQ(all[0].gauge(Figure::Users), 40);
    EXPECT_EQ(all[1].counts.at(Figure::DeadLettered), 2);
    EXPECT_EQ(all[1].newDurations.at(Figure::EndToEndLatency).sum, 3);
    EXPECT_EQ(all[2].requests, 40) << "of all operations";
    EXPECT_DOUBLE_EQ(all[2].meanLatency.value(), 0.01);
}

TEST(MeasurementTest, TakesTheLargestOfWhatPodsShare) {
    const auto outbox = [](const std::string& pod, int rows) {
        return page(samplesIn("headroom_outbox_rows{service_name=\"order\"} " + std::to_string(rows) + "\n"), 100, pod);
    };
    const auto all = Measurement(builtInMapping()).measure({outbox("a", 5), outbox("b", 7)}, {});
    EXPECT_EQ(all.at(0).gauge(Figure::OutboxRows), 7) << "one table";
}

TEST(MeasurementTest, ForgetsWhoIsGone) {
    Measurement measurement(builtInMapping());
    const auto threads = [](const std::string& pod) {
        return page(samplesIn("headroom_threads_busy{service_name=\"order\"} 2\n"), 100, pod);
    };
    measurement.measure({threads("a"), threads("b")}, {});
    EXPECT_TRUE(measurement.measure({threads("a")}, {"b"}).at(0).isPartial);
    measurement.forget("b");
    EXPECT_FALSE(measurement.measure({threads("a")}, {}).at(0).isPartial);
}

TEST(MeasurementTest, KnowsSpringBootWithMicrometer) {
    const auto all = measured(recorded("spring-boot.txt"));
    ASSERT_THAT(namesOf(all), ElementsAre("service/order-service"));
    EXPECT_DOUBLE_EQ(all[0].requestRate.value(), 12.5) << "without those for metrics";
    EXPECT_DOUBLE_EQ(all[0].errorRatio().value(), 0.2);
    EXPECT_NEAR(all[0].latencyQuantile(0.5).value(), 0.012832912, 1e-12);
    EXPECT_EQ(all[0].gauge(Figure::InFlight), 3);
    EXPECT_EQ(all[0].gauge(Figure::BusyThreads), 5);
    EXPECT_EQ(all[0].gauge(Figure::Memory), 1e8);
    EXPECT_EQ(all[0].gauge(Figure::RecordsLag), 42) << "the largest; a client without partitions says NaN";
    EXPECT_EQ(all[0].cpuCores, 0.5) << "an eighth of four";
}

TEST(MeasurementTest, KnowsOfASpringServiceWithoutBucketsTheMeanOnly) {
    std::vector<Sample> samples = recorded("spring-boot.txt");
    std::erase_if(samples, [](const Sample& sample) { return sample.name.ends_with("_bucket"); });
    const auto all = measured(samples);
    EXPECT_DOUBLE_EQ(all.at(0).requestRate.value(), 12.5);
    EXPECT_DOUBLE_EQ(all[0].meanLatency.value(), 4.025 / 250);
    EXPECT_FALSE(all[0].latencyQuantile(0.99));
}

TEST(MeasurementTest, KnowsWhatIstioSaysOfTheServiceThatWasCalled) {
    const auto all = measured(recorded("istio-sidecar.txt"));
    ASSERT_THAT(namesOf(all), ElementsAre("service/reviews")) << "calls to others are told by these";
    EXPECT_DOUBLE_EQ(all[0].requestRate.value(), 16) << "durations and requests aren't added up";
    EXPECT_DOUBLE_EQ(all[0].errorRatio().value(), 0.0625);
    EXPECT_NEAR(all[0].latencyQuantile(0.5).value(), 0.0094, 1e-12) << "from milliseconds";
}

TEST(MeasurementTest, CountsIstiosRequestsWhereItsDurationsAreMissing) {
    std::vector<Sample> samples = recorded("istio-sidecar.txt");
    std::erase_if(samples, [](const Sample& sample) { return sample.name.starts_with("istio_request_duration"); });
    const auto all = measured(samples);
    EXPECT_DOUBLE_EQ(all.at(0).requestRate.value(), 16);
    EXPECT_DOUBLE_EQ(all[0].errorRatio().value(), 0.0625);
    EXPECT_FALSE(all[0].meanLatency);
}

TEST(MeasurementTest, TellsServicesOfACollectorsPageApart) {
    const auto all = measured(recorded("otel-collector.txt", ExpositionFormat::OpenMetrics));
    ASSERT_THAT(namesOf(all), ElementsAre("service/cart", "service/checkout-service"));
    EXPECT_DOUBLE_EQ(all[0].requestRate.value(), 5);
    EXPECT_DOUBLE_EQ(all[0].errorRatio().value(), 0);
    EXPECT_DOUBLE_EQ(all[1].errorRatio().value(), 1);
    EXPECT_DOUBLE_EQ(all[1].cpuCores.value(), 1.5);
}

TEST(MeasurementTest, KnowsGaugesOnlyAtFirstSight) {
    Measurement measurement(builtInMapping());
    const auto all = measurement.measure({page(recorded("headroom-service.txt"), 1)}, {});
    EXPECT_FALSE(all.at(1).requests);
    EXPECT_FALSE(all[1].requestRate);
    EXPECT_FALSE(all[1].cpuSeconds);
    EXPECT_FALSE(all[1].latencyQuantile(0.5));
    EXPECT_EQ(all[1].gauge(Figure::InFlight), 7);
}

TEST(MeasurementTest, AddsUpThePodsOfAService) {
    Measurement measurement(builtInMapping());
    const std::vector<Sample> samples = recorded("headroom-service.txt");
    const auto pods = [&](const std::vector<Sample>& all, double time) {
        return std::vector{page(all, time, "http://a:80/metrics"), page(all, time, "http://b:80/metrics")};
    };
    measurement.measure(pods(halved(samples), 100), {});
    const auto all = measurement.measure(pods(samples, 110), {});
    EXPECT_DOUBLE_EQ(all.at(1).requestRate.value(), 100);
    EXPECT_DOUBLE_EQ(all[1].latencyQuantile(0.5).value(), 0.0175);
    EXPECT_EQ(all[1].gauge(Figure::InFlight), 14);
    EXPECT_EQ(all[1].sources, 2U);
    EXPECT_FALSE(all[1].isPartial);
}

TEST(MeasurementTest, SaysThatFiguresArePartialWhileAPodIsSilent) {
    Measurement measurement(builtInMapping());
    const std::vector<Sample> samples = recorded("headroom-service.txt");
    measurement.measure({page(samples, 100, "http://a:80/metrics"), page(samples, 100, "http://b:80/metrics")}, {});
    const auto some = measurement.measure({page(samples, 101, "http://a:80/metrics")}, {"http://b:80/metrics"});
    EXPECT_TRUE(some.at(1).isPartial);
    EXPECT_EQ(some[1].gauge(Figure::InFlight), 7);
    const auto none = measurement.measure({}, {"http://a:80/metrics", "http://b:80/metrics"});
    ASSERT_THAT(namesOf(none), ElementsAre("group/audit", "service/transaction"));
    EXPECT_TRUE(none[1].isPartial);
    EXPECT_FALSE(none[1].gauge(Figure::InFlight));
}

TEST(MeasurementTest, CountsTheFirstFailures) {
    Measurement measurement(builtInMapping());
    const std::string fine = "http_server_request_duration_seconds_count{service_name=\"a\",http_response_status_code=\"200\"} ";
    measurement.measure({page(samplesIn(fine + "10\n"), 0)}, {});
    const auto all = measurement.measure(
        {page(
            samplesIn(fine +
                      "20\nhttp_server_request_duration_seconds_count{service_name=\"a\",http_response_status_code=\"500\"} 2\n"),
            10)},
        {});
    EXPECT_EQ(all.at(0).requests, 12);
    EXPECT_EQ(all[0].failures, 2);
}

TEST(MeasurementTest, CallsServicesByTheScenariosNames) {
    Mapping mapping = builtInMapping();
    mapping.aliases[{"service", "transaction"}] = "tx";
    EXPECT_THAT(namesOf(measured(recorded("headroom-service.txt"), mapping)), Contains("service/tx"));
    Measurement measurement(builtInMapping());
    Reading told = page(recorded("spring-boot.txt"), 1);
    told.service = "orders";
    EXPECT_THAT(namesOf(measurement.measure({told}, {})), ElementsAre("service/orders")) << "as the user calls it";
    std::vector<Sample> nameless = samplesIn("process_cpu_seconds_total 5\n");
    EXPECT_THAT(namesOf(measurement.measure({page(nameless, 1, "x")}, {})), ElementsAre("service/pod:80"));
}

TEST(MeasurementTest, PrefersUsersRules) {
    Mapping mapping = builtInMapping();
    model::Diagnostics diagnostics;
    mapping.addBefore(
        readMapping("rules: [{name: mine, series: jvm_threads_live_threads, figure: busyThreads}]", "mine.yaml", diagnostics));
    EXPECT_EQ(measured(recorded("spring-boot.txt"), mapping).at(0).gauge(Figure::BusyThreads), 34);
}

TEST(MeasurementTest, HoldsRatesOfAServerBetweenItsScrapes) {
    Measurement measurement(builtInMapping());
    const auto look = [&](double scraped, double value, double now) {
        QueryAnswer answer;
        answer.series.push_back(
            {{{"__name__", "istio_requests_total"}, {"reporter", "destination"}, {"destination_app", "a"}, {"job", "j"}},
             {{scraped - 15, value - 150}, {scraped, value}}});
        return measurement.measure({{"http://p:9090", "", "", now, false, samplesOf(answer)}}, {});
    };
    look(1000, 300, 1);
    const auto fresh = look(1015, 450, 16);
    EXPECT_EQ(fresh.at(0).requests, 150);
    EXPECT_EQ(fresh[0].requestRate, 10);
    const auto held = look(1015, 450, 17);
    EXPECT_EQ(held.at(0).requests, 0) << "nothing new";
    EXPECT_EQ(held[0].requestRate, 10) << "as far as is known";
}

TEST(SamplesOfAnAnswer, LeaveOutSeriesThatHaveEnded) {
    QueryAnswer answer;
    answer.series.push_back({{{"__name__", "alive"}}, {{85, 1}, {100, 2}}});
    answer.series.push_back({{{"__name__", "ended"}}, {{25, 1}, {40, 2}}});
    answer.series.push_back({{{"__name__", "begun"}}, {{99, 1}}});
    answer.series.push_back({{{"job", "nameless"}}, {{99, 1}}});
    std::vector<std::string> names;
    for (const Sample& sample : samplesOf(answer)) names.push_back(sample.name);
    EXPECT_THAT(names, ElementsAre("alive", "begun"));
}

}  // namespace
}  // namespace headroom::connectors::prometheus
