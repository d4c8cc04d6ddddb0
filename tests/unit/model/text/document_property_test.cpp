#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "model/text/document.h"
#include "tests/unit/model/text/random_yaml.h"

namespace headroom::model {
namespace {

std::string reportOf(const Diagnostics& diagnostics) {
    std::string all;
    for (const Diagnostic& d : diagnostics.all()) all += toString(d) + "\n";
    return all;
}

Document parsed(const std::string& text) {
    Diagnostics diagnostics;
    Document document = Document::parse(text, "r.yaml", diagnostics);
    RC_LOG() << text << "\n" << reportOf(diagnostics);
    RC_ASSERT(diagnostics.empty());
    return document;
}

bool isBlockScalar(const Node& node) {
    return node.style == Node::Style::Literal || node.style == Node::Style::Folded;
}

bool says(const Node& node, const Written& written) {
    // The last break of a block scalar may be cut with the text's.
    const bool sameValue = node.value == written.value || (isBlockScalar(node) && node.value + "\n" == written.value);
    if (node.kind != written.kind || !sameValue) return false;
    if (node.entries.size() != written.entries.size() || node.items.size() != written.items.size()) return false;
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
        if (node.entries[i].key != written.entries[i].key || !says(*node.entries[i].value, written.entries[i].value))
            return false;
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (!says(*node.items[i], written.items[i])) return false;
    }
    return true;
}

bool sameSaying(const Node& a, const Node& b) {
    const bool block = isBlockScalar(a) && a.value == b.value + "\n";
    if (a.kind != b.kind || (a.value != b.value && !block)) return false;
    if (a.entries.size() != b.entries.size() || a.items.size() != b.items.size()) return false;
    for (std::size_t i = 0; i < a.entries.size(); ++i) {
        if (a.entries[i].key != b.entries[i].key || !sameSaying(*a.entries[i].value, *b.entries[i].value)) return false;
    }
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!sameSaying(*a.items[i], *b.items[i])) return false;
    }
    return true;
}

/// Line and column by counting from the beginning: the plainest definition.
SourcePosition countedPosition(const std::string& text, std::size_t byte) {
    SourcePosition position;
    std::size_t i = text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0;
    for (; i < byte; ++i) {
        if (text[i] == '\n') {
            position = {position.line + 1, 1};
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
            ++position.column;
        }
    }
    return position;
}

struct Found {
    std::string path;
    const Node* node;
};

void collect(const Node& node, const std::string& path, std::vector<Found>& all) {
    all.push_back({path, &node});
    for (std::size_t i = 0; i < node.items.size(); ++i) collect(*node.items[i], path + "[" + std::to_string(i) + "]", all);
    for (const Node::Entry& entry : node.entries)
        collect(*entry.value, (path.empty() ? "" : path + ".") + ("'" + entry.key + "'"), all);
}

std::vector<Found> allOf(const Document& document) {
    std::vector<Found> all;
    collect(*document.root(), "", all);
    return all;
}

const Found& oneOf(const std::vector<Found>& all) {
    return all[*rc::gen::inRange<std::size_t>(0, all.size())];
}

RC_GTEST_PROP(DocumentProperty, ParsesToWhatWasWritten, ()) {
    const RandomYaml yaml;
    const Document document = parsed(yaml.text);
    RC_ASSERT(document.text() == yaml.text);
    RC_ASSERT(says(*document.root(), yaml.written));
}

RC_GTEST_PROP(DocumentProperty, PlacesAgreeWithTheBytes, ()) {
    const RandomYaml yaml;
    const Document document = parsed(yaml.text);
    for (const auto& [path, node] : allOf(document)) {
        RC_LOG() << path << "\n";
        RC_ASSERT(document.findPath(path) == node);
        RC_ASSERT(countedPosition(yaml.text, node->range.begin) == node->position);
        const std::string own = yaml.text.substr(node->range.begin, node->range.size());
        const bool block = !node->isScalar() && node->style == Node::Style::Block;
        const std::string indent(block ? static_cast<std::size_t>(node->position.column - 1) : 0, ' ');
        const Document part = parsed(indent + own);
        RC_ASSERT(sameSaying(*node, *part.root()));
    }
}

