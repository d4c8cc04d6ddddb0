#include "app/presentation/workload_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::presentation {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class WorkloadTableTest : public testing::Test {
protected:
    WorkloadTableTest() {
        m_table.declare(trace::Element{{0}, "service/order", "service", "order", ""});
        m_table.declare(trace::Element{{1}, "pod/order-1", "pod", "order-1", "service/order"});
        m_table.declare(trace::Element{{2}, "service/mail", "service", "mail", ""});
        std::uint32_t index = 0;
        for (const char* name : {"replicas", "readyReplicas", "pendingPods", "hpaMin", "hpaMax", "hpaDesired"})
            series(index++, name, "pods");
        series(index++, "hpaCurrent.cpu", "1");
        series(index++, "hpaTarget.cpu", "1");
    }
    void series(std::uint32_t index, const std::string& name, const std::string& unit) {
        m_table.declare(trace::Series{{index}, {0}, name, unit, trace::SeriesKind::Gauge});
    }
    void frame(std::int64_t second, const std::vector<double>& values) {
        trace::Frame frame;
        frame.time = trace::Instant{} + model::Duration::seconds(second);
        for (std::uint32_t i = 0; i < values.size(); ++i) frame.values.emplace_back(trace::SeriesIndex{i}, values[i]);
        m_table.frame(frame);
    }
    void event(const std::string& kind, const std::string& element, const std::string& severity, const std::string& summary) {
        trace::Event event;
        event.kind = kind;
        event.element = element;
        event.severity = severity;
        event.summary = summary;
        m_table.event(event);
    }
    std::string text() const { return workloadText(m_table, 100); }

    WorkloadTable m_table;
};

TEST_F(WorkloadTableTest, ShowsReplicasAndTheirAutoscaler) {
    frame(1, {4, 3, 1, 2, 8, 6, 0.83, 0.6});
    ASSERT_EQ(m_table.rows().size(), 1U) << "nobody tells of the other service";
    EXPECT_THAT(text(), AllOf(HasSubstr("order"), HasSubstr("3/4"), HasSubstr("2–8, wants 6, cpu 83 % of 60 %")));
}

TEST_F(WorkloadTableTest, ShowsWhatIsUnknown) {
    const double unknown = std::nan("");
    frame(1, {4, unknown, unknown, 2, 8, 4, unknown, 0.6});
    EXPECT_THAT(text(), AllOf(HasSubstr("–/4"), HasSubstr("2–8, cpu – of 60 %"), Not(HasSubstr("wants"))));
}

TEST_F(WorkloadTableTest, TellsTheNewestTroubleForAWhile) {
    event("pod.killed", "pod/order-1", "warning", "order-1: container c ended: OOMKilled, exit code 137");
    event("pod.restarted", "pod/order-1", "info", "nothing to worry about");
    event("pod.killed", "pod/stranger", "warning", "of nobody here");
    frame(1, {4, 3, 1, 2, 8, 4, 0.5, 0.6});
    EXPECT_THAT(text(), AllOf(HasSubstr("! order-1: container c ended: OOMKilled, exit code 137"), Not(HasSubstr("worry")),
                              Not(HasSubstr("nobody"))));
    frame(602, {4, 4, 0, 2, 8, 4, 0.5, 0.6});
    EXPECT_THAT(text(), Not(HasSubstr("OOMKilled")));
}

}  // namespace
}  // namespace headroom::presentation
