#pragma once

#include <vector>

#include "tests/layering/source_file.h"

namespace headroom::layering {

inline constexpr std::size_t maxImplementationLines = 500;
inline constexpr std::size_t maxHeaderLines = 250;
inline constexpr std::size_t maxReadmeLines = 15;

/// At most maxImplementationLines in a .cpp and maxHeaderLines in a header.
std::vector<Violation> checkLength(const SourceFile& file);

/// Every header begins its code with #pragma once.
std::vector<Violation> checkPragmaOnce(const SourceFile& file);

/// No type or file is named Manager, Helper or Utils: such names say nothing about what it does.
std::vector<Violation> checkNames(const SourceFile& file);

/// A .cpp with a header of its own includes that first, which proves that the header stands alone.
std::vector<Violation> checkOwnHeaderFirst(const SourceFile& file, const std::vector<SourceFile>& tree);

/// No path of one person's machine and no package registry's host.
std::vector<Violation> checkNoWorkplace(const SourceFile& file);

/// Each first-level folder that exists says in a README of at most maxReadmeLines what lives in it.
std::vector<Violation> checkReadmes(const std::vector<SourceFile>& tree);

}  // namespace headroom::layering
