#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "model/quantities.h"

namespace headroom::tests {

/// A figure of a queueing system of which theory knows the exact value.
struct ExactFigure {
    std::string name;
    /// A query in the language of expectations, "mean(service/mm1.latency)"; or "loss(service/mm1k)", refused over arrived.
    std::string query;
    double value = 0;    ///< seconds, per second, or a probability
    std::string oracle;  ///< the formula
};

/// A scenario file whose steady state queueing theory knows.
struct QueueingSystem {
    std::string file;  ///< tests/statistical/scenarios/<file>.yaml
    std::vector<ExactFigure> figures;
};

/// The file's name: what GoogleTest calls a parameter, the same in every process.
void PrintTo(const QueueingSystem& system, std::ostream* out);

/// All systems, in the order of the report.
const std::vector<QueueingSystem>& queueingSystems();

/// What one run says about one figure.
struct Estimate {
    std::string figure;
    std::uint64_t seed = 0;
    double value = 0;
    double halfWidth = 0;  ///< of the 95 % interval, by batch means over frames, as reports give it
    double exact = 0;

    bool covers() const { return value - halfWidth <= exact && exact <= value + halfWidth; }
    double precision() const { return halfWidth / value; }
};

/// Runs the system once, for `share` of its duration after the warm-up; one estimate a figure.
std::vector<Estimate> estimate(const QueueingSystem& system, std::uint64_t seed, double share = 1);

/// Estimates of one figure over several seeds, summed up.
struct Coverage {
    ExactFigure figure;
    int intervals = 0;
    int covering = 0;
    double mean = 0;           ///< of the runs' values
    double meanPrecision = 0;  ///< half-width over value
    double worstPrecision = 0;
    double standardError = 0;  ///< of the mean over runs

    /// How many standard errors the mean over all runs lies from the exact value: a bias shows here first.
    double deviation() const { return (mean - figure.value) / standardError; }
};
Coverage coverageOf(const ExactFigure& figure, const std::vector<Estimate>& estimates);
std::ostream& operator<<(std::ostream& out, const Coverage& coverage);

}  // namespace headroom::tests
