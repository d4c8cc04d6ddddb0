#pragma once

#include <array>
#include <string_view>

namespace headroom::connectors::prometheus {

/// What series say of an element.
enum class Figure {
    Requests,         ///< how many, how many failed, how long they took: a histogram, a summary or a counter
    TopicLatency,     ///< how long records took from being sent to being processed: a histogram
    EndToEndLatency,  ///< the same from when their journey began
    InFlight,         ///< gauge: begun and not ended
    Queued,           ///< gauge: waiting for a thread
    BusyThreads,      ///< gauge
    OutboxRows,       ///< gauge: waiting in the outbox that the pods share; the largest counts
    Users,            ///< gauge
    Memory,           ///< gauge, bytes
    RecordsLag,       ///< gauge: records behind; the largest counts
    CpuSeconds,       ///< counter: seconds of one core
    CpuCores,         ///< gauge: cores in use
    Started,          ///< counter: journeys begun
    DeadLettered,     ///< counter: records
    Redelivered,      ///< counter: records
    Skipped,          ///< counter: records
    StepTime,         ///< what a step of a service's own took: a histogram
    CommitTime,       ///< how long commits of a group took: a histogram
};

/// How the series of a figure are made into one.
enum class Making { Compound, Counter, Gauge, Largest };

struct FigureKind {
    Figure figure;
    std::string_view word;  ///< in a mapping
    Making making;
    std::string_view series;  ///< what a simulation calls it; empty where it isn't one series, or a simulation has none
    std::string_view unit;    ///< of that
};

inline constexpr std::array<FigureKind, 18> figureKinds{{
    {Figure::Requests, "requests", Making::Compound, "", ""},
    {Figure::TopicLatency, "topicLatency", Making::Compound, "topicLatency", "s"},
    {Figure::EndToEndLatency, "endToEndLatency", Making::Compound, "endToEndLatency", "s"},
    {Figure::InFlight, "inFlight", Making::Gauge, "inSystem", "requests"},
    {Figure::Queued, "queued", Making::Gauge, "queued", "requests"},
    {Figure::BusyThreads, "busyThreads", Making::Gauge, "busyThreads", "threads"},
    {Figure::OutboxRows, "outboxRows", Making::Largest, "outboxRows", "rows"},
    {Figure::Users, "users", Making::Gauge, "users", "users"},
    {Figure::Memory, "memory", Making::Gauge, "memoryUsed", "B"},
    {Figure::RecordsLag, "recordsLag", Making::Largest, "recordsLagMax", "records"},
    {Figure::CpuSeconds, "cpuSeconds", Making::Counter, "", ""},
    {Figure::CpuCores, "cpuCores", Making::Gauge, "", ""},
    {Figure::Started, "started", Making::Counter, "started", "journeys"},
    {Figure::DeadLettered, "deadLettered", Making::Counter, "deadLettered", "records"},
    {Figure::Redelivered, "redelivered", Making::Counter, "redelivered", "records"},
    {Figure::Skipped, "skipped", Making::Counter, "skipped", "records"},
    {Figure::StepTime, "stepTime", Making::Compound, "time", "s"},
    {Figure::CommitTime, "commitTime", Making::Compound, "commitTime", "s"},
}};

constexpr const FigureKind& kindOf(Figure figure) {
    return figureKinds.at(static_cast<std::size_t>(figure));
}

}  // namespace headroom::connectors::prometheus
