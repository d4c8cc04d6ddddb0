#include "tests/fuzz/text/text_exercise.h"

#include <vector>

#include "model/text/document.h"
#include "model/text/source_text.h"
#include "model/text/tree_compare.h"

namespace headroom::model {

namespace {

/// Small, so that a bomb is refused at once instead of being slow.
const TextLimits limits{4096, 16, 2000};

std::string step(const std::string& key) {
    std::string text = "'";
    for (const char c : key) text += c == '\'' ? "''" : std::string(1, c);
    return text + "'";
}

/// The paths of the first nodes, and the first node whose place is wrong.
struct Survey {
    std::vector<std::string> paths;
    std::string fault;

    void visit(const Node& node, const SourceText& source, const std::string& path, const ByteRange& within) {
        if (paths.size() < 8) paths.push_back(path);
        const bool inside =
            node.range.begin >= within.begin && node.range.end <= within.end && node.range.begin <= node.range.end;
        if (!inside) fault = "a node leaves its parent at " + path;
        if (source.positionAt(node.range.begin) != node.position) fault = "a position disagrees with its byte at " + path;
        if (node.aliased) return;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            visit(*node.items[i], source, path + "[" + std::to_string(i) + "]", node.range);
        }
        for (const Node::Entry& entry : node.entries) {
            if (!entry.merged) visit(*entry.value, source, (path.empty() ? "" : path + ".") + step(entry.key), node.range);
        }
    }
};

/// A refused edit says why, once, and leaves the text alone.
std::string checkEdit(const Document& before, const Document& after, bool done, const Diagnostics& diagnostics,
                      const std::string& what) {
    if (done && !diagnostics.empty()) return "a good edit reports: " + what;
    if (!done && diagnostics.all().size() != 1) return "a refused edit reports not once: " + what;
    if (!done && before.text() != after.text()) return "a refused edit changes the text: " + what;
    return {};
}

std::string tryEdits(const std::string& input, const std::string& path) {
    const std::string below = path.empty() ? "" : path + ".";
    const std::vector<std::pair<std::string, std::string>> settings{{path, "7"},
                                                                    {path, "x: 1\ny: |\n  z\n"},
                                                                    {path, "- [a, 'b']\n- c\n"},
                                                                    {below + "new", "v, w"},
                                                                    {path + "[+]", "k: {l: m}"}};
    Diagnostics none;
    const Document before = Document::parse(input, "f", none, limits);
    for (std::size_t i = 0; i <= settings.size(); ++i) {
        Document after = Document::parse(input, "f", none, limits);
        Diagnostics diagnostics;
        const bool removal = i == settings.size();
        const bool done =
            removal ? after.remove(path, diagnostics) : after.set(settings[i].first, settings[i].second, diagnostics);
        const std::string fault = checkEdit(before, after, done, diagnostics, path + " " + std::to_string(i));
        if (!fault.empty()) return fault;
        if (done && !removal && i < 4 && after.findPath(settings[i].first) == nullptr)
            return "the value set is not found at " + path;
    }
    return {};
}

}  // namespace

std::string exerciseText(const std::string& input) {
    Diagnostics diagnostics;
    const Document document = Document::parse(input, "f", diagnostics, limits);
    if (document.text() != input) return "the text is not kept";
    if (document.root() == nullptr) return diagnostics.hasErrors() ? "" : "no root and no error";
    if (diagnostics.hasErrors()) return "a root and an error";
    Survey survey;
    survey.visit(*document.root(), SourceText(input), "", {0, input.size()});
    if (!survey.fault.empty()) return survey.fault;
    for (const std::string& path : survey.paths) {
        if (document.findPath(path) == nullptr) return "a path leads nowhere: " + path;
        const std::string fault = tryEdits(input, path);
        if (!fault.empty()) return fault;
    }
    Diagnostics more;
    if (Document::parseAll(input, "f", more, limits).size() > 1) return "parse takes a stream";
    return {};
}

}  // namespace headroom::model
