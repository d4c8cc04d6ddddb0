#pragma once
// Where a stream of lines goes.

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "model/trace/error.h"

namespace headroom::trace {

/// Takes bytes in order.
class ByteSink {
public:
    virtual ~ByteSink() = default;
    /// Takes all bytes and makes them visible to the other side, or says why not.
    virtual std::optional<Error> write(std::string_view bytes) = 0;
};

/// Writes to a C stream that someone else owns, and flushes it after each write.
class FileSink : public ByteSink {
public:
    explicit FileSink(std::FILE* file) : m_file(file) {}
    std::optional<Error> write(std::string_view bytes) override;

private:
    std::FILE* m_file;
};

/// Writes to a file descriptor that someone else owns; waits when it is non-blocking and full.
class DescriptorSink : public ByteSink {
public:
    explicit DescriptorSink(int descriptor) : m_descriptor(descriptor) {}
    std::optional<Error> write(std::string_view bytes) override;

private:
    int m_descriptor;
};

/// Appends to a string that someone else owns.
class StringSink : public ByteSink {
public:
    explicit StringSink(std::string& text) : m_text(text) {}
    std::optional<Error> write(std::string_view bytes) override {
        m_text.append(bytes);
        return std::nullopt;
    }

private:
    std::string& m_text;
};

}  // namespace headroom::trace
