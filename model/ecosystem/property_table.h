#pragma once
// Tables of properties that set the fields of a configuration struct, and the flattening of YAML that precedes them.

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "model/ecosystem/value_codec.h"
#include "model/scenario/binding_context.h"

namespace headroom::model {

/// One leaf of a configuration text: "spring.kafka.consumer.max-poll-records" and its value.
struct FlatProperty {
    std::string name;  ///< dotted, as written
    const SourceNode* node = nullptr;
    SourceLocation keyLocation;
    bool isTaken = false;  ///< some reader knew it
};

using FlatProperties = std::vector<FlatProperty>;

/// All leaves of a mapping, nested or dotted. Errors: a name given twice;
/// what a variant or --set gives wins instead. `canonical` says which spellings are the same name.
FlatProperties flatten(BindingContext& context, const SourceNode& node,
                       const std::function<std::string(const std::string&)>& canonical);
/// The leaves whose names begin with a prefix, named without it.
FlatProperties below(const FlatProperties& properties, const std::string& prefix);
/// A leaf's text: a scalar's, or a list's items joined by commas.
std::string propertyText(const SourceNode& node);

/// A property's name and how it reads into, and shows, its field of T.
template <class T>
struct Property {
    std::string name;
    std::function<std::string(const std::string& text, T& target)>
        set;  ///< returns what was expected, or nothing when it went well
    std::function<std::string(const T& target)> show;
};

template <class T>
using PropertyTable = std::vector<Property<T>>;

template <class T, class Value, class Access>
Property<T> property(std::string name, Codec<Value> codec, Access access) {
    return {std::move(name),
            [codec, access](const std::string& text, T& target) {
                std::string problem;
                if (const auto value = codec.read(text, problem)) access(target) = *value;
                return problem;
            },
            [codec, access](const T& target) { return codec.show(access(target)); }};
}

/// Where a set of properties stands and what its names and defaults are called in messages.
struct PropertyScope {
    std::string path;                                         ///< effective values are listed below it
    std::string what;                                         ///< "a Kafka producer property"
    std::string defaultOrigin;                                ///< "default of Kafka 3.9"; empty: defaults are not listed
    const std::vector<std::string>* withoutEffect = nullptr;  ///< real names that change nothing here, known to the table or not
    std::vector<std::string> settled = {};                    ///< names set elsewhere: not listed as defaults

    bool hasEffect(const std::string& name) const {
        return withoutEffect == nullptr || std::find(withoutEffect->begin(), withoutEffect->end(), name) == withoutEffect->end();
    }
};

/// A leaf's text, with a guess(low..high) in the property's own syntax resolved and listed; both ends have the same unit.
std::string resolvedText(BindingContext& context, const FlatProperty& property, const std::string& path);

void reportUnknownProperty(BindingContext& context, const FlatProperty& property, const PropertyScope& scope,
                           std::vector<std::string> known);
void reportBadProperty(BindingContext& context, const FlatProperty& property, const std::string& expected);

/// Sets the fields of `target`; unknown names are errors with the nearest real one.
template <class T>
void applyProperties(BindingContext& context, const FlatProperties& properties, const PropertyTable<T>& table,
                     const PropertyScope& scope, T& target) {
    std::vector<std::string> given = scope.settled;
    for (const FlatProperty& flat : properties) {
        const Property<T>* found = nullptr;
        for (const Property<T>& candidate : table)
            if (candidate.name == flat.name) found = &candidate;
        if (found != nullptr) {
            given.push_back(found->name);
            const std::string expected = found->set(resolvedText(context, flat, joinPath(scope.path, flat.name)), target);
            if (!expected.empty())
                reportBadProperty(context, flat, expected);
            else if (scope.hasEffect(flat.name))
                context.effective(joinPath(scope.path, flat.name), found->show(target), *flat.node);
            else
                context.withoutEffect(joinPath(scope.path, flat.name), *flat.node);
            continue;
        }
        std::vector<std::string> known;
        for (const Property<T>& candidate : table) known.push_back(candidate.name);
        reportUnknownProperty(context, flat, scope, std::move(known));
    }
    if (scope.defaultOrigin.empty()) return;
    for (const Property<T>& candidate : table)
        if (std::find(given.begin(), given.end(), candidate.name) == given.end())
            context.effective(joinPath(scope.path, candidate.name), candidate.show(target),
                              scope.defaultOrigin + (scope.hasEffect(candidate.name) ? "" : ", no effect here"));
}

}  // namespace headroom::model
