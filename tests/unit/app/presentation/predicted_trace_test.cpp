#include "app/presentation/predicted_trace.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::presentation {
namespace {

using trace::ElementIndex;
using trace::SeriesIndex;

class PredictedTraceTest : public testing::Test {
protected:
    PredictedTraceTest() {
        m_trace.begin({});
        m_trace.declare(trace::Element{ElementIndex{0}, "service/order", "service", "order", ""});
        declare("completed");
        frame({{SeriesIndex{0}, 3}});
    }
    void declare(const std::string& name) {
        m_trace.declare(trace::Series{SeriesIndex{m_series++}, ElementIndex{0}, name, "requests", trace::SeriesKind::Counter});
    }
    void frame(std::vector<std::pair<SeriesIndex, double>> values) {
        trace::Frame next;
        next.number = m_number++;
        next.time = trace::Instant{} + model::Duration::seconds(static_cast<std::int64_t>(next.number));
        next.values = std::move(values);
        m_trace.frame(next);
    }
    void predict(const std::string& element, const std::string& figure, double value) {
        Prediction prediction;
        prediction.elements = {{element, {{figure, "requests/s", value, value, value}}}};
        prediction.loads = {{"users", 1.5, 0.1, forecast::ClientLoad::Basis::Client}};
        m_trace.take(prediction);
    }
    std::vector<double> column(const std::string& name) const {
        const trace::Series* series = m_out.findSeries("service/order", name);
        return series == nullptr ? std::vector<double>{} : m_out.column(series->index);
    }

    trace::MemoryTrace m_out;
    PredictedTrace m_trace{m_out};
    std::uint32_t m_series = 0;
    std::uint64_t m_number = 0;
};

TEST_F(PredictedTraceTest, KeepsWhatIsMeasuredApartFromWhatIsPredicted) {
    predict("service/order", "throughput", 40);
    frame({{SeriesIndex{0}, 5}});
    // What is measured later is numbered after what was predicted before.
    declare("failed");
    frame({{SeriesIndex{0}, 8}, {SeriesIndex{1}, 2}});
    EXPECT_EQ(column("completed"), (std::vector<double>{3, 5, 8}));
    EXPECT_EQ(column("failed").back(), 2);
    const std::vector<double> predicted = column("predicted.throughput");
    ASSERT_EQ(predicted.size(), 3U);
    EXPECT_TRUE(std::isnan(predicted[0]));
    EXPECT_EQ(predicted[1], 40);
    EXPECT_EQ(predicted[2], 40);
}

TEST_F(PredictedTraceTest, ForgetsWhatTheNextPredictionHasNot) {
    predict("service/order", "throughput", 40);
    frame({});
    predict("service/order", "utilisation", 0.5);
    frame({});
    EXPECT_TRUE(std::isnan(column("predicted.throughput").back()));
    EXPECT_EQ(column("predicted.utilisation").back(), 0.5);
    predict("service/nowhere", "throughput", 1);
    frame({});
    EXPECT_EQ(m_out.findElement("service/nowhere"), nullptr) << "nobody measures it";
}

TEST_F(PredictedTraceTest, TellsForWhichLoadAndWhatDiffers) {
    trace::Event measured;
    measured.kind = "observer.connected";
    measured.sequence = 17;
    m_trace.event(measured);
    predict("service/order", "throughput", 40);
    m_trace.take(PredictionAlarms::Change{{"service/order", {"throughput", "requests/s", 60, 40, 38, 44, true, true}, {}}, true});
    m_trace.fail("the simulation failed");
    ASSERT_EQ(m_out.events().size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(m_out.events()[i].sequence, i);
    const trace::Event& made = m_out.events()[1];
    EXPECT_EQ(made.kind, "prediction.made");
    EXPECT_EQ(made.reason.inputs.at(0).name, "client/users");
    EXPECT_EQ(std::get<double>(made.reason.inputs.at(0).value), 1.5);
    const trace::Event& drifted = m_out.events()[2];
    EXPECT_EQ(drifted.kind, "prediction.drifted");
    EXPECT_EQ(drifted.element, "service/order");
    EXPECT_EQ(drifted.severity, "warning");
    EXPECT_EQ(std::get<double>(drifted.reason.inputs.at(1).value), 60);
    EXPECT_EQ(m_out.events()[3].kind, "prediction.failed");
}

TEST_F(PredictedTraceTest, HasAFingerprintOfItsOwn) {
    predict("service/order", "throughput", 40);
    frame({});
    trace::Footer footer;
    footer.fingerprint = 1;
    m_trace.end(footer);
    ASSERT_TRUE(m_out.footer());
    EXPECT_GT(m_out.footer()->fingerprint, 1U);
    EXPECT_EQ(m_out.header().settings.at("--predict"), "true");
}

}  // namespace
}  // namespace headroom::presentation
