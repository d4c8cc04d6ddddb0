// docs/scenario.md is the language: its examples parse, and it names every key the binder knows.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <vector>

#include "model/scenario/metric_names.h"
#include "model/scenario/vocabulary.h"
#include "model/text/document.h"
#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

std::string documentation() {
    std::ifstream file(sourcePath("docs/scenario.md"), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> yamlBlocks(const std::string& text) {
    std::vector<std::string> blocks;
    const std::string open = "```yaml\n";
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
        at += open.size();
        blocks.push_back(text.substr(at, text.find("```", at) - at));
    }
    return blocks;
}

bool isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool hasWord(const std::string& text, const std::string& word) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool startsHere = at == 0 || !isWordCharacter(text[at - 1]);
        const std::size_t end = at + word.size();
        if (startsHere && (end == text.size() || !isWordCharacter(text[end]))) return true;
    }
    return false;
}

TEST(ScenarioDocumentation, ItsExamplesParse) {
    const auto blocks = yamlBlocks(documentation());
    ASSERT_GE(blocks.size(), 9U);
    for (const std::string& block : blocks) {
        Diagnostics diagnostics;
        const Document document = Document::parse(block, "docs/scenario.md", diagnostics);
        EXPECT_NE(document.root(), nullptr) << block;
        for (const Diagnostic& finding : diagnostics.all()) ADD_FAILURE() << toString(finding) << "\n" << block;
    }
}

/// Only references to what an example leaves out, and files that are not there, may be wrong in an example.
TEST(ScenarioDocumentation, ItsExamplesBind) {
    for (const std::string& block : yamlBlocks(documentation())) {
        const std::string name = block.find("scenario:") == std::string::npos ? "scenario: example\nduration: 1h\n" : "";
        const ReadResult result = readText(name + block);
        for (const Diagnostic& finding : result.diagnostics.all()) {
            const bool isReference = finding.message.find("there is no ") == 0 ||
                                     finding.message.find("belongs to no Kafka cluster") != std::string::npos ||
                                     finding.message.find("there is no such file") != std::string::npos ||
                                     finding.message.find("has no retry") != std::string::npos ||
                                     finding.message.find("has no circuitbreaker") != std::string::npos ||
                                     finding.severity != Severity::Error;
            EXPECT_TRUE(isReference) << toString(finding) << "\n" << block;
        }
    }
}

TEST(ScenarioDocumentation, NamesEveryKey) {
    const std::string text = documentation();
    for (const KeyTable* table : vocabulary::all())
        for (const std::string& key : table->keys) EXPECT_TRUE(hasWord(text, key)) << "'" << key << "' of " << table->what;
}

TEST(ScenarioDocumentation, NamesEveryMetricAnExpectationMayAskFor) {
    const std::string text = documentation();
    for (const char* kind : {"service", "topic", "group", "store", "client", "cluster", "broker", "node", "pod"}) {
        ASSERT_FALSE(metricNames(kind).empty()) << kind;
        for (const std::string& name : metricNames(kind)) EXPECT_NE(text.find("`" + name + "`"), std::string::npos) << name;
    }
}

}  // namespace
}  // namespace headroom::model
