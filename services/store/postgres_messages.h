#pragma once
// What libpq says, for people.

#include <string>
#include <string_view>

namespace headroom::services {

/// A message in one line, at most so long, with whatever looks like a password in it hidden.
std::string tidy(std::string_view message);
/// What can be done about a connection that was refused so; empty where nobody knows.
std::string remedyOf(std::string_view message);

}  // namespace headroom::services
