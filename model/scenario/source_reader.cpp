#include "model/scenario/source_reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "model/ecosystem/properties_text.h"

namespace headroom::model {

namespace {

/// Columns from a scalar's place to its text, where each code point of the value is one of the text.
int textColumnOf(const Node& node) {
    if (node.style == Node::Style::Plain && node.range.size() == node.value.size()) return 0;
    const bool isQuoted = node.style == Node::Style::SingleQuoted || node.style == Node::Style::DoubleQuoted;
    return isQuoted && node.range.size() == node.value.size() + 2 ? 1 : -1;
}

bool endsWith(const std::string& text, std::string_view end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string objectName(const Node& root) {
    const Node* kind = root.find("kind");
    const Node* metadata = root.find("metadata");
    const Node* name = metadata == nullptr ? nullptr : metadata->find("name");
    if (kind == nullptr || name == nullptr) return {};
    return kind->value + "/" + name->value;
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 12;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > most ? text + ", …" : text;
}

}  // namespace

std::string directoryOf(const std::string& path) {
    return std::filesystem::path(path).parent_path().string();
}

std::string pathFrom(const std::string& directory, const std::string& path) {
    const std::filesystem::path relative(path);
    if (relative.is_absolute() || directory.empty()) return relative.lexically_normal().string();
    return (std::filesystem::path(directory) / relative).lexically_normal().string();
}

std::optional<std::string> readWholeFile(const std::string& path, std::size_t maxBytes, std::string& problem) {
    std::error_code failure;
    const auto status = std::filesystem::status(path, failure);
    if (status.type() == std::filesystem::file_type::not_found) return problem = "there is no such file", std::nullopt;
    if (std::filesystem::is_directory(status)) return problem = "it is a directory", std::nullopt;
    if (failure || !std::filesystem::is_regular_file(status)) return problem = "it is no regular file", std::nullopt;
    const auto size = std::filesystem::file_size(path, failure);
    if (!failure && size > maxBytes)
        return problem = fmt::format("it has {} bytes, more than the {} a file may have", size, maxBytes), std::nullopt;
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream bytes;
    if (!stream || !(size == 0 || bytes << stream.rdbuf())) return problem = "it can't be read", std::nullopt;
    return bytes.str();
}

std::unique_ptr<SourceNode> SourceReader::readText(const std::string& text, const std::string& path) {
    return readDocument(Document::parse(text, path, m_diagnostics, m_limits.text));
}

std::unique_ptr<SourceNode> SourceReader::readDocument(const Document& document) {
    if (document.root() == nullptr) return nullptr;
    m_open.assign(1, pathFrom({}, document.path()));
    return convert(*document.root(), document, directoryOf(document.path()));
}

std::unique_ptr<SourceNode> SourceReader::readValue(const std::string& text, const std::string& label,
                                                    const std::string& directory) {
    const Document document = Document::parse(text, label, m_diagnostics, m_limits.text);
    if (document.root() == nullptr) return nullptr;
    m_open.clear();
    return convert(*document.root(), document, directory);
}

bool SourceReader::spend(const SourceLocation& place) {
    if (++m_nodes == m_limits.maxNodes + 1)
        m_diagnostics.error(place, fmt::format("the scenario and its files have more than {} values", m_limits.maxNodes));
    return m_nodes <= m_limits.maxNodes;
}

std::unique_ptr<SourceNode> SourceReader::convert(const Node& node, const Document& document, const std::string& directory) {
    if (node.tag == "!file") return include(node, document, directory);
    auto result = std::make_unique<SourceNode>();
    result->location = document.locationOf(node);
    result->directory = directory;
    if (!spend(result->location)) return result;
    if (!node.tag.empty() && node.tag.compare(0, 2, "!!") != 0)
        m_diagnostics.error(result->location, fmt::format("unknown tag '{}'", node.tag), "the only tag is !file");
    result->isPlain = node.style == Node::Style::Plain && node.tag != "!!str";
    result->value = node.value;
    result->comment = node.comment;
    result->textColumn = node.isScalar() ? textColumnOf(node) : -1;
    if (node.isMapping()) result->kind = SourceNode::Kind::Mapping;
    if (node.isSequence()) result->kind = SourceNode::Kind::Sequence;
    const bool isFlow = node.style == Node::Style::Flow;  // one comment stands beside the whole line
    const auto adopt = [&](const Node& child) {
        auto converted = convert(child, document, directory);
        if (isFlow && converted->comment.empty()) converted->comment = node.comment;
        return converted;
    };
    for (const Node::Entry& entry : node.entries)
        result->entries.push_back({entry.key, {document.path(), entry.keyPosition}, adopt(*entry.value)});
    for (const auto& item : node.items) result->items.push_back(adopt(*item));
    return result;
}

std::unique_ptr<SourceNode> SourceReader::include(const Node& node, const Document& document, const std::string& directory) {
    auto nothing = std::make_unique<SourceNode>();
    nothing->location = document.locationOf(node);
    nothing->directory = directory;
    nothing->isBroken = true;
    const auto refuse = [&](const std::string& message, const std::string& hint = {}) {
        m_diagnostics.error(document.locationOf(node), message, hint);
        return std::move(nothing);
    };
    if (!node.isScalar() || node.value.empty()) return refuse("!file needs a path", "write !file path or !file path#Kind/name");
    if (node.value.find('\0') != std::string::npos) return refuse("a path can't hold a zero byte");
    const std::size_t mark = node.value.rfind('#');
    const std::string selector = mark == std::string::npos ? "" : node.value.substr(mark + 1);
    const std::string path = pathFrom(directory, node.value.substr(0, mark));
    const std::string identity = selector.empty() ? path : path + "#" + selector;
    if (std::find(m_open.begin(), m_open.end(), identity) != m_open.end())
        return refuse(fmt::format("file '{}' points to itself", identity), "through " + listed(m_open));
    if (m_open.size() >= m_limits.maxFilesDeep)
        return refuse(fmt::format("files point to files more than {} deep", m_limits.maxFilesDeep));
    if (++m_files > m_limits.maxFiles) return refuse(fmt::format("more than {} files are included", m_limits.maxFiles));
    std::string problem;
    const auto text = readWholeFile(path, m_limits.text.maxBytes, problem);
    if (!text) return refuse(fmt::format("file '{}' can't be used: {}", path, problem));
    m_open.push_back(identity);
    auto result = includeText(*text, path, selector, document.locationOf(node));
    m_open.pop_back();
    if (!result) return nothing;
    if (result->comment.empty()) result->comment = node.comment;
    return result;
}

std::unique_ptr<SourceNode> SourceReader::includeText(const std::string& text, const std::string& path,
                                                      const std::string& selector, const SourceLocation& place) {
    if (endsWith(path, ".properties")) {
        if (selector.empty()) return readProperties(text, path, m_diagnostics);
        m_diagnostics.error(place, "a .properties file has no objects to choose from", "leave out #" + selector);
        return nullptr;
    }
    const std::size_t before = m_diagnostics.all().size();
    const std::vector<Document> documents = Document::parseAll(text, path, m_diagnostics, m_limits.text);
    if (m_diagnostics.all().size() > before) return nullptr;
    if (!selector.empty()) return selectObject(documents, path, selector, place);
    if (documents.size() == 1 && documents[0].root() != nullptr)
        return convert(*documents[0].root(), documents[0], directoryOf(path));
    m_diagnostics.error(place, fmt::format("file '{}' holds {} documents", path, documents.size()),
                        documents.empty() ? "" : "say which: " + path + "#Kind/name");
    return nullptr;
}

std::unique_ptr<SourceNode> SourceReader::selectObject(const std::vector<Document>& documents, const std::string& path,
                                                       const std::string& selector, const SourceLocation& place) {
    std::vector<std::string> names;
    for (const Document& document : documents) {
        if (document.root() == nullptr) continue;
        const std::string name = objectName(*document.root());
        if (name == selector) return convert(*document.root(), document, directoryOf(path));
        if (!name.empty()) names.push_back(name);
    }
    const std::string near = nearestWord(selector, names);
    const std::string hint = !near.empty()    ? fmt::format("did you mean '{}'?", near)
                             : !names.empty() ? "it has " + listed(names)
                                              : "it has no Kubernetes objects";
    m_diagnostics.error(place, fmt::format("file '{}' has no object '{}'", path, selector), hint);
    return nullptr;
}

}  // namespace headroom::model
