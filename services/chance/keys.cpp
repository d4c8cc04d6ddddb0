#include "services/chance/keys.h"

#include <algorithm>
#include <cmath>

namespace headroom::services {

std::int64_t Keys::at(const model::KeySpec& spec, double u) {
    const std::int64_t cardinality = std::max<std::int64_t>(1, spec.cardinality);
    const std::int64_t last = cardinality - 1;
    if (spec.kind != model::KeySpec::Kind::Zipf)
        return std::min(last, static_cast<std::int64_t>(u * static_cast<double>(cardinality)));
    const auto table = cumulative(cardinality, spec.exponent);
    return std::min<std::int64_t>(last, std::upper_bound(table->begin(), table->end(), u) - table->begin());
}

std::shared_ptr<const Keys::Cumulative> Keys::cumulative(std::int64_t cardinality, double exponent) {
    const std::scoped_lock lock(m_mutex);
    auto& table = m_tables[{cardinality, exponent}];
    if (table == nullptr) {
        Cumulative made;
        made.reserve(static_cast<std::size_t>(cardinality));
        double sum = 0;
        for (std::int64_t rank = 1; rank <= cardinality; ++rank)
            made.push_back(sum += std::pow(static_cast<double>(rank), -exponent));
        for (double& value : made) value /= sum;
        table = std::make_shared<const Cumulative>(std::move(made));
    }
    return table;
}

}  // namespace headroom::services
