#pragma once
// Comments, which libyaml drops, found again in the bytes between nodes.

#include <cstddef>
#include <string>

#include "model/text/source_text.h"

namespace headroom::model {

/// The comment that follows `byte` on its line, with at most a comma between if `afterComma`; empty if there is none.
/// `byte` is the end of a token.
std::string commentAfter(const SourceText& source, std::size_t byte, bool afterComma);

/// The comment lines directly above the line of `byte`, down to `floor`, the end of the content before; empty if there are none
/// or if the line has other content before `byte` than list dashes.
std::string commentAbove(const SourceText& source, std::size_t byte, std::size_t floor);

/// The first byte from `byte` on that is neither blank, nor a line break, nor part of a comment. `byte` is the end of a token.
std::size_t skipBlankAndComments(const SourceText& source, std::size_t byte);

}  // namespace headroom::model
