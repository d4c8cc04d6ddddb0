#pragma once
// Quantities, distributions and loads out of scalars.

#include <limits>
#include <optional>
#include <string>

#include "model/scenario/binding_context.h"
#include "model/scenario/expression.h"
#include "model/scenario/load.h"
#include "model/scenario/step.h"

namespace headroom::model {

/// Reads the expression in one scalar; every finding has its place inside the scalar. Results are absent after an error.
class ValueReader {
public:
    ValueReader(BindingContext& context, const SourceNode& node, std::string path)
        : m_context(context), m_node(node), m_path(std::move(path)) {}

    /// A plain quantity or a guess, in base units.
    std::optional<double> quantity(Unit unit);
    std::optional<Distribution> distribution(Unit unit);
    std::optional<Load> load();
    std::optional<KeySpec> keySpec();

private:
    using Argument = Expression::Argument;
    struct Range {
        double low;
        double high;
    };

    std::optional<Expression> parsed();
    void fail(std::size_t offset, std::string message, std::string hint = {});
    void fail(const Expression& at, std::string message, std::string hint = {}) {
        fail(at.offset, std::move(message), std::move(hint));
    }

    std::optional<double> quantityOf(const Expression& expression, Unit unit, const std::string& path);
    std::optional<double> guessOf(const Expression& call, Unit unit, const std::string& path);
    std::optional<double> argument(const Expression& call, const std::string& name, Unit unit);
    std::optional<double> plainNumber(const Expression& call, const std::string& name, double above);
    bool acceptsOnly(const Expression& call, const std::vector<std::string>& names);
    std::optional<Range> range(const Expression& call, Unit unit, const std::string& lowName, const std::string& highName);

    std::optional<Distribution> distributionOf(const Expression& expression, Unit unit, const std::string& path);
    std::optional<Distribution> constantOf(const Expression& quantity, Unit unit, const std::string& path);
    std::optional<Distribution> exponentialOf(const Expression& call, Unit unit);
    /// A distribution of a mean and a shape above some number.
    std::optional<Distribution> shapedOf(const Expression& call, Unit unit, Distribution::Kind kind, const std::string& shapeName,
                                         double above);
    std::optional<Distribution> lognormalOf(const Expression& call, Unit unit);
    std::optional<Distribution> measuredOf(const Expression& call, Unit unit, const std::string& path);
    std::optional<Distribution> throughP99(const Expression& call, double mean, double p99);
    std::optional<Distribution> uniformOf(const Expression& call, Unit unit);
    std::optional<Distribution> empiricalOf(const Expression& call, Unit unit);
    std::optional<std::vector<double>> numbersIn(const Expression& call, Unit unit);

    std::optional<LoadProfile> profileOf(const Expression& expression, Unit unit, const std::string& path);
    std::optional<LoadProfile> stepProfile(const Expression& call, Unit unit);
    std::optional<LoadProfile> rangedProfile(const Expression& call, Unit unit);
    std::optional<Load> closedLoad(const Expression& call);
    std::optional<Load> replayLoad(const Expression& call);

    BindingContext& m_context;
    const SourceNode& m_node;
    std::string m_path;
};

/// A duration in whole nanoseconds from seconds.
inline Duration toDuration(double seconds) {
    return Duration::fromSeconds(seconds);
}

}  // namespace headroom::model
