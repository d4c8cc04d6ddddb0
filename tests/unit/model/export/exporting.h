#pragma once
// Scenarios exported in tests, and the YAML that comes out looked into.

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "model/export/exported.h"
#include "model/text/document.h"
#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {

/// A scenario that was read without errors, with its resolved text.
inline ReadResult resolvedScenario(const std::string& text, const std::string& path = "shop.yaml") {
    ReadOptions options;
    options.resolves = true;
    ReadResult read = readScenarioText(text, path, options);
    if (!read.scenario) throw std::runtime_error(findings(read));
    return read;
}

inline ReadResult resolvedFile(const std::string& relative) {
    ReadOptions options;
    options.resolves = true;
    ReadResult read = readScenario(sourcePath(relative), options);
    if (!read.scenario) throw std::runtime_error(findings(read));
    return read;
}

/// The documents of a made file, which has to be YAML.
class Made {
public:
    explicit Made(const Exported& exported, const std::string& path) {
        EXPECT_EQ(exported.files.count(path), 1U) << path;
        if (exported.files.count(path) == 0) return;
        Diagnostics diagnostics;
        m_documents = Document::parseAll(exported.files.at(path), path, diagnostics);
        for (const Diagnostic& diagnostic : diagnostics.all()) ADD_FAILURE() << toString(diagnostic);
    }
    std::size_t size() const { return m_documents.size(); }
    /// The text of a scalar, or "nothing there", "a mapping", "a list".
    std::string at(const std::string& dottedPath, std::size_t document = 0) const {
        const Node* node = document < m_documents.size() ? m_documents[document].findPath(dottedPath) : nullptr;
        if (node == nullptr) return "nothing there";
        if (!node->isScalar()) return node->isMapping() ? "a mapping" : "a list";
        return node->value;
    }
    std::vector<std::string> list(const std::string& dottedPath, std::size_t document = 0) const {
        std::vector<std::string> texts;
        const Node* node = document < m_documents.size() ? m_documents[document].findPath(dottedPath) : nullptr;
        if (node == nullptr) return texts;
        for (const auto& item : node->items) texts.push_back(item->value);
        return texts;
    }
    std::vector<std::string> keys(const std::string& dottedPath, std::size_t document = 0) const {
        std::vector<std::string> names;
        const Node* node = document < m_documents.size() ? m_documents[document].findPath(dottedPath) : nullptr;
        if (node == nullptr) return names;
        for (const Node::Entry& entry : node->entries) names.push_back(entry.key);
        return names;
    }

private:
    std::vector<Document> m_documents;
};

}  // namespace headroom::model
