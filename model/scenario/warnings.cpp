#include "model/scenario/warnings.h"

namespace headroom::model {

void warnOfWhatCannotWork(BindingContext&) {}

}  // namespace headroom::model
