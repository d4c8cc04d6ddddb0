#pragma once

#include <QString>

#include "app/desktop/views/inspector/catalogue.h"

namespace headroom::views {

/// Why a text can't be the value of a property, in the words of the scenario's reader; empty when it can.
QString problemWith(const PropertySpec& property, const QString& text);

/// Whether guess(a..b) may stand for a value of this type, and measured(…).
bool takesGuess(PropertyType type);
bool takesMeasured(PropertyType type);

}  // namespace headroom::views
