#include "app/desktop/views/charts/element_history.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/gui/charts/sample_trace.h"

namespace headroom::views {
namespace {

bool isSame(const std::vector<double>& one, const std::vector<double>& other) {
    return std::ranges::equal(one, other, [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
}

void expectSameFigures(const ElementHistory& one, const ElementHistory& other) {
    ASSERT_EQ(one.frames(), other.frames());
    for (std::size_t i = 0; i < figureCount; ++i)
        EXPECT_TRUE(isSame(one.values(static_cast<Figure>(i)), other.values(static_cast<Figure>(i)))) << "figure " << i;
}

TEST(ElementHistory, HoldsOneValueAFrame) {
    SampleTrace sample;
    sample.addFrames(20);
    ElementHistory shop("service/shop");
    shop.extend(sample.trace(), nullptr);
    EXPECT_EQ(shop.values(Figure::Throughput).size(), 20U);
    EXPECT_DOUBLE_EQ(shop.values(Figure::Throughput)[7], 100);
    EXPECT_NEAR(shop.values(Figure::LatencyP50)[7], 0.020, 0.0002);
    EXPECT_NEAR(shop.values(Figure::LatencyP99)[7], 0.080, 0.0008);
    EXPECT_EQ(shop.values(Figure::WantedReplicas)[8], 3);
    EXPECT_TRUE(shop.values(Figure::ConsumerLag).empty());
}

TEST(ElementHistory, FrameByFrameEqualsAllAtOnce) {
    SampleTrace sample;
    ElementHistory growing("service/shop");
    ElementHistory late("pod/shop-1");
    for (int i = 0; i < 60; ++i) {
        if (i == 30) {
            sample.element(9, "pod/shop-1", "pod", "shop-1");
            sample.series(90, 9, "queued", "requests", trace::SeriesKind::Gauge);
        }
        if (i == 40) sample.series(91, 0, "queued", "requests", trace::SeriesKind::Gauge);
        sample.addFrame(i % 7 == 0 ? std::nan("") : i);
        growing.extend(sample.trace(), nullptr);
        late.extend(sample.trace(), nullptr);
    }
    ElementHistory whole("service/shop");
    whole.extend(sample.trace(), nullptr);
    expectSameFigures(growing, whole);
    ElementHistory lateWhole("pod/shop-1");
    lateWhole.extend(sample.trace(), nullptr);
    expectSameFigures(late, lateWhole);
    EXPECT_TRUE(std::isnan(whole.values(Figure::Queued)[39])) << "not declared yet";
    EXPECT_EQ(whole.values(Figure::Queued)[40], 0);
}

TEST(ElementHistory, UnknownIsAGapAndNotZero) {
    SampleTrace sample;
    sample.addFrame(5);
    sample.addFrame(std::nan(""));
    sample.addFrame(7);
    ElementHistory audit("group/audit");
    audit.extend(sample.trace(), nullptr);
    const auto& lag = audit.values(Figure::ConsumerLag);
    EXPECT_EQ(lag[0], 5);
    EXPECT_TRUE(std::isnan(lag[1]));
    EXPECT_EQ(lag[2], 7);
}

TEST(ElementHistory, RatesAroundAnUnknownCountAreUnknown) {
    SampleTrace sample;
    sample.addFrame(0, 100);
    sample.addFrame(0, std::nan(""));
    ElementHistory audit("group/audit");
    audit.extend(sample.trace(), nullptr);
    EXPECT_EQ(audit.values(Figure::Throughput)[0], 100);
    EXPECT_TRUE(std::isnan(audit.values(Figure::Throughput)[1]));
}

TEST(ElementHistory, ErrorsAreWhatFailsASecond) {
    SampleTrace sample;
    for (int i = 1; i <= 3; ++i) {
        trace::Frame frame;
        frame.number = static_cast<std::uint64_t>(i);
        frame.time = model::Instant::start() + model::Duration::seconds(2 * i);
        frame.values = {{{5}, 6.0 * i}};
        sample.writable().frame(frame);
    }
    ElementHistory shop("service/shop");
    shop.extend(sample.trace(), nullptr);
    EXPECT_EQ(shop.values(Figure::Errors), (std::vector<double>{3, 3, 3}));
}

}  // namespace
}  // namespace headroom::views
