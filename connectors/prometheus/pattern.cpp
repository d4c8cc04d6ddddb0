#include "connectors/prometheus/pattern.h"

#include <cstddef>

namespace headroom::connectors::prometheus {

bool matches(std::string_view text, std::string_view pattern) {
    std::size_t at = 0;
    std::size_t in = 0;
    // Where the last '*' was, and up to where it has eaten.
    std::size_t star = std::string_view::npos;
    std::size_t eaten = 0;
    while (at < text.size()) {
        if (in < pattern.size() && pattern[in] == '*') {
            star = in++;
            eaten = at;
        } else if (in < pattern.size() && (pattern[in] == '?' || pattern[in] == text[at])) {
            ++in;
            ++at;
        } else if (star != std::string_view::npos) {
            in = star + 1;
            at = ++eaten;
        } else {
            return false;
        }
    }
    while (in < pattern.size() && pattern[in] == '*') ++in;
    return in == pattern.size();
}

}  // namespace headroom::connectors::prometheus
