#pragma once
// Reads scenarios in tests and says what was wrong with them.

#include <string>

#include "model/scenario/reader.h"

namespace headroom::model {

/// All findings, one a line, as they are printed.
inline std::string findings(const ReadResult& result) {
    std::string text;
    for (const Diagnostic& diagnostic : result.diagnostics.all()) text += toString(diagnostic) + "\n";
    return text;
}

inline ReadResult readText(const std::string& text, const ReadOptions& options = {}) {
    return readScenarioText(text, "test.yaml", options);
}

inline std::string sourcePath(const std::string& relative) {
    return std::string(HEADROOM_SOURCE_DIR) + "/" + relative;
}

}  // namespace headroom::model
