#pragma once

#include "app/desktop/shell/lab_options.h"

namespace headroom::desktop {

/// Runs the desktop until its window closes, or until it has saved the picture asked for; the exit status: 0, 2 for a file that
/// can't be opened, 3 for a picture that can't be written.
int runLab(const LabOptions& options, int& argc, char** argv);

}  // namespace headroom::desktop
