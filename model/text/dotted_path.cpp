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

PathError nameError(bool quoted, std::size_t nameBegin, std::size_t stepBegin) {
    if (quoted) return {"the quote is never closed", nameBegin};
    return {"a name is missing", stepBegin};
}

/// Reads `[…]`, from its opening bracket on.
std::optional<PathStep> readBracket(std::string_view text, std::size_t& at, PathError& error) {
    const std::size_t begin = at++;
    const std::size_t nameBegin = at;
    const bool quoted = at < text.size() && text[at] == '\'';
    std::string name;
    if (!readName(text, at, "]", name)) return error = nameError(quoted, nameBegin, begin), std::nullopt;
    if (at >= text.size() || text[at] != ']') return error = {"']' is missing", at}, std::nullopt;
    ++at;
    return bracketStep(std::move(name), quoted);
}

/// Reads a key, from the dot before it on unless it is the first.
std::optional<PathStep> readKey(std::string_view text, std::size_t& at, bool isFirst, PathError& error) {
    const std::size_t begin = at;
    if (!isFirst) {
        if (text[at] != '.') return error = {"a '.' or '[' is missing", at}, std::nullopt;
        ++at;
    }
    const std::size_t nameBegin = at;
    const bool quoted = at < text.size() && text[at] == '\'';
    std::string name;
    if (!readName(text, at, ".[", name)) return error = nameError(quoted, nameBegin, begin), std::nullopt;
    return PathStep{PathStep::Kind::Key, std::move(name), 0};
}

}  // namespace

std::optional<DottedPath> DottedPath::parse(std::string_view text, PathError& error) {
    DottedPath path;
    std::size_t at = 0;
    while (at < text.size()) {
        auto step = text[at] == '[' ? readBracket(text, at, error) : readKey(text, at, path.m_steps.empty(), error);
        if (!step) return std::nullopt;
        path.m_steps.push_back(std::move(*step));
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
