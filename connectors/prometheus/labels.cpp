#include "connectors/prometheus/labels.h"

#include <algorithm>

namespace headroom::connectors::prometheus {

Labels::Labels(std::initializer_list<Pair> pairs) {
    for (const Pair& pair : pairs) add(pair.first, pair.second);
}

bool Labels::add(std::string name, std::string value) {
    const auto place = std::ranges::lower_bound(m_pairs, name, {}, &Pair::first);
    if (place != m_pairs.end() && place->first == name) return false;
    m_pairs.insert(place, {std::move(name), std::move(value)});
    return true;
}

std::string_view Labels::value(std::string_view name) const {
    const auto place = std::ranges::lower_bound(m_pairs, name, {}, &Pair::first);
    return place != m_pairs.end() && place->first == name ? std::string_view(place->second) : std::string_view{};
}

Labels Labels::without(std::string_view name) const {
    Labels others;
    others.m_pairs.reserve(m_pairs.size());
    for (const Pair& pair : m_pairs)
        if (pair.first != name) others.m_pairs.push_back(pair);
    return others;
}

std::string toText(std::string_view name, const Labels& labels) {
    std::string text(name);
    if (labels.size() == 0) return text;
    char before = '{';
    for (const auto& [label, value] : labels.all()) {
        text += before;
        text += label;
        text += "=\"";
        for (const char c : value) {
            if (c == '\\' || c == '"') text += '\\';
            c == '\n' ? text += "\\n" : text += c;
        }
        text += '"';
        before = ',';
    }
    return text + '}';
}

}  // namespace headroom::connectors::prometheus
