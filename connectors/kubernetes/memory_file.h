#pragma once

#include <memory>
#include <string>

#include "connectors/error.h"

namespace headroom::connectors::kubernetes {

/// A file that is in memory only, for what wants a path and must not be on a disk: keys, tokens. It ends with its last owner, and
/// no process that is started from here sees it.
class MemoryFile {
public:
    static Result<std::shared_ptr<const MemoryFile>> create(const std::string& content);
    ~MemoryFile();
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    /// In this process.
    std::string path() const;

private:
    explicit MemoryFile(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

}  // namespace headroom::connectors::kubernetes
