#pragma once
// What a program streamed, read again.

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"

namespace headroom {

inline const std::string frameLine = "{\"type\":\"frame\",";

inline trace::MemoryTrace parsed(const std::string& stream) {
    trace::MemoryTrace trace;
    trace::NdjsonReader reader(trace);
    reader.feed(stream);
    reader.finish();
    EXPECT_FALSE(reader.error()) << reader.error()->message;
    return trace;
}

/// The newest value of a series; a failure where there is none.
inline double last(const trace::MemoryTrace& trace, const std::string& element, const std::string& series) {
    const trace::Series* found = trace.findSeries(element, series);
    if (found == nullptr) {
        ADD_FAILURE() << element << " has no " << series;
        return std::nan("");
    }
    return trace.column(found->index).back();
}

}  // namespace headroom
