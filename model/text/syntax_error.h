#pragma once
// libyaml's complaints in a user's words.

#include <cstddef>
#include <string>
#include <string_view>

#include "model/text/source_text.h"

namespace headroom::model {

/// What the parser said, with places as bytes of the text.
struct ParserComplaint {
    std::string_view problem;
    std::size_t problemAt = 0;
    std::string_view context;   ///< what it was doing; may be empty
    std::size_t contextAt = 0;  ///< where that began
};

/// An error for the user: where to look, what is wrong, what to try.
struct SyntaxError {
    std::size_t at = 0;
    std::string message;
    std::string hint;
};

/// Puts a parser's complaint into words about the likely cause in the text.
SyntaxError explainComplaint(const SourceText& source, const ParserComplaint& complaint);

}  // namespace headroom::model
