#include "model/scenario/load_scale.h"

#include <cmath>

#include <fmt/format.h>

namespace headroom::model {

namespace {

constexpr double largestScale = 100;

LoadProfile scaledProfile(LoadProfile profile, double factor) {
    for (LoadProfile::Piece& piece : profile.pieces) {
        piece.from *= factor;
        piece.to *= factor;
    }
    return profile;
}

/// As a surge of the same factor does in a run.
std::vector<Duration> scaledArrivals(const std::vector<Duration>& arrivals, double factor) {
    // The tolerance absorbs what adding a factor like 0.1 ten times lacks of 1.
    constexpr double whole = 1 - 1e-9;
    std::vector<Duration> kept;
    double owed = 0;
    for (const Duration arrival : arrivals)
        for (owed += factor; owed >= whole; owed -= 1) kept.push_back(arrival);
    return kept;
}

bool isNothing(const Load& load) {
    if (const auto* closed = std::get_if<ClosedLoad>(&load)) return std::llround(closed->users.peak()) == 0;
    const auto& open = std::get<OpenLoad>(load);
    return open.process == OpenLoad::Process::Replay && open.arrivals.empty();
}

std::string hintFor(const Load& load, double factor) {
    if (const auto* closed = std::get_if<ClosedLoad>(&load))
        return fmt::format("users are whole: its {} times {} rounds to 0", closed->users.peak(),
                           formatQuantity(factor, Unit::Share));
    return "its replayed arrivals are too few";
}

}  // namespace

QuantityResult parseLoadScale(std::string_view text) {
    const std::string_view whole = trimmed(text);
    const bool isPercent = whole.ends_with('%');
    std::optional<double> scale = parseNumber(isPercent ? whole.substr(0, whole.size() - 1) : whole);
    if (scale && isPercent) *scale /= 100;
    if (scale && *scale > 0 && *scale <= largestScale) return {scale, {}};
    return {std::nullopt, {fmt::format("'{}' is no share of the load", text), "write 2% or 0.02; at most 100 times the load"}};
}

Load scaled(const Load& load, double factor) {
    if (const auto* closed = std::get_if<ClosedLoad>(&load))
        return ClosedLoad{scaledProfile(closed->users, factor), closed->thinkTime};
    const auto& open = std::get<OpenLoad>(load);
    return OpenLoad{open.process, scaledProfile(open.rate, factor), scaledArrivals(open.arrivals, factor)};
}

void scaleClients(Scenario& scenario, double factor, Diagnostics& diagnostics) {
    if (factor == 1) return;
    for (Client& client : scenario.clients) {
        const Load whole = std::move(client.load);
        client.load = scaled(whole, factor);
        if (isNothing(client.load) && !isNothing(whole))
            diagnostics.warning(
                client.location,
                fmt::format("at {} of the load nothing is left of client '{}'", formatQuantity(factor, Unit::Share), client.name),
                hintFor(whole, factor));
    }
}

}  // namespace headroom::model
