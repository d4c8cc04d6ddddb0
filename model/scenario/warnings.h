#pragma once

#include "model/scenario/binding_context.h"

namespace headroom::model {

/// Warns of what is written correctly but can't work, and says why. The scenario is complete.
void warnOfWhatCannotWork(BindingContext& context);

}  // namespace headroom::model
