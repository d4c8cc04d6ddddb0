#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace headroom::services {

/// What all processes of a run say, in one file, one line each. It grows to its limit and no further: a process that raves fills
/// no disk.
class ProcessLog {
public:
    static constexpr std::uint64_t usualLimit = std::uint64_t{256} << 20;

    /// Replaces the file. Throws std::system_error when it can't be written.
    explicit ProcessLog(const std::filesystem::path& path, std::uint64_t limit = usualLimit);

    void write(const std::string& line);
    /// A line of text that is no JSON, as a JSON object.
    void writeText(const std::string& process, const std::string& text);
    std::uint64_t dropped() const { return m_dropped; }
    const std::filesystem::path& path() const { return m_path; }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::filesystem::path m_path;
    std::uint64_t m_limit;
    std::uint64_t m_size = 0;
    std::uint64_t m_dropped = 0;
    std::unique_ptr<std::FILE, Close> m_file;
};

}  // namespace headroom::services
