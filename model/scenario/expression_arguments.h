#pragma once

#include "model/scenario/expression.h"

namespace headroom::model {

/// The one argument of a call that is neither named nor a range; null where there is no such.
const Expression* onlyArgument(const Expression& call);

}  // namespace headroom::model
