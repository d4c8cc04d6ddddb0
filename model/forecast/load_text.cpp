#include "model/forecast/load_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/scenario/expression.h"

namespace headroom::forecast {
namespace {

constexpr int parts = 48;
constexpr double levelness = 1e-9;  // of levels that differ by rounding only

std::string mean(const model::LoadProfile& profile, model::Instant from, model::Duration length, double factor,
                 const std::string& unit) {
    const double before = profile.area(from.sinceStart());
    const double after = profile.area(from.sinceStart() + length);
    return numberText((after - before) / length.toSeconds() * factor) + unit;
}

bool isLevel(const model::LoadProfile& profile, model::Instant from, model::Duration length) {
    const double now = profile.at(from);
    for (int i = 1; i <= parts; ++i) {
        const model::Duration part = length / parts;
        const double level =
            (profile.area(from.sinceStart() + part * i) - profile.area(from.sinceStart() + part * (i - 1))) / part.toSeconds();
        if (std::abs(level - now) > levelness * std::max(1.0, now)) return false;
    }
    return true;
}

}  // namespace

std::string numberText(double value) {
    std::string text = fmt::format("{:.9f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
    return result + "'";
}

std::string profileText(const model::LoadProfile& profile, model::Instant from, model::Duration length, double factor,
                        const std::string& unit) {
    if (length.ns < parts || isLevel(profile, from, length)) return numberText(profile.at(from) * factor) + unit;
    const model::Duration part = length / parts;
    std::string text = "step(";
    for (int i = 1; i < parts; ++i)
        text += fmt::format("{} until {}s, ", mean(profile, from + part * (i - 1), part, factor, unit),
                            numberText((part * i).toSeconds()));
    return text + mean(profile, from + part * (parts - 1), part, factor, unit) + ")";
}

std::string withUsers(const std::string& closedLoad, const std::string& users) {
    model::ExpressionError error;
    const auto expression = model::parseExpression(closedLoad, error);
    if (!expression || !expression->isCall || expression->text != "closed") return {};
    const auto* old = expression->find("users");
    const auto* thinkTime = expression->find("thinkTime");
    if (old == nullptr || thinkTime == nullptr) return {};
    const bool isLast = old->offset > thinkTime->offset;
    // What follows the argument begins at the next comma of its own level, or at the last parenthesis.
    const std::size_t end = isLast ? closedLoad.rfind(')') : closedLoad.rfind(',', thinkTime->offset);
    if (end == std::string::npos || end < old->offset) return {};
    return closedLoad.substr(0, old->offset) + "users=" + users + closedLoad.substr(end);
}

}  // namespace headroom::forecast
