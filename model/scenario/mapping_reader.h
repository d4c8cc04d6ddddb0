#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/scenario/binding_context.h"
#include "model/scenario/distribution.h"
#include "model/scenario/vocabulary.h"

namespace headroom::model {

/// Reads one mapping against its table of keys: reports unknown ones at once, and lists every value it takes, or the default that
/// stands where it takes none, among the effective values. A reader changes its target only when the value is good.
class MappingReader {
public:
    /// `node` may be null or empty: then every key is absent. `table` outlives the reader.
    MappingReader(BindingContext& context, const SourceNode* node, std::string path, const KeyTable& table);

    BindingContext& context() const { return m_context; }
    const std::string& path() const { return m_path; }
    std::string pathOf(const std::string& key) const { return joinPath(m_path, key); }

    /// The value under a key; null if absent or empty. A key that is not in the table is a broken invariant.
    const SourceNode* find(const std::string& key) const;
    /// As find, and an error if absent.
    const SourceNode* require(const std::string& key) const;
    /// As find, and an error unless it is a mapping (or a list).
    const SourceNode* findMapping(const std::string& key) const;
    const SourceNode* findList(const std::string& key) const;

    bool time(const std::string& key, Duration& target) const;
    bool positiveTime(const std::string& key, Duration& target) const;
    bool distribution(const std::string& key, Distribution& target, Unit unit = Unit::Time) const;
    /// A quantity within [low, high] in base units.
    bool quantity(const std::string& key, double& target, Unit unit, double low = 0,
                  double high = std::numeric_limits<double>::infinity()) const;
    bool count(const std::string& key, int& target, int low = 0, int high = std::numeric_limits<int>::max()) const;
    bool size(const std::string& key, Bytes& target) const;
    bool text(const std::string& key, std::string& target) const;
    bool flag(const std::string& key, bool& target) const;
    bool texts(const std::string& key, std::vector<std::string>& target) const;

    template <class Enum>
    bool choice(const std::string& key, Enum& target, const std::vector<std::pair<std::string, Enum>>& choices) const {
        std::vector<std::string> names;
        std::size_t current = 0;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            names.push_back(choices[i].first);
            if (choices[i].second == target) current = i;
        }
        const auto chosen = choose(key, names, current);
        if (chosen) target = choices[*chosen].second;
        return chosen.has_value();
    }

private:
    std::optional<std::size_t> choose(const std::string& key, const std::vector<std::string>& names, std::size_t current) const;
    const SourceNode* scalar(const std::string& key, const std::string& defaultValue) const;
    void taken(const std::string& key, std::string value, const SourceNode& node) const;

    BindingContext& m_context;
    const SourceNode* m_node;
    std::string m_path;
    const KeyTable& m_table;
};

/// The text of a scalar; absent, with an error that says what was expected, for anything else.
std::optional<std::string> scalarText(BindingContext& context, const SourceNode& node, const std::string& expected);

/// A distribution as the scenario language writes it.
std::string formatDistribution(const Distribution& distribution, Unit unit);

}  // namespace headroom::model
