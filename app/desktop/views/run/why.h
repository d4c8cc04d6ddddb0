#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "model/trace/memory_trace.h"

namespace headroom::views {

/// The reason of an event, ready to be shown.
struct WhyText {
    struct Input {
        QString name;
        QString value;  ///< with its unit
    };
    QString when;      ///< "02:15"
    QString element;   ///< id
    QString summary;
    QString sentence;
    std::vector<Input> inputs;
    QString rule;
    QString result;
    QString source;
};
WhyText whyOf(const trace::Event& event);

/// A value of a reason as a person reads it: "83 %", "4 replicas", "cpu".
QString valueText(const trace::ReasonValue& value);
/// "currentReplicas" as words: "current replicas".
QString wordsOf(const std::string& name);

/// Positions in trace.events() of the decisions about an element; where there are none, about its parts. An empty id means
/// every element. Those that changed nothing count only where there are no others.
std::vector<std::size_t> decisionsAbout(const trace::MemoryTrace& trace, const QString& element);
/// The last of them at or before an instant.
std::optional<std::size_t> lastDecision(const trace::MemoryTrace& trace, const QString& element, model::Instant at);
/// The one before or after an event, by so many.
std::optional<std::size_t> neighbour(const trace::MemoryTrace& trace, const QString& element, std::size_t event, int step);

}  // namespace headroom::views
