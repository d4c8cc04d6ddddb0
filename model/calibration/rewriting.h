#pragma once

#include <string>
#include <vector>

namespace headroom::calibration {

/// A value to be put into a scenario's text.
struct Change {
    std::string path;
    std::string value;
    std::string origin;  ///< the comment beside it
    bool isNew = false;  ///< where the text hasn't it, it is added
};

/// A text with its changes, and those that it has no place for: their paths aren't in it, or lie in another file.
struct Rewriting {
    std::string text;
    std::vector<std::string> refused;  ///< paths
};

/// Puts values and their origins into a scenario's text; every other byte stays. A comment that is there already is followed by
/// the origin. The text reads back to the same tree but for the values.
Rewriting rewrite(const std::string& text, const std::string& file, const std::vector<Change>& changes);

}  // namespace headroom::calibration
