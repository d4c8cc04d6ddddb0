#pragma once
// What pods and their callers say to each other over HTTP; docs/services.md tells it.

#include <string>

namespace headroom::services::wire {

inline const std::string operations = "/operations/";
constexpr int done = 200;
constexpr int unknown = 404;
constexpr int rateLimited = 429;
constexpr int failed = 500;
constexpr int noPlace = 503;

}  // namespace headroom::services::wire
