// Loads, profiles and record keys out of expressions.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "model/scenario/value_expression.h"

namespace headroom::model {

namespace {

using Shape = LoadProfile::Piece::Shape;

const std::vector<std::string>& loadNames() {
    static const std::vector<std::string> names{"poisson", "constant", "closed", "replay"};
    return names;
}

}  // namespace

std::optional<LoadProfile> ValueReader::profileOf(const Expression& e, Unit unit, const std::string& path) {
    if (!e.isCall || e.text == "guess" || e.text == "measured") {
        const auto level = quantityOf(e, unit, path);
        if (!level) return std::nullopt;
        return LoadProfile::hold(*level);
    }
    if (e.text == "step") return stepProfile(e, unit);
    if (e.text == "ramp" || e.text == "daily" || e.text == "burst") return rangedProfile(e, unit);
    fail(e, fmt::format("unknown profile '{}'", e.text), hintFor(e.text, {"ramp", "step", "daily", "burst", "guess"}));
    return std::nullopt;
}

std::optional<LoadProfile> ValueReader::stepProfile(const Expression& call, Unit unit) {
    LoadProfile profile;
    Duration begin{0};
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
        const Argument& piece = call.arguments[i];
        const bool isLast = i + 1 == call.arguments.size();
        if (!piece.name.empty() || piece.upper || isLast == piece.until.has_value()) {
            fail(piece.offset, isLast ? "the last level of step() holds for ever" : "a level of step() holds until an instant",
                 "write step(10/s until 2m, 50/s)");
            return std::nullopt;
        }
        const auto level = quantityOf(piece.value, unit, joinPath(joinPath(m_path, "step"), i));
        Duration length = Duration::infinite();
        if (piece.until) {
            const auto end = quantityOf(*piece.until, Unit::Time, joinPath(joinPath(m_path, "until"), i));
            if (!end) return std::nullopt;
            length = toDuration(*end) - begin;
            begin = toDuration(*end);
            if (length.ns <= 0) return fail(*piece.until, "the levels of step() must follow each other in time"), std::nullopt;
        }
        if (!level) return std::nullopt;
        profile.pieces.push_back({Shape::Hold, *level, *level, length, {}, {}});
    }
    if (profile.pieces.empty()) return fail(call, "step() has no levels", "write step(10/s until 2m, 50/s)"), std::nullopt;
    return profile;
}

std::optional<LoadProfile> ValueReader::rangedProfile(const Expression& call, Unit unit) {
    const bool isBurst = call.text == "burst";
    const std::string lengthName = call.text == "ramp" ? "over" : isBurst ? "every" : "period";
    std::vector<std::string> names{"", lengthName};
    if (isBurst) names.push_back("for");
    if (!acceptsOnly(call, names)) return std::nullopt;
    const auto ends = range(call, unit, "from", "to");
    const auto length = argument(call, lengthName, Unit::Time);
    const auto high = isBurst ? argument(call, "for", Unit::Time) : std::optional<double>(0);
    if (!ends || !length || !high) return std::nullopt;
    if (*length <= 0)
        return fail(call.find(lengthName)->value, fmt::format("'{}' must be more than 0", lengthName)), std::nullopt;
    if (*high > *length) return fail(call.find("for")->value, "a burst is not longer than its period"), std::nullopt;
    const Duration span = toDuration(*length);
    if (call.text == "ramp")
        return LoadProfile{{{Shape::Ramp, ends->low, ends->high, span, {}, {}},
                            {Shape::Hold, ends->high, ends->high, Duration::infinite(), {}, {}}}};
    return LoadProfile{
        {{isBurst ? Shape::Burst : Shape::Daily, ends->low, ends->high, Duration::infinite(), span, toDuration(*high)}}};
}

