#pragma once
// What an API server answers, taken apart. Whatever it says, nothing of it is believed that makes no sense.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/error.h"
#include "connectors/kubernetes/kinds.h"
#include "connectors/kubernetes/object_reader.h"

namespace headroom::connectors::kubernetes {

/// A part of a list.
struct ListPage {
    std::vector<Object> objects;
    std::string resourceVersion;  ///< from which a watch goes on
    std::string more;             ///< what to ask the next part with; empty: this is the last
    std::size_t senseless = 0;    ///< items that are no such objects
};

/// `place` begins what is said in an error.
Result<ListPage> readListPage(Kind kind, std::string_view json, const std::string& place);

/// A line of a watch.
struct WatchNotice {
    enum class Type {
        Put,       ///< the object is new or different
        Removed,   ///< it is no longer there
        Bookmark,  ///< nothing happened up to this version
        Expired,   ///< the server no longer knows what came after the version asked for: all must be listed anew
        Nothing,   ///< of no use
    };
    Type type = Type::Nothing;
    std::optional<Object> object;
    std::string resourceVersion;  ///< empty: it has none
};

Result<WatchNotice> readWatchLine(Kind kind, std::string_view line, const std::string& place);

/// What a refusal says of itself; empty where it isn't a Status.
std::string messageOfStatus(std::string_view body);

/// The error that an answer means whose status isn't 200, with what to do about it.
Error errorOfAnswer(Kind kind, const std::string& space, int status, std::string_view body, const std::string& server);

/// Puts lines together from parts, however they are cut.
class LineBuffer {
public:
    static constexpr std::size_t longestLine = std::size_t{16} * 1024 * 1024;

    /// Calls `take` with each line that is complete; false where a line is too long, or `take` wants no more.
    template <class Take>
    bool feed(std::string_view part, Take take) {
        while (!part.empty()) {
            const std::size_t end = part.find('\n');
            m_line.append(part.substr(0, end));
            if (m_line.size() > longestLine) return false;
            if (end == std::string_view::npos) return true;
            part.remove_prefix(end + 1);
            const std::string line = std::exchange(m_line, {});
            if (line.find_first_not_of(" \r\t") != std::string::npos && !take(std::string_view(line))) return false;
        }
        return true;
    }
    /// Whether half a line is left.
    bool hasRest() const { return !m_line.empty(); }

private:
    std::string m_line;
};

}  // namespace headroom::connectors::kubernetes
