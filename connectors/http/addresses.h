#pragma once

#include <string>
#include <vector>

#include "connectors/error.h"
#include "connectors/http/deadline.h"

namespace headroom::connectors::http {

/// The IP addresses that a host's name stands for, in the resolver's order, a few at most. Waits no longer than the deadline: the
/// system's resolver has time-outs of its own, and goes on without anybody to hear it.
Result<std::vector<std::string>> addressesOf(const std::string& host, const Deadline& deadline);

}  // namespace headroom::connectors::http
