#pragma once

#include <string>
#include <vector>

#include "model/scenario/reader.h"
#include "model/scenario/source_node.h"
#include "model/scenario/source_reader.h"

namespace headroom::model {

/// Names of the variants a scenario's tree declares, in order.
std::vector<std::string> variantNames(const SourceNode& root);

/// Checks the shape of every variant, then takes the variants out of the tree and lays the chosen one over it, so that positions
/// in findings are those of the variant's own lines. An unknown name is an error that lists the names there are.
void applyVariant(SourceNode& root, const std::string& variant, Diagnostics& diagnostics);

/// Lays the values of --set over the tree; what is wrong in one is reported in the "file" `--set path=value`.
void applySettings(SourceNode& root, const std::vector<Setting>& settings, SourceReader& reader, Diagnostics& diagnostics);

}  // namespace headroom::model
