#pragma once
// Creating and opening the file of a recording. Internal to the trace library.

#include <string>

#include "model/trace/sqlite_handle.h"

namespace headroom::trace::recording {

/// A new file with the schema, in WAL mode; replaces an earlier recording that nobody writes, refuses everything else.
Result<Database> create(const std::string& path, std::int64_t maxBytes);

/// An existing recording, read only, also where nothing can be written beside it; checked for what it is and its version.
Result<Database> open(const std::string& path);

}  // namespace headroom::trace::recording