RC_GTEST_PROP(DocumentProperty, SetChangesItsPlaceAloneAndSetBackRestores, ()) {
    const RandomYaml yaml;
    Document document = parsed(yaml.text);
    std::vector<Found> scalars = allOf(document);
    scalars.erase(std::remove_if(scalars.begin(), scalars.end(),
                                 [](const Found& f) { return !f.node->isScalar() || isBlockScalar(*f.node); }),
                  scalars.end());
    RC_PRE(!scalars.empty());
    const Found target = oneOf(scalars);
    const ByteRange range = target.node->range;
    const std::string before = yaml.text.substr(0, range.begin);
    const std::string own = yaml.text.substr(range.begin, range.size());
    const std::string after = yaml.text.substr(range.end);
    Diagnostics diagnostics;
    // A quoted place stays quoted, so only quoted texts and bare ones for bare ones come back as they were.
    const bool bare = target.node->style == Node::Style::Plain;
    const std::string other = bare ? *rc::gen::element<std::string>("zz9", "{a: [b]}", "!t x")
                                   : *rc::gen::element<std::string>("zz9", "'q, r'", "\"\\t\"", "{a: [b]}");
    RC_ASSERT(document.set(target.path, other, diagnostics));
    RC_ASSERT(document.text().compare(0, before.size(), before) == 0);
    RC_ASSERT(document.text().size() >= before.size() + after.size());
    RC_ASSERT(document.text().substr(document.text().size() - after.size()) == after);
    RC_ASSERT(document.set(target.path, own, diagnostics));
    RC_ASSERT(document.text() == yaml.text);
    RC_ASSERT(diagnostics.empty());
}

RC_GTEST_PROP(DocumentProperty, RemoveAfterInsertRestores, ()) {
    const RandomYaml yaml;
    Document document = parsed(yaml.text);
    std::vector<Found> places = allOf(document);
    places.erase(std::remove_if(places.begin(), places.end(), [](const Found& f) { return f.node->isScalar(); }), places.end());
    const Found target = oneOf(places);
    const bool mapping = target.node->isMapping();
    const std::string last = "[" + std::to_string(target.node->items.size()) + "]";
    const std::string key = (target.path.empty() ? "" : target.path + ".") + "fresh";
    Diagnostics diagnostics;
    const std::string value = *rc::gen::element<std::string>("1", "'a b'", "{c: d}", "e:\n  - f\n");
    RC_LOG() << target.path << " <- " << value << "\n";
    const bool emptyFlow = target.node->style == Node::Style::Flow && target.node->items.empty() && target.node->entries.empty();
    const bool cutLiteral = yaml.text.back() != '\n' && document.text().size() == document.root()->range.end;
    RC_PRE(!cutLiteral);
    const bool set = document.set(mapping ? key : target.path + "[+]", value, diagnostics);
    RC_LOG() << reportOf(diagnostics) << document.text();
    RC_ASSERT(set);
    RC_ASSERT(document.findPath(mapping ? key : target.path + last) != nullptr);
    RC_ASSERT(document.remove(mapping ? key : target.path + last, diagnostics));
    RC_LOG() << document.text();
    RC_ASSERT(emptyFlow || document.text() == yaml.text);
}

RC_GTEST_PROP(DocumentProperty, AnyValueGoesAnywhere, ()) {
    const RandomYaml yaml;
    Document document = parsed(yaml.text);
    const std::string path = oneOf(allOf(document)).path;
    const std::string value =
        *rc::gen::element<std::string>("1", "a: 1\nb: # c\n  - |\n    x\n   # c\n  - y\n", "|+\n  a\n\n", "- a\n- b: 1\n  c: 2\n",
                                       "!file a/b#C/d", "[a,\n  b]", "\"a\n  b\"", "a\nb");
    RC_LOG() << path << " <- " << value << "\n";
    Diagnostics diagnostics;
    const bool done = document.set(path, value, diagnostics);
    RC_LOG() << reportOf(diagnostics);
    RC_ASSERT(done);
    RC_ASSERT(document.findPath(path) != nullptr);
}

RC_GTEST_PROP(DocumentProperty, AnythingButTheRootCanGo, ()) {
    const RandomYaml yaml;
    Document document = parsed(yaml.text);
    std::vector<Found> all = allOf(document);
    all.erase(all.begin());
    const std::string path = oneOf(all).path;
    RC_LOG() << path << "\n";
    Diagnostics diagnostics;
    const bool done = document.remove(path, diagnostics);
    RC_LOG() << reportOf(diagnostics);
    RC_ASSERT(done);
}

}  // namespace
}  // namespace headroom::model
