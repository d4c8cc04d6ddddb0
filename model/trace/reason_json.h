#pragma once
// The JSON form of a reason, shared by the stream and the recording. Internal to the trace library.

#include <string>

#include "model/trace/trace.h"

namespace headroom::trace {

/// Appends the reason as one JSON object.
void appendReason(std::string& out, const Reason& reason);

/// The text of a series kind in both forms: counter, gauge, latency.
const char* toText(SeriesKind kind);

}  // namespace headroom::trace
