#pragma once

#include <string>
#include <vector>

namespace headroom::model {

/// The segments that follow `parent` ("", "spring", "spring.kafka" …) in Spring Boot's property names; empty where any may.
const std::vector<std::string>& springChildren(const std::string& parent);

}  // namespace headroom::model
