#pragma once

#include <string>

namespace headroom::cli {

/// A text that other processes of this user can read as a file, and that is gone when this program is, however it ends.
class MemoryFile {
public:
    explicit MemoryFile(const std::string& text);
    ~MemoryFile();
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    /// Empty where it couldn't be made.
    const std::string& path() const { return m_path; }

private:
    int m_descriptor = -1;
    std::string m_path;
};

}  // namespace headroom::cli
