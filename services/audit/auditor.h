#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/audit/journey_book.h"

namespace headroom::services {

/// An effect that a journey has to have in some store.
struct Duty {
    std::string name;                  ///< in findings
    std::optional<std::size_t> after;  ///< the duty, before this one, whose effect brings it about; absent: the journey does
    std::optional<std::string> deadLetters;  ///< the topic where a record may end instead
};

/// What was found at the other end, by trace id.
using TraceCounts = std::map<std::string, int>;

struct AuditEvidence {
    JourneyBook journeys;
    std::vector<TraceCounts> effects;                ///< of each duty
    std::map<std::string, TraceCounts> deadLetters;  ///< records by topic
};

/// Something that must not be.
struct AuditFinding {
    enum class Kind {
        Lost,        ///< an accepted journey, or one whose outbox row was there, without effect and without dead letter
        Duplicated,  ///< more than one effect
        Ambiguous,   ///< an effect, and a dead letter that says there is none
        Stray,       ///< an effect or dead letter that nothing has brought about
    };
    Kind kind;
    std::string trace;
    std::string sentence;
};

struct AuditReport {
    std::size_t accepted = 0;         ///< journeys whose clients were told that all is done
    std::size_t unconfirmed = 0;      ///< that failed, or of which nothing was heard: what they have effected is done, or not
    std::size_t effects = 0;          ///< journeys with an effect, over all duties
    std::size_t deadLetters = 0;      ///< journeys with one instead, over all duties
    std::size_t repeatedLetters = 0;  ///< further copies of those: records may come twice
    std::vector<AuditFinding> findings;

    std::size_t count(AuditFinding::Kind kind) const;
    /// One line of figures, then each finding.
    std::string text() const;
};

/// Compares both ends: every accepted journey has each effect once or one dead letter; any other has it once or not at all, and
/// what its effects bring about holds for it all the same.
AuditReport audit(const std::vector<Duty>& duties, const AuditEvidence& evidence);

}  // namespace headroom::services