std::optional<Load> ValueReader::load() {
    const auto expression = parsed();
    if (!expression) return std::nullopt;
    const Expression& e = *expression;
    if (e.isCall && e.text == "closed") return closedLoad(e);
    if (e.isCall && e.text == "replay") return replayLoad(e);
    const bool isPoisson = e.isCall && e.text == "poisson";
    if (!isPoisson && !(e.isCall && e.text == "constant")) {
        fail(e, fmt::format("'{}' is no load", e.text),
             e.isCall ? hintFor(e.text, loadNames()) : "write poisson(50/s) or closed(users=10, thinkTime=1s)");
        return std::nullopt;
    }
    if (e.arguments.size() != 1 || !e.arguments[0].name.empty() || e.arguments[0].upper || e.arguments[0].until)
        return fail(e, fmt::format("{}() takes one rate", e.text), fmt::format("write {}(50/s)", e.text)), std::nullopt;
    auto rate = profileOf(e.arguments[0].value, Unit::Rate, m_path);
    if (!rate) return std::nullopt;
    return OpenLoad{isPoisson ? OpenLoad::Process::Poisson : OpenLoad::Process::Constant, std::move(*rate), {}};
}

std::optional<Load> ValueReader::closedLoad(const Expression& call) {
    if (!acceptsOnly(call, {"users", "thinkTime"})) return std::nullopt;
    const Argument* users = call.find("users");
    const Argument* thinkTime = call.find("thinkTime");
    if (users == nullptr || thinkTime == nullptr)
        return fail(call, fmt::format("closed() needs '{}'", users == nullptr ? "users" : "thinkTime")), std::nullopt;
    auto profile = profileOf(users->value, Unit::Count, joinPath(m_path, "users"));
    const std::string outer = std::exchange(m_path, joinPath(m_path, "thinkTime"));
    auto think = distributionOf(thinkTime->value, Unit::Time, m_path);
    m_path = outer;
    if (!profile || !think) return std::nullopt;
    return ClosedLoad{std::move(*profile), std::move(*think)};
}

std::optional<Load> ValueReader::replayLoad(const Expression& call) {
    const auto times = numbersIn(call, Unit::Time);
    if (!times) return std::nullopt;
    OpenLoad load{OpenLoad::Process::Replay, {}, {}};
    for (const double time : *times) {
        if (time > 1e9) return fail(call, "an arrival lies beyond 1e9 s"), std::nullopt;
        load.arrivals.push_back(toDuration(time));
    }
    if (!std::is_sorted(load.arrivals.begin(), load.arrivals.end()))
        return fail(call, "the arrivals are not in ascending order"), std::nullopt;
    return load;
}

std::optional<KeySpec> ValueReader::keySpec() {
    const auto expression = parsed();
    if (!expression) return std::nullopt;
    const Expression& e = *expression;
    if (!e.isCall && e.text == "none") return KeySpec{};
    const bool isZipf = e.isCall && e.text == "zipf";
    if (!isZipf && !(e.isCall && e.text == "uniform"))
        return fail(e, fmt::format("'{}' is no way to draw keys", e.text), "write none, uniform(100k) or zipf(100k, s=1.1)"),
               std::nullopt;
    const bool isShaped =
        !e.arguments.empty() && e.arguments[0].name.empty() && !e.arguments[0].upper && e.arguments.size() <= (isZipf ? 2U : 1U);
    if (!isShaped || !acceptsOnly(e, {"", "s"}))
        return fail(e, fmt::format("{}() takes the number of keys", e.text), "write uniform(100k) or zipf(100k, s=1.1)"),
               std::nullopt;
    const auto keys = quantityOf(e.arguments[0].value, Unit::Count, joinPath(m_path, "keys"));
    const auto exponent = e.arguments.size() == 2 ? plainNumber(e, "s", 0) : std::optional<double>(1);
    if (!keys || !exponent) return std::nullopt;
    if (*keys < 1 || *keys > 1e12)
        return fail(e.arguments[0].value, "the number of keys is at least 1 and at most 1e12"), std::nullopt;
    return KeySpec{isZipf ? KeySpec::Kind::Zipf : KeySpec::Kind::Uniform, static_cast<std::int64_t>(*keys), *exponent};
}

}  // namespace headroom::model
