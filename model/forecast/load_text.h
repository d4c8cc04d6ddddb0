#pragma once

#include <string>

#include "model/scenario/load.h"

namespace headroom::forecast {

/// A number as the scenario language reads it: without an exponent, to nine decimals.
std::string numberText(double value);

/// A text in single quotes, as YAML reads it.
std::string quoted(const std::string& text);

/// The course of a profile from an instant on as the scenario language writes it, with every level multiplied: a level, or
/// step(...) of means over 48 equal parts of `length`. `unit` follows each level: "/s", or nothing.
std::string profileText(const model::LoadProfile& profile, model::Instant from, model::Duration length, double factor,
                        const std::string& unit);

/// The text of a closed load with another number of users; its think time is kept as it is written. Empty where the text isn't a
/// closed load.
std::string withUsers(const std::string& closedLoad, const std::string& users);

}  // namespace headroom::forecast
