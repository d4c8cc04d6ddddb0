#pragma once
// Recordings to test with.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "model/trace/recording_reader.h"
#include "model/trace/recording_writer.h"
#include "tests/unit/trace/trace_samples.h"

namespace headroom::trace::samples {

/// A folder of its own, removed at the end.
class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::path(testing::TempDir()) / "headroom-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        m_path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string file(const std::string& name = "run.headroom") const { return m_path + "/" + name; }
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

inline std::unique_ptr<RecordingWriter> writerOf(const std::string& path, RecordingWriter::Options options = {}) {
    auto writer = RecordingWriter::create(path, std::move(options));
    EXPECT_TRUE(writer) << writer.error().message;
    return writer ? std::move(writer.value()) : nullptr;
}

inline std::unique_ptr<RecordingReader> readerOf(const std::string& path) {
    auto reader = RecordingReader::open(path);
    EXPECT_TRUE(reader) << reader.error().message;
    return reader ? std::move(reader.value()) : nullptr;
}

inline std::string replayed(const std::string& path) {
    return lines([&](TraceSink& sink) {
        const auto error = readerOf(path)->replay(sink);
        EXPECT_FALSE(error) << error->message;
    });
}

inline Frame numbered(std::uint64_t number) {
    return {
        number, Instant{static_cast<std::int64_t>(number) * 1'000'000'000}, {{SeriesIndex{0}, static_cast<double>(number)}}, {}};
}

inline void begin(TraceSink& sink) {
    sink.begin(header());
    declareService(sink);
}

inline std::size_t framesIn(const std::string& path) {
    return readerOf(path)->frames().value().size();
}

}  // namespace headroom::trace::samples
