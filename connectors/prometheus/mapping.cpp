#include "connectors/prometheus/mapping.h"

#include <algorithm>
#include <iterator>

#include "connectors/prometheus/pattern.h"

namespace headroom::connectors::prometheus {

void Mapping::addBefore(Mapping mine) {
    mine.rules.insert(mine.rules.end(), std::make_move_iterator(rules.begin()), std::make_move_iterator(rules.end()));
    rules = std::move(mine.rules);
    mine.aliases.merge(aliases);
    aliases = std::move(mine.aliases);
}

bool holds(const LabelCondition& condition, const Labels& labels) {
    const std::string_view value = labels.value(condition.label);
    return std::ranges::any_of(condition.patterns, [&](const std::string& pattern) { return matches(value, pattern); });
}

}  // namespace headroom::connectors::prometheus
