#include "services/audit/auditor.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace headroom::services {

namespace {

using Kind = AuditFinding::Kind;

int countIn(const TraceCounts& counts, const std::string& trace) {
    const auto found = counts.find(trace);
    return found == counts.end() ? 0 : found->second;
}

/// One duty, over all journeys and all that was found of it.
class DutyAudit {
public:
    DutyAudit(const std::vector<Duty>& duties, std::size_t index, const AuditEvidence& evidence, AuditReport& report)
        : m_duties(duties), m_index(index), m_evidence(evidence), m_report(report) {
        if (!duty().deadLetters) return;
        const auto letters = evidence.deadLetters.find(*duty().deadLetters);
        if (letters != evidence.deadLetters.end()) m_letters = letters->second;
    }

    void run() {
        std::set<std::string> traces;
        for (const auto& [trace, entry] : m_evidence.journeys) traces.insert(trace);
        for (const auto& [trace, count] : effects()) traces.insert(trace);
        for (const auto& [trace, count] : m_letters) traces.insert(trace);
        if (duty().after)
            for (const auto& [trace, count] : m_evidence.effects.at(*duty().after)) traces.insert(trace);
        for (const std::string& trace : traces) judge(trace);
    }

private:
    const Duty& duty() const { return m_duties[m_index]; }
    const TraceCounts& effects() const { return m_evidence.effects.at(m_index); }

    void find(Kind kind, const std::string& trace, const std::string& what) {
        m_report.findings.push_back({kind, trace, fmt::format("{} {}: {}", duty().name, trace, what)});
    }

    void judge(const std::string& trace) {
        const int made = countIn(effects(), trace);
        const int letters = countIn(m_letters, trace);
        if (made > 0) ++m_report.effects;
        if (letters > 0) ++m_report.deadLetters;
        m_report.repeatedLetters += static_cast<std::size_t>(std::max(0, letters - 1));
        if (made > 1) find(Kind::Duplicated, trace, fmt::format("{} effects", made));
        if (made > 0 && letters > 0) find(Kind::Ambiguous, trace, "an effect and a dead letter");
        if (made > 0 || letters > 0)
            judgeCause(trace);
        else
            judgeAbsence(trace);
    }

    void judgeCause(const std::string& trace) {
        if (m_evidence.journeys.count(trace) == 0) return find(Kind::Stray, trace, "no client has begun this journey");
        if (duty().after && countIn(m_evidence.effects.at(*duty().after), trace) == 0)
            find(Kind::Stray, trace, fmt::format("there is no effect of {} before it", m_duties[*duty().after].name));
    }

    void judgeAbsence(const std::string& trace) {
        if (duty().after) {
            if (countIn(m_evidence.effects.at(*duty().after), trace) > 0)
                find(Kind::Lost, trace, fmt::format("neither effect nor dead letter after {}", m_duties[*duty().after].name));
        } else if (m_evidence.journeys.at(trace).isAccepted()) {
            find(Kind::Lost, trace, "the client was told that it is done, and there is no effect");
        }
    }

    const std::vector<Duty>& m_duties;
    std::size_t m_index;
    const AuditEvidence& m_evidence;
    AuditReport& m_report;
    TraceCounts m_letters;
};

}  // namespace

std::size_t AuditReport::count(Kind kind) const {
    return static_cast<std::size_t>(std::ranges::count(findings, kind, &AuditFinding::kind));
}

std::string AuditReport::text() const {
    std::string all = fmt::format(
        "{} journeys accepted, {} unconfirmed; {} effects, {} dead letters ({} more copies); {} lost, {} duplicated, {} with "
        "effect "
        "and dead letter, {} stray\n",
        accepted, unconfirmed, effects, deadLetters, repeatedLetters, count(Kind::Lost), count(Kind::Duplicated),
        count(Kind::Ambiguous), count(Kind::Stray));
    for (const AuditFinding& finding : findings) all += finding.sentence + '\n';
    return all;
}

AuditReport audit(const std::vector<Duty>& duties, const AuditEvidence& evidence) {
    AuditReport report;
    for (const auto& [trace, entry] : evidence.journeys) ++(entry.isAccepted() ? report.accepted : report.unconfirmed);
    for (std::size_t i = 0; i < duties.size(); ++i) DutyAudit(duties, i, evidence, report).run();
    return report;
}

}  // namespace headroom::services
