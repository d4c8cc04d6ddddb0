#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace headroom::model {

/// The first entry whose `name` is the wanted one; null where there is none.
template <typename Entry>
const Entry* findNamed(const std::vector<Entry>& entries, std::string Entry::*name, const std::string& wanted) {
    const auto found = std::ranges::find(entries, wanted, name);
    return found == entries.end() ? nullptr : &*found;
}

}  // namespace headroom::model
