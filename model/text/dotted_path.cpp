#include "model/text/dotted_path.h"

#include <algorithm>
#include <charconv>

#include "model/text/document.h"

namespace headroom::model {

namespace {

/// Reads a quoted name whose opening quote is at `at`, and moves `at` behind its closing quote; false if it never closes.
bool readQuoted(std::string_view text, std::size_t& at, std::string& name) {
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] != '\'') {
            name += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == '\'') {
            name += text[i++];
        } else {
            at = i + 1;
            return true;
        }
    }
    return false;
}

/// Reads a name that ends at one of `stops`, quoted or bare.
bool readName(std::string_view text, std::size_t& at, std::string_view stops, std::string& name) {
    if (at < text.size() && text[at] == '\'') return readQuoted(text, at, name);
    const std::size_t end = std::min(text.find_first_of(stops, at), text.size());
    name = text.substr(at, end - at);
    at = end;
    return !name.empty();
}

PathStep bracketStep(std::string name, bool quoted) {
    if (!quoted && name == "+") return {PathStep::Kind::Append, {}, 0};
    std::size_t index = 0;
    const auto [end, failure] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (!quoted && failure == std::errc() && end == name.data() + name.size()) return {PathStep::Kind::Index, {}, index};
    return {PathStep::Kind::Name, std::move(name), 0};
}

const Node* findNamed(const Node& sequence, const std::string& name) {
    for (const auto& item : sequence.items) {
        const Node* label = item->find("name");
        if (label != nullptr && label->isScalar() && label->value == name) return item.get();
    }
    return nullptr;
}

}  // namespace

std::optional<DottedPath> DottedPath::parse(std::string_view text, PathError& error) {
    DottedPath path;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = at;
        const bool bracket = text[at] == '[';
        if (bracket) ++at;
        if (!bracket && !path.m_steps.empty()) {
            if (text[at] != '.') return error = {"a '.' or '[' is missing", at}, std::nullopt;
            ++at;
        }
        const bool quoted = at < text.size() && text[at] == '\'';
        std::string name;
        if (!readName(text, at, bracket ? "]" : ".[", name)) {
            return error = {quoted ? "the quote is never closed" : "a name is missing", quoted ? at : begin}, std::nullopt;
        }
        if (bracket && (at >= text.size() || text[at] != ']')) return error = {"']' is missing", at}, std::nullopt;
        if (bracket) ++at;
        path.m_steps.push_back(bracket ? bracketStep(std::move(name), quoted)
                                       : PathStep{PathStep::Kind::Key, std::move(name), 0});
    }
    return path;
}

const Node* findChild(const Node& node, const PathStep& step) {
    switch (step.kind) {
        case PathStep::Kind::Key: return node.isSequence() ? findNamed(node, step.text) : node.find(step.text);
        case PathStep::Kind::Name: return findNamed(node, step.text);
        case PathStep::Kind::Index: return step.index < node.items.size() ? node.items[step.index].get() : nullptr;
        case PathStep::Kind::Append: return nullptr;
    }
    return nullptr;
}

}  // namespace headroom::model
