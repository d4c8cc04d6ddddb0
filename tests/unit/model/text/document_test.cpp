#include "model/text/document.h"

#include <gtest/gtest.h>

namespace headroom::model {
namespace {

Document parsed(const std::string& text) {
    Diagnostics diagnostics;
    Document document = Document::parse(text, "a.yaml", diagnostics);
    for (const Diagnostic& d : diagnostics.all()) ADD_FAILURE() << toString(d);
    return document;
}

std::string firstError(const std::string& text, const TextLimits& limits = {}) {
    Diagnostics diagnostics;
    const Document document = Document::parse(text, "a.yaml", diagnostics, limits);
    EXPECT_EQ(document.root(), nullptr) << text;
    EXPECT_EQ(document.text(), text);
    return diagnostics.empty() ? "none" : toString(diagnostics.all().front());
}

std::string textOf(const Document& document, const Node& node) {
    return document.text().substr(node.range.begin, node.range.size());
}

TEST(Document, KnowsEveryNodesPlace) {
    const Document d = parsed("topics:\n  orders: {partitions: 12, 'x y': \"a\\tb\"}  # twelve\nlist:\n- one\n-   two # 2\n");
    const Node* orders = d.findPath("topics.orders");
    ASSERT_NE(orders, nullptr);
    EXPECT_EQ(textOf(d, *orders), "{partitions: 12, 'x y': \"a\\tb\"}");
    EXPECT_EQ(orders->position, (SourcePosition{2, 11}));
    EXPECT_EQ(orders->comment, "twelve");
    EXPECT_EQ(d.findPath("topics.orders.'x y'")->value, "a\tb");
    EXPECT_EQ(textOf(d, *d.findPath("list")), "- one\n-   two");
    EXPECT_EQ(d.findPath("list")->position, (SourcePosition{4, 1}));
    EXPECT_EQ(d.findPath("list[1]")->position, (SourcePosition{5, 5}));
    EXPECT_EQ(d.findPath("list[1]")->comment, "2");
    EXPECT_EQ(d.findPath("list[2]"), nullptr);
    EXPECT_EQ(d.root()->range, (ByteRange{0, d.text().size() - 5}));
}

TEST(Document, ColumnsCountCodePointsAndRangesBytes) {
    const Document d = parsed("\xEF\xBB\xBFgr\xC3\xBC\xC3\x9F: {\xE2\x82\xAC: \xF0\x9F\x98\x80, b: 2}\r\nnext: x\r\n");
    const Node* smile = d.findPath("gr\xC3\xBC\xC3\x9F.\xE2\x82\xAC");
    ASSERT_NE(smile, nullptr);
    EXPECT_EQ(textOf(d, *smile), "\xF0\x9F\x98\x80");
    EXPECT_EQ(smile->position, (SourcePosition{1, 11}));
    EXPECT_EQ(d.root()->position, (SourcePosition{1, 1}));
    EXPECT_EQ(d.findPath("next")->position, (SourcePosition{2, 7}));
    EXPECT_EQ(textOf(d, *d.findPath("next")), "x");
}

TEST(Document, FindsCommentsBesideAndAbove) {
    const Document d = parsed(
        "# head\n\n# about a\n#   two lines\na: 'x # y' # real\nb: # of b\n  c: 1\nd: | # lit\n  # no comment\n\ne: x#y\n"
        "f:\n  # of f1\n  - 1 # one\n  # of f2\n  - k: v # vee\n  - # dashed\n    k: w\ng: # above\n  long\n");
    EXPECT_EQ(d.findPath("a")->comment, "real");
    EXPECT_EQ(d.findPath("a")->leadingComment, "about a\ntwo lines");
    EXPECT_EQ(d.findPath("b")->comment, "of b");
    EXPECT_EQ(d.findPath("b.c")->comment, "");
    EXPECT_EQ(d.findPath("d")->comment, "lit");
    EXPECT_EQ(d.findPath("d")->value, "# no comment\n");
    EXPECT_EQ(textOf(d, *d.findPath("d")), "| # lit\n  # no comment\n");
    EXPECT_EQ(d.findPath("e")->leadingComment, "");
    EXPECT_EQ(d.findPath("e")->comment, "");
    EXPECT_EQ(d.findPath("e")->value, "x#y");
    EXPECT_EQ(d.findPath("f[0]")->leadingComment, "of f1");
    EXPECT_EQ(d.findPath("f[0]")->comment, "one");
    EXPECT_EQ(d.findPath("f[1]")->leadingComment, "of f2");
    EXPECT_EQ(d.findPath("f[1].k")->comment, "vee");
    EXPECT_EQ(d.findPath("f[1].k")->leadingComment, "");
    EXPECT_EQ(d.findPath("f[2]")->comment, "dashed");
    EXPECT_EQ(d.findPath("g")->comment, "above");
}

TEST(Document, AByteOrderMarkThatBeginsALineIsBlank) {
    const Document d = parsed("# top\n\xEF\xBB\xBF\n- \n\xEF\xBB\xBF# of b\n- b: 1\n");
    EXPECT_EQ(d.findPath("[0]")->position, (SourcePosition{3, 2}));
    EXPECT_EQ(d.findPath("[1].b")->position, (SourcePosition{5, 6}));
    EXPECT_EQ(d.findPath("[1]")->leadingComment, "of b");
}

TEST(Document, KeepsTags) {
    const Document d = parsed("a: !file k8s/x.yaml#Deployment/orders # deployed\nb: !file\nc: !x {d: !!str 1}\ne: !y\n  f: 1\n");
    EXPECT_EQ(d.findPath("a")->tag, "!file");
    EXPECT_EQ(d.findPath("a")->value, "k8s/x.yaml#Deployment/orders");
    EXPECT_EQ(d.findPath("a")->comment, "deployed");
    EXPECT_EQ(d.findPath("a")->position, (SourcePosition{1, 10}));
    EXPECT_EQ(d.findPath("b")->tag, "!file");
    EXPECT_EQ(textOf(d, *d.findPath("c")), "{d: !!str 1}");
    EXPECT_EQ(d.findPath("c.d")->tag, "!!str");
    EXPECT_EQ(textOf(d, *d.findPath("e")), "f: 1");
    EXPECT_EQ(d.findPath("e")->tag, "!y");
}

TEST(Document, PathsNameItemsAndQuoteKeys) {
    const Document d = parsed("a.b: {'c''d': 1}\nlist: [{name: x, v: 1}, {name: '2', v: 2}]\n");
    EXPECT_EQ(d.findPath("'a.b'.'c''d'")->value, "1");
    EXPECT_EQ(d.findPath("list[x].v")->value, "1");
    EXPECT_EQ(d.findPath("list.x.v")->value, "1");
    EXPECT_EQ(d.findPath("list['2'].v")->value, "2");
    EXPECT_EQ(d.findPath("list[0].v")->value, "1");
    EXPECT_EQ(d.findPath(""), d.root());
    for (const char* bad : {"list[", "list[]", "list[0", "'a.b", "a..b", "list[0]v", ".a", "list."})
        EXPECT_EQ(d.findPath(bad), nullptr) << bad;
}

TEST(Document, ExpandsAliasesAndMergeKeys) {
    const Document d = parsed("base: &b {x: 1, y: 2}\nother: &o {y: 8, z: 9}\nuse:\n  y: 3\n  <<: [*b, *o]\nsame: *b # alias\n");
    EXPECT_EQ(d.findPath("use.x")->value, "1");
    EXPECT_EQ(d.findPath("use.y")->value, "3");
    EXPECT_EQ(d.findPath("use.z")->value, "9");
    EXPECT_EQ(d.findPath("use.<<"), nullptr);
    EXPECT_TRUE(d.findPath("same")->aliased);
    EXPECT_EQ(textOf(d, *d.findPath("same")), "*b");
    EXPECT_EQ(d.findPath("same")->comment, "alias");
    EXPECT_EQ(d.findPath("same.y")->value, "2");
}

TEST(Document, AnEmptyTextHasANullRoot) {
    for (const char* text : {"", "# only a comment\n", "---\n", "\n\n"}) EXPECT_TRUE(parsed(text).root()->isNull()) << text;
}

TEST(Document, ReadsStreams) {
    Diagnostics diagnostics;
    const std::vector<Document> all = Document::parseAll("a: 1\n---\nb: 2\n---\n# nothing\n---\nc: 3\n", "k.yaml", diagnostics);
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[1].findPath("b")->position, (SourcePosition{3, 4}));
    EXPECT_TRUE(all[2].root()->isNull());
    EXPECT_EQ(all[3].findPath("c")->value, "3");
    EXPECT_TRUE(diagnostics.empty());
    EXPECT_EQ(firstError("a: 1\n---\nb: 2\n").substr(0, 11), "a.yaml:2:1:");
}

TEST(Document, RefusesDuplicateKeys) {
    Diagnostics diagnostics;
    const Document d = Document::parse("a: 1\nb: 2\n\"a\": 3\n", "a.yaml", diagnostics);
    EXPECT_EQ(d.root(), nullptr);
    ASSERT_EQ(diagnostics.all().size(), 2U);
    EXPECT_EQ(toString(diagnostics.all()[0]), "a.yaml:3:1: error: the key 'a' is given twice; the first is on line 1");
    EXPECT_EQ(toString(diagnostics.all()[1]), "a.yaml:1:1: note: the first 'a' is here");
}

TEST(Document, RefusesWhatIsTooMuch) {
    EXPECT_NE(firstError("[[[[1]]]]", {100, 3, 100}).find("nests deeper than 3"), std::string::npos);
    EXPECT_NE(firstError("[1, 2, 3]", {100, 3, 3}).find("more than 3 values"), std::string::npos);
    EXPECT_NE(firstError("12345", {4, 3, 3}).find("5 bytes"), std::string::npos);
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        const std::string name = "a" + std::to_string(i);
        bomb += name + ": &" + name + " [" + before;
        for (int k = 0; k < 8; ++k) bomb += ", " + before;
        bomb += "]\n";
    }
    EXPECT_NE(firstError(bomb).find("more than 1000000 values"), std::string::npos);
    EXPECT_NE(firstError("a: &a [*a]").find("inside its own anchor"), std::string::npos);
    EXPECT_NE(firstError("a: *b").find("no anchor '&b'"), std::string::npos);
}

TEST(Document, RefusesWhatIsNoText) {
    EXPECT_EQ(firstError("a: \xC3\xBC\xFF").substr(0, 11), "a.yaml:1:5:");
    EXPECT_NE(firstError(std::string("a: b\0c", 6)).find("1:5: error: a NUL byte"), std::string::npos);
    EXPECT_NE(firstError("a: \x01").find("U+0001"), std::string::npos);
    EXPECT_NE(firstError("\xFF\xFE"
                         "a")
                  .find("UTF-16"),
              std::string::npos);
}

}  // namespace
}  // namespace headroom::model
