#include <gtest/gtest.h>

#include "model/text/document.h"

namespace headroom::model {
namespace {

std::string afterSet(const std::string& text, const std::string& path, const std::string& value) {
    Diagnostics diagnostics;
    Document document = Document::parse(text, "a.yaml", diagnostics);
    const bool done = document.set(path, value, diagnostics);
    for (const Diagnostic& d : diagnostics.all()) ADD_FAILURE() << toString(d) << "\n" << text;
    EXPECT_TRUE(done);
    return document.text();
}

std::string afterRemove(const std::string& text, const std::string& path) {
    Diagnostics diagnostics;
    Document document = Document::parse(text, "a.yaml", diagnostics);
    const bool done = document.remove(path, diagnostics);
    for (const Diagnostic& d : diagnostics.all()) ADD_FAILURE() << toString(d) << "\n" << text;
    EXPECT_TRUE(done);
    return document.text();
}

std::string refusal(const std::string& text, const std::string& path, const std::string& value) {
    Diagnostics diagnostics;
    Document document = Document::parse(text, "a.yaml", diagnostics);
    EXPECT_FALSE(document.set(path, value, diagnostics)) << document.text();
    EXPECT_EQ(document.text(), text);
    EXPECT_EQ(diagnostics.all().size(), 1U);
    return diagnostics.empty() ? "" : toString(diagnostics.all()[0]);
}

TEST(DocumentSet, ReplacesScalarsInPlace) {
    EXPECT_EQ(afterSet("a: 1 # one\nb: 2\n", "a", "5"), "a: 5 # one\nb: 2\n");
    EXPECT_EQ(afterSet("a: '1' # one\n", "a", "5"), "a: '5' # one\n");
    EXPECT_EQ(afterSet("a: \"1\"\n", "a", "x\\y"), "a: \"x\\\\y\"\n");
    EXPECT_EQ(afterSet("a: 1\n", "a", "'it''s'"), "a: 'it''s'\n");
    EXPECT_EQ(afterSet("a:\nb: 2\n", "a", "1"), "a: 1\nb: 2\n");
    EXPECT_EQ(afterSet("a: # c\nb: 2\n", "a", "1"), "a: 1 # c\nb: 2\n");
    EXPECT_EQ(afterSet("- 1\n-\n", "[1]", "2"), "- 1\n- 2\n");
    EXPECT_EQ(afterSet("a: !file x.yaml#Kind/n # c\n", "a", "5"), "a: 5 # c\n");
    EXPECT_EQ(afterSet("a: 5", "a", "!file x.yaml#Kind/n"), "a: !file x.yaml#Kind/n");
    EXPECT_EQ(afterSet("a: 1\n", "a", ""), "a: null\n");
}

TEST(DocumentSet, WorksInFlowStyle) {
    EXPECT_EQ(afterSet("a: {b: 1, c: [1, 2]}\n", "a.b", "x, y"), "a: {b: 'x, y', c: [1, 2]}\n");
    EXPECT_EQ(afterSet("a: {b: 1}\n", "a.b", "x: 1\ny: [2]\n"), "a: {b: {x: 1, y: [2]}}\n");
    EXPECT_EQ(afterSet("a: {b: 1}\n", "a.c.d", "2"), "a: {b: 1, c: {d: 2}}\n");
    EXPECT_EQ(afterSet("a: {}  # c\n", "a.b", "2"), "a: {b: 2}  # c\n");
    EXPECT_EQ(afterSet("a: []\n", "a[+]", "2"), "a: [2]\n");
    EXPECT_EQ(afterSet("a: [1]\n", "a[+]", "|\n  x\n  y\n"), "a: [1, \"x\\ny\\n\"]\n");
    EXPECT_EQ(afterSet("{a: , b}\n", "a", "1"), "{a: 1, b}\n");
    EXPECT_EQ(afterSet("{a: , b}\n", "b", "1"), "{a: , b: 1}\n");
    EXPECT_EQ(afterSet("a: [\n  1, # one\n  2 # two\n]\n", "a[+]", "3"), "a: [\n  1, # one\n  2, # two\n  3\n]\n");
}

TEST(DocumentSet, InsertsIntoBlockStyle) {
    EXPECT_EQ(afterSet("a:\n    b: 1 # one\nc: 2\n", "a.d", "3"), "a:\n    b: 1 # one\n    d: 3\nc: 2\n");
    EXPECT_EQ(afterSet("a:\n    b: 1\nc: 2\n", "d.e.f", "3"), "a:\n    b: 1\nc: 2\nd:\n    e:\n        f: 3\n");
    EXPECT_EQ(afterSet("a:\n- b: 1\n", "c[+]", "x"), "a:\n- b: 1\nc:\n- x\n");
    EXPECT_EQ(afterSet("a:\n- b: 1\n", "a[0].c", "x"), "a:\n- b: 1\n  c: x\n");
    EXPECT_EQ(afterSet("a:\n- b: 1\n", "a[+].c", "x"), "a:\n- b: 1\n- c: x\n");
    EXPECT_EQ(afterSet("a:\n- b: 1\n", "a[+]", "c: 1\nd:\n  e: 2\n"), "a:\n- b: 1\n- c: 1\n  d:\n    e: 2\n");
    EXPECT_EQ(afterSet("a: 1", "b", "2"), "a: 1\nb: 2");
    EXPECT_EQ(afterSet("a: |\n  x\n", "b", "2"), "a: |\n  x\nb: 2\n");
    EXPECT_EQ(afterSet("a: 1\r\n", "'b.c: d'", "e:\n  - 1"), "a: 1\r\n'b.c: d':\r\n  e:\r\n    - 1\r\n");
    EXPECT_EQ(afterSet("a: {}\n", "a.b", "c: 1\n"), "a:\n  b:\n    c: 1\n");
    EXPECT_EQ(afterSet("", "a.b", "1"), "a:\n  b: 1\n");
    EXPECT_EQ(afterSet("# only\n", "a", "1"), "# only\na: 1\n");
    EXPECT_EQ(afterSet("# only", "a", "1"), "# only\na: 1\n");
    EXPECT_EQ(afterSet("a: ~\n", "a.b", "1"), "a:\n  b: 1\n");
    EXPECT_EQ(afterSet("a:\nc: 1\n", "a[+]", "1"), "a:\n  - 1\nc: 1\n");
}

TEST(DocumentSet, ChangesBetweenForms) {
    EXPECT_EQ(afterSet("a: 1 # one\nb: 2\n", "a", "x: 1\ny:\n  - 2\n"), "a: # one\n  x: 1\n  y:\n    - 2\nb: 2\n");
    EXPECT_EQ(afterSet("a: # one\n  x: 1 # x\n  y: 2 # y\nb: 2\n", "a", "7"), "a: 7 # one\nb: 2\n");
    EXPECT_EQ(afterSet("a: | # one\n  x\n  y\nb: 2\n", "a", "7"), "a: 7 # one\nb: 2\n");
    EXPECT_EQ(afterSet("a: 1 # one\nb: 2\n", "a", "|\n  x\n   y\n"), "a: | # one\n  x\n   y\nb: 2\n");
    EXPECT_EQ(afterSet("a:\n  b: 1", "a.b", "|\n  x\n"), "a:\n  b: |\n    x\n");
    EXPECT_EQ(afterSet("- a: 1\n  b: 2\n- 3\n", "[0]", "4"), "- 4\n- 3\n");
    EXPECT_EQ(afterSet("- 4\n- 3\n", "[0]", "a: 1\nb: 2\n"), "- a: 1\n  b: 2\n- 3\n");
    EXPECT_EQ(afterSet("a: 1\n", "", "b: 2\n"), "b: 2\n");
}

TEST(DocumentSet, OverridesWhatIsMergedAndKeepsAliases) {
    const std::string base = "x: &x {a: 1}\n";
    EXPECT_EQ(afterSet(base + "y:\n  <<: *x\n  b: 2\n", "y.a", "3"), base + "y:\n  <<: *x\n  b: 2\n  a: 3\n");
    EXPECT_EQ(afterSet(base + "y: *x\n", "y", "3"), base + "y: 3\n");
    EXPECT_EQ(afterSet(base + "y: *x\n", "x.a", "3"), "x: &x {a: 3}\ny: *x\n");
    EXPECT_NE(refusal(base + "y: *x\n", "y.a", "3").find("is an alias"), std::string::npos);
    EXPECT_NE(refusal(base + "y: *x\n", "x", "3").find("no anchor"), std::string::npos);
}

TEST(DocumentSet, RefusesWhatCannotBe) {
    EXPECT_NE(refusal("a: 1\n", "a.b", "2").find("a simple value"), std::string::npos);
    EXPECT_NE(refusal("a: 1\n", "a[", "2").find("malformed"), std::string::npos);
    EXPECT_NE(refusal("a: [1]\n", "a[3]", "2").find("[+] appends"), std::string::npos);
    EXPECT_NE(refusal("a: 1\n", "a", "[1").find("not valid YAML"), std::string::npos);
    EXPECT_NE(refusal("a: 1\n", "a", "--- 1").find("document marks"), std::string::npos);
}

TEST(DocumentSet, EditsOneDocumentOfAStream) {
    Diagnostics diagnostics;
    std::vector<Document> all = Document::parseAll("a: 1\n---\nb: 2\n---\nc: 3\n", "a.yaml", diagnostics);
    ASSERT_EQ(all.size(), 3U);
    ASSERT_TRUE(all[1].set("d", "4", diagnostics));
    EXPECT_EQ(all[1].text(), "a: 1\n---\nb: 2\nd: 4\n---\nc: 3\n");
    EXPECT_EQ(all[1].findPath("d")->value, "4");
}

TEST(DocumentRemove, TakesWholeLines) {
    EXPECT_EQ(afterRemove("a: 1 # one\nb: 2 # two\nc: 3\n", "b"), "a: 1 # one\nc: 3\n");
    EXPECT_EQ(afterRemove("a:\n  b: 1\n  c: 2\nd: 3\n", "a"), "d: 3\n");
    EXPECT_EQ(afterRemove("a: |\n  b\n\nd: 3\n", "a"), "\nd: 3\n");
    EXPECT_EQ(afterRemove("a: 1\nb: 2", "b"), "a: 1");
    EXPECT_EQ(afterRemove("a: 1\r\nb: 2", "b"), "a: 1");
    EXPECT_EQ(afterRemove("- a: 1\n  b: 2\n", "[0].a"), "- b: 2\n");
    EXPECT_EQ(afterRemove("- a: 1\n  b: 2\n- 3\n", "[0]"), "- 3\n");
    EXPECT_EQ(afterRemove("- name: x\n- name: y # why\n", "[y]"), "- name: x\n");
}

TEST(DocumentRemove, LeavesEmptyBrackets) {
    EXPECT_EQ(afterRemove("a: # of a\n  b: 1 # one\nc: 2\n", "a.b"), "a: {} # of a\nc: 2\n");
    EXPECT_EQ(afterRemove("a:\n- 1\nc: 2\n", "a[0]"), "a: []\nc: 2\n");
    EXPECT_EQ(afterRemove("# head\na: 1 # one\n", "a"), "# head\n{}\n");
    EXPECT_EQ(afterRemove("a: {b: 1}\n", "a.b"), "a: {}\n");
}

TEST(DocumentRemove, MindsCommas) {
    EXPECT_EQ(afterRemove("[1, 2, 3]", "[0]"), "[2, 3]");
    EXPECT_EQ(afterRemove("[1, 2, 3]", "[1]"), "[1, 3]");
    EXPECT_EQ(afterRemove("[1, 2, 3]", "[2]"), "[1, 2]");
    EXPECT_EQ(afterRemove("[1, 2, ]", "[1]"), "[1, ]");
    EXPECT_EQ(afterRemove("[\n  1, # one\n  2 # two\n]\n", "[1]"), "[\n  1 # one\n]\n");
    EXPECT_EQ(afterRemove("[\n  1, # one\n  2 # two\n]\n", "[0]"), "[\n  2 # two\n]\n");
}

TEST(DocumentRemove, ReportsWhatIsAbsent) {
    Diagnostics diagnostics;
    Document document = Document::parse("a: 1\n", "a.yaml", diagnostics);
    EXPECT_FALSE(document.remove("b", diagnostics));
    EXPECT_FALSE(document.remove("", diagnostics));
    EXPECT_EQ(diagnostics.all().size(), 2U);
    EXPECT_EQ(document.text(), "a: 1\n");
}

}  // namespace
}  // namespace headroom::model
