// libFuzzer target: whatever the bytes and however they are cut, what comes through the reader is a trace that reads back.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "model/trace/byte_sink.h"
#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"
#include "model/trace/ndjson_writer.h"
#include "model/trace/tee_sink.h"

namespace {

using namespace headroom::trace;

/// Feeds the bytes in pieces; returns the trace that came through, as lines.
std::string through(std::string_view bytes, std::size_t piece) {
    std::string lines;
    StringSink sink(lines);
    NdjsonWriter writer(sink);
    MemoryTrace memory;
    TeeSink both({&writer, &memory});
    NdjsonReader reader(both);
    for (std::size_t at = 0; at < bytes.size(); at += piece) reader.feed(bytes.substr(at, piece));
    reader.finish();
    return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string bytes(data + 1, data + size);
    const std::string lines = through(bytes, 1 + data[0]);
    if (through(lines, 4096) != lines) std::abort();
    return 0;
}
