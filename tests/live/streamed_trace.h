#pragma once
// What a program streamed or recorded, read again.

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"
#include "model/trace/recording_reader.h"

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

/// A recording; what can be read of it where not all can, and a failure.
inline trace::MemoryTrace replayed(const std::string& recording) {
    trace::MemoryTrace trace;
    const auto reader = trace::RecordingReader::open(recording);
    if (!reader) {
        ADD_FAILURE() << reader.error().message;
        return trace;
    }
    const auto error = reader.value()->replay(trace);
    EXPECT_FALSE(error) << error->message;
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
