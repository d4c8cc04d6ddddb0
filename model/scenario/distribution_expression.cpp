// Distributions out of expressions.
#include <cmath>

#include <fmt/format.h>

#include "model/scenario/expression_arguments.h"
#include "model/scenario/portable_math.h"
#include "model/scenario/source_reader.h"
#include "model/scenario/value_expression.h"

namespace headroom::model {

namespace {

const std::vector<std::string>& functionNames() {
    static const std::vector<std::string> names{"constant", "exponential", "lognormal", "gamma", "pareto",
                                                "uniform",  "empirical",   "measured",  "guess"};
    return names;
}

constexpr double standardNormalP99 = 2.3263478740408408;

}  // namespace

std::optional<Distribution> ValueReader::distribution(Unit unit) {
    const auto expression = parsed();
    return expression ? distributionOf(*expression, unit, m_path) : std::nullopt;
}

std::optional<Distribution> ValueReader::distributionOf(const Expression& e, Unit unit, const std::string& path) {
    if (!e.isCall || e.text == "guess") return constantOf(e, unit, path);
    if (e.text == "measured") return measuredOf(e, unit, path);
    if (e.text == "lognormal") return lognormalOf(e, unit);
    if (e.text == "uniform") return uniformOf(e, unit);
    if (e.text == "empirical") return empiricalOf(e, unit);
    if (e.text == "gamma") return shapedOf(e, unit, Distribution::Kind::Gamma, "shape", 0);
    if (e.text == "pareto") return shapedOf(e, unit, Distribution::Kind::Pareto, "alpha", 1);
    if (e.text == "exponential") return exponentialOf(e, unit);
    if (e.text != "constant")
        return fail(e, fmt::format("unknown distribution '{}'", e.text), hintFor(e.text, functionNames())), std::nullopt;
    if (const Expression* value = onlyArgument(e)) return constantOf(*value, unit, path);
    return fail(e, "constant() takes one quantity"), std::nullopt;
}

std::optional<Distribution> ValueReader::constantOf(const Expression& quantity, Unit unit, const std::string& path) {
    const std::optional<double> value = quantityOf(quantity, unit, path);
    if (!value) return std::nullopt;
    return Distribution::constant(*value);
}

std::optional<Distribution> ValueReader::exponentialOf(const Expression& call, Unit unit) {
    if (!acceptsOnly(call, {"mean"})) return std::nullopt;
    const auto mean = argument(call, "mean", unit);
    if (!mean) return std::nullopt;
    return Distribution{Distribution::Kind::Exponential, *mean, 0, {}};
}

std::optional<Distribution> ValueReader::shapedOf(const Expression& call, Unit unit, Distribution::Kind kind,
                                                  const std::string& shapeName, double above) {
    if (!acceptsOnly(call, {"mean", shapeName})) return std::nullopt;
    const auto mean = argument(call, "mean", unit);
    const auto shape = plainNumber(call, shapeName, above);
    if (!mean || !shape) return std::nullopt;
    return Distribution{kind, *mean, *shape, {}};
}

std::optional<Distribution> ValueReader::throughP99(const Expression& call, double mean, double p99) {
    constexpr double largestRatio = 14.97;
    if (mean > 0 && p99 >= mean && p99 <= largestRatio * mean)
        return Distribution{Distribution::Kind::Lognormal, mean, lognormalSigmaFromP99(p99 / mean), {}};
    const Expression& at = call.find("p99")->value;
    if (!(mean > 0))
        fail(at, "a mean of 0 has no p99");
    else if (p99 < mean)
        fail(at,
             fmt::format("the p99 {} is below the mean {}", formatQuantity(p99, Unit::Time), formatQuantity(mean, Unit::Time)));
    else
        fail(at,
             fmt::format("the p99 is {:.4g} times the mean; no lognormal has a p99 more than {} times its mean", p99 / mean,
                         largestRatio),
             "give measured(p50=…, p99=…), or pareto");
    return std::nullopt;
}

std::optional<Distribution> ValueReader::lognormalOf(const Expression& call, Unit unit) {
    if (!acceptsOnly(call, {"mean", "p99", "cv"})) return std::nullopt;
    const bool hasP99 = call.find("p99") != nullptr;
    if (hasP99 == (call.find("cv") != nullptr)) {
        fail(call, "lognormal() needs either 'p99' or 'cv' beside 'mean'");
        return std::nullopt;
    }
    const auto mean = argument(call, "mean", unit);
    const auto spread = hasP99 ? argument(call, "p99", unit) : argument(call, "cv", Unit::Count);
    if (!mean || !spread) return std::nullopt;
    if (hasP99) return throughP99(call, *mean, *spread);
    if (*spread > 1000) return fail(call.find("cv")->value, "a cv beyond 1000 is out of range"), std::nullopt;
    return Distribution{Distribution::Kind::Lognormal, *mean, std::sqrt(portableLog(1 + *spread * *spread)), {}};
}

std::optional<Distribution> ValueReader::measuredOf(const Expression& call, Unit unit, const std::string& path) {
    if (const Expression* fitted = onlyArgument(call)) {  // measured(exponential(mean=3ms)): as it was fitted
        if (fitted->isCall && (fitted->text == "measured" || fitted->text == "guess"))
            return fail(*fitted, fmt::format("what is measured is no {}", fitted->text)), std::nullopt;
        auto result = distributionOf(*fitted, unit, path);
        if (result) m_context.measured(path, m_node.value, m_node);
        return result;
    }
    if (!acceptsOnly(call, {"p50", "mean", "p99"})) return std::nullopt;
    const bool hasMedian = call.find("p50") != nullptr;
    if (hasMedian == (call.find("mean") != nullptr)) {
        fail(call, "measured() needs either 'p50' or 'mean' beside 'p99'",
             "or one fitted value: measured(exponential(mean=3ms)), measured(3ms)");
        return std::nullopt;
    }
    const auto centre = argument(call, hasMedian ? "p50" : "mean", unit);
    const auto p99 = argument(call, "p99", unit);
    if (!centre || !p99) return std::nullopt;
    std::optional<Distribution> result;
    if (!hasMedian) {
        result = throughP99(call, *centre, *p99);
    } else if (*centre <= 0 || *p99 < *centre || *p99 > 1e4 * *centre) {
        fail(call.find("p99")->value,
             *centre > 0 && *p99 < *centre ? "the p99 is below the p50" : "no lognormal goes through these points",
             "the p50 is more than 0 and the p99 at most 10,000 times as much");
    } else {
        const double sigma = portableLog(*p99 / *centre) / standardNormalP99;
        result = Distribution{Distribution::Kind::Lognormal, *centre * portableExp(sigma * sigma / 2), sigma, {}};
    }
    if (result) m_context.measured(path, m_node.value, m_node);
    return result;
}

std::optional<Distribution> ValueReader::uniformOf(const Expression& call, Unit unit) {
    const auto ends = range(call, unit, "low", "high");
    if (!ends) return std::nullopt;
    if (call.arguments.size() > 1) return fail(call.arguments[1].offset, "uniform() takes one range"), std::nullopt;
    if (ends->low > ends->high) return fail(call, "the range's low end is above its high end"), std::nullopt;
    return Distribution{Distribution::Kind::Uniform, (ends->low + ends->high) / 2, (ends->high - ends->low) / 2, {}};
}

std::optional<Distribution> ValueReader::empiricalOf(const Expression& call, Unit unit) {
    auto samples = numbersIn(call, unit);
    if (!samples) return std::nullopt;
    double sum = 0;
    for (const double sample : *samples) sum += sample;
    return Distribution{Distribution::Kind::Empirical, sum / static_cast<double>(samples->size()), 0, std::move(*samples)};
}

std::optional<std::vector<double>> ValueReader::numbersIn(const Expression& call, Unit unit) {
    const Expression& name = call.arguments[0].value;
    if (name.text.empty() || name.text.find('\0') != std::string::npos)
        return fail(call, fmt::format("{}() needs the path of a file", call.text)), std::nullopt;
    const std::string path = pathFrom(m_node.directory, name.text);
    std::string problem;
    constexpr std::size_t maxBytes = 64 * 1024 * 1024;
    const auto text = readWholeFile(path, maxBytes, problem);
    if (!text) return fail(name, fmt::format("file '{}' can't be used: {}", path, problem)), std::nullopt;
    std::vector<double> numbers;
    int line = 0;
    for (std::size_t at = 0; at < text->size(); ++line) {
        const std::size_t end = std::min(text->find('\n', at), text->size());
        std::string_view row = std::string_view(*text).substr(at, end - at);
        at = end + 1;
        if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
        row = trimmed(row.substr(0, row.find(',')));
        if (row.empty() || row.front() == '#') continue;
        const auto number = parseNumber(row);
        const auto value = number && *number >= 0 && *number <= 1e15 ? number : parseQuantity(row, unit).value;
        if (value)
            numbers.push_back(*value);
        else if (line > 0)  // the first line may be a heading
            return m_context.diagnostics().error({path, {line + 1, 1}}, fmt::format("'{}' is not {}", row, unitName(unit))),
                   std::nullopt;
    }
    if (numbers.empty()) return fail(name, fmt::format("file '{}' holds no numbers", path)), std::nullopt;
    m_context.table(m_node, name.text, path, numbers);
    return numbers;
}

}  // namespace headroom::model
