#include "model/text/document.h"

#include <fmt/format.h>

#include "model/text/dotted_path.h"
#include "model/text/source_text.h"
#include "model/text/tree_builder.h"

namespace headroom::model {

namespace {

/// The first control character that YAML forbids, or npos.
std::size_t findControlCharacter(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) return i;
    }
    return std::string_view::npos;
}

/// Whether the bytes are a text at all; reports the first that is not.
bool checkBytes(const SourceText& source, const std::string& path, Diagnostics& diagnostics, const TextLimits& limits) {
    const std::string_view text = source.text();
    const auto fail = [&](std::size_t at, std::string message, std::string hint = {}) {
        diagnostics.error({path, source.positionAt(at)}, std::move(message), std::move(hint));
        return false;
    };
    if (text.size() > limits.maxBytes) {
        return fail(0, fmt::format("the text has {} bytes, more than the limit of {}", text.size(), limits.maxBytes));
    }
    if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") {
        return fail(0, "the text is UTF-16", "save the file as UTF-8");
    }
    if (const std::size_t at = findInvalidUtf8(text); at != std::string_view::npos) {
        const auto byte = static_cast<unsigned char>(text[at]);
        return fail(at, fmt::format("byte {:#04x} is not valid UTF-8 here", byte), "save the file as UTF-8");
    }
    if (const std::size_t at = findControlCharacter(text); at != std::string_view::npos) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == 0) return fail(at, "a NUL byte stands in the text", "this is no text file, or it is damaged");
        return fail(at, fmt::format("the control character U+{:04X} stands in the text", byte),
                    "write it as an escape in double quotes, or remove it");
    }
    return true;
}

}  // namespace

std::vector<Document> Document::read(const std::shared_ptr<const std::string>& text, const std::string& path, bool single,
                                     Diagnostics& diagnostics, const TextLimits& limits) {
    const SourceText source(*text);
    std::vector<std::unique_ptr<Node>> roots;
    if (!checkBytes(source, path, diagnostics, limits)) return {};
    if (!TreeBuilder(source, path, diagnostics, limits).read(single, roots)) return {};
    if (single && roots.empty()) {
        roots.push_back(std::make_unique<Node>());
        roots.back()->range = {text->size(), text->size()};
        roots.back()->position = source.positionAt(text->size());
    }
    std::vector<Document> documents(roots.size());
    for (std::size_t i = 0; i < roots.size(); ++i) {
        documents[i].m_text = text;
        documents[i].m_path = path;
        documents[i].m_limits = limits;
        documents[i].m_index = i;
        documents[i].m_documents = roots.size();
        documents[i].m_single = single;
        documents[i].m_root = std::move(roots[i]);
    }
    return documents;
}

Document Document::parse(std::string text, std::string path, Diagnostics& diagnostics, const TextLimits& limits) {
    const auto shared = std::make_shared<const std::string>(std::move(text));
    std::vector<Document> documents = read(shared, path, true, diagnostics, limits);
    if (!documents.empty()) return std::move(documents.front());
    Document broken;
    broken.m_text = shared;
    broken.m_path = std::move(path);
    broken.m_limits = limits;
    return broken;
}

std::vector<Document> Document::parseAll(std::string text, const std::string& path, Diagnostics& diagnostics,
                                         const TextLimits& limits) {
    return read(std::make_shared<const std::string>(std::move(text)), path, false, diagnostics, limits);
}

const Node* Document::findPath(std::string_view dottedPath) const {
    PathError error;
    const std::optional<DottedPath> path = DottedPath::parse(dottedPath, error);
    if (!path) return nullptr;
    const Node* node = m_root.get();
    for (const PathStep& step : path->steps()) {
        if (node == nullptr) return nullptr;
        node = findChild(*node, step);
    }
    return node;
}

}  // namespace headroom::model
