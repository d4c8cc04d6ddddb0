#pragma once

#include <string>

namespace headroom::model {

/// The value as it may be shown: "***" where the property's name says that it is a secret, and instead of the password in a URI.
std::string withoutSecret(const std::string& property, const std::string& value);

}  // namespace headroom::model
