#pragma once

#include <optional>
#include <string>

namespace headroom::live {

/// Writes a whole file or none; why it could not, if so. One that is there already is kept unless it may be replaced.
std::optional<std::string> writeNewFile(const std::string& path, const std::string& content, bool mayReplace);

}  // namespace headroom::live
