#pragma once

#include <string_view>

namespace headroom::connectors::prometheus {

/// Whether a text is as a pattern says: '*' stands for any number of characters, '?' for one, all else for itself. Takes no
/// longer than the product of both lengths.
bool matches(std::string_view text, std::string_view pattern);

}  // namespace headroom::connectors::prometheus
