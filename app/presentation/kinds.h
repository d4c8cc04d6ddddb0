#pragma once
// How elements and expectations are put into words, shared by the text and HTML reports.

#include <string>
#include <vector>

#include "app/presentation/report.h"

namespace headroom::presentation {

/// The elements of one kind, in the order in which reports show kinds; parts of others (pods, partitions) come with none.
struct Kind {
    std::string kind;
    std::string plural;
    std::vector<const ElementRow*> rows;
};
std::vector<Kind> kindsOf(const Report& report);

/// A column of the element tables and the metrics it shows.
struct Column {
    std::string head;
    std::string metric;
    std::string second;  ///< shown after it, as a maximum
};
const std::vector<Column>& columns();

/// Empty where the element has no such metric.
std::string cellText(const ElementRow& row, const Column& column);
/// "12 failed, 3 rejected": what grew and should not have.
std::string troubleText(const ElementRow& row);
/// "48.2 k/s ± 10 %", "at most 340 ms".
std::string referenceText(const model::Expectation& claim);
std::string toleranceText(const model::Expectation& claim);
/// "✓ holds", "✗ fails", "– not evaluated".
std::string standingText(const ExpectationRow& row);
/// "20 min simulated in 3.20 s on native", "13 s measured live".
std::string lengthText(const Report& report);
std::string roleText(model::Expectation::Role role);

}  // namespace headroom::presentation
