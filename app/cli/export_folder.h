#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/cli/command_line.h"

namespace headroom::cli {

/// Why a folder was not written, and the exit status for it.
struct FolderProblem {
    ExitStatus status;
    std::string message;
};

/// Puts a folder with these files, text by path, in its place at once: nobody ever sees half of it. One that has something in it
/// is left alone unless it `mayReplace`: then what another export has made is gone, and what anybody else has put there stays.
std::optional<FolderProblem> writeFolder(const std::string& path, const std::map<std::string, std::string>& files,
                                         bool mayReplace);

}  // namespace headroom::cli
