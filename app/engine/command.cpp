#include "app/engine/command.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "model/diagnostics.h"

namespace headroom::engine {
namespace {

using nlohmann::json;

/// A field that is there but makes no sense.
struct BadCommand {
    std::string message;
};

std::string text(const json& object, const char* name) {
    if (!object.contains(name) || !object[name].is_string()) throw BadCommand{fmt::format("'{}' must be a text", name)};
    return object[name].get<std::string>();
}

int count(const json& object, const char* name, int least) {
    if (!object.contains(name) || !object[name].is_number_integer())
        throw BadCommand{fmt::format("'{}' must be a whole number", name)};
    const auto value = object[name].get<std::int64_t>();
    if (value < least || value > 1'000'000) throw BadCommand{fmt::format("'{}' must be from {} to 1000000", name, least)};
    return static_cast<int>(value);
}

Speed speed(const json& object) {
    if (!object.contains("factor")) return {};
    const json& factor = object["factor"];
    if (factor.is_string() && factor == "max") return {};
    if (!factor.is_number() || factor.get<double>() < 0)
        throw BadCommand{"'factor' must be a number from 0 (as fast as possible)"};
    return {factor.get<double>()};
}

/// A YAML flow mapping; JSON is one already.
Inject inject(const json& object) {
    if (!object.contains("fault")) throw BadCommand{"'fault' is missing: a fault as in the scenario, {\"kill\": \"pod/name\"}"};
    const json& fault = object["fault"];
    if (fault.is_object()) return {fault.dump()};
    const std::string written = text(object, "fault");
    const std::size_t first = written.find_first_not_of(" \t");
    return {first != std::string::npos && written[first] == '{' ? written : "{" + written + "}"};
}

Command commandOf(const json& object) {
    const std::string name = text(object, "command");
    if (name == "pause") return Pause{};
    if (name == "resume") return Resume{};
    if (name == "step") return Step{object.contains("frames") ? count(object, "frames", 1) : 1};
    if (name == "speed") return speed(object);
    if (name == "inject") return inject(object);
    if (name == "scale") return Scale{text(object, "service"), count(object, "replicas", 0)};
    if (name == "stop") return Stop{};
    const std::string nearest = model::nearestWord(name, {"pause", "resume", "step", "speed", "inject", "scale", "stop"});
    throw BadCommand{fmt::format("there is no command '{}'{}", name, nearest.empty() ? "" : "; did you mean '" + nearest + "'?")};
}

struct Description {
    std::string operator()(const Pause&) const { return "pause"; }
    std::string operator()(const Resume&) const { return "resume"; }
    std::string operator()(const Step& step) const {
        return fmt::format("step {} frame{}", step.frames, step.frames == 1 ? "" : "s");
    }
    std::string operator()(const Speed& speed) const {
        return speed.factor == 0 ? "speed: as fast as possible"
                                 : fmt::format("speed: {:.6g} simulated seconds a second", speed.factor);
    }
    std::string operator()(const Inject& inject) const { return "inject " + inject.fault; }
    std::string operator()(const Scale& scale) const {
        return fmt::format("scale {} to {} replica{}", scale.service, scale.replicas, scale.replicas == 1 ? "" : "s");
    }
    std::string operator()(const Stop&) const { return "stop"; }
};

}  // namespace

ParsedCommand parseCommand(std::string_view line) {
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object()) return {std::nullopt, "a command is one JSON object a line, such as {\"command\": \"pause\"}"};
    try {
        return {commandOf(object), {}};
    } catch (const BadCommand& bad) {
        return {std::nullopt, bad.message};
    }
}

std::string describe(const Command& command) {
    return std::visit(Description{}, command);
}

}  // namespace headroom::engine
