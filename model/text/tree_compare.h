#pragma once
// Whether an edit did what it meant to and nothing else.

#include <cstddef>
#include <vector>

#include "model/text/document.h"

namespace headroom::model {

/// Whether two trees say the same: kinds, tags, texts, keys in order. Styles, comments and places don't count; aliases are alike
/// and merged entries left out, since an edit of the original changes them rightly.
bool sayTheSame(const Node& a, const Node& b);

/// One level of an edited place: the child's position among its parent's own children.
using ChildTrail = std::vector<std::size_t>;

/// Whether `after` is `before` with the place at `trail` (own children counted in order) holding `expected`: replaced, added at
/// the end, or, if `expected` is null, removed.
bool isEditOf(const Node& before, const Node& after, const ChildTrail& trail, const std::string& key, const Node* expected);

}  // namespace headroom::model
