#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/command.h"
#include "model/quantities.h"

namespace headroom::engine {

/// The commands of an earlier run with the instants at which they took effect, so that they can be given again.
class CommandScript {
public:
    /// Reads one JSON object a line: a command with "atNs", ascending. Says what is wrong, with the line, and keeps nothing then.
    std::optional<std::string> read(std::string_view text);

    /// The next command that took effect at or before the instant.
    std::optional<Command> take(model::Instant now);

private:
    struct Entry {
        model::Instant at;
        Command command;
    };
    std::vector<Entry> m_entries;
    std::size_t m_next = 0;
};

}  // namespace headroom::engine
