#include "connectors/kafka/finding_memory.h"

#include <utility>

namespace headroom::connectors::kafka {

std::vector<trace::Event> FindingMemory::changes(const std::vector<Finding>& findings) {
    const auto isSame = [](const trace::Event& a, const trace::Event& b) {
        return a.severity == b.severity && a.reason.result == b.reason.result;
    };
    std::map<std::string, Finding> present;
    for (const Finding& finding : findings) present.try_emplace(finding.key, finding);
    std::vector<trace::Event> events;
    for (const auto& [key, finding] : present) {
        const auto known = m_known.find(key);
        if (known == m_known.end() || !isSame(known->second.event, finding.event)) events.push_back(finding.event);
    }
    for (const auto& [key, finding] : m_known) {
        if (present.contains(key)) continue;
        trace::Event gone = finding.event;
        gone.kind = finding.goneKind;
        gone.severity = "info";
        gone.summary = gone.reason.sentence = "no longer: " + finding.event.summary;
        events.push_back(std::move(gone));
    }
    m_known = std::move(present);
    return events;
}

}  // namespace headroom::connectors::kafka
