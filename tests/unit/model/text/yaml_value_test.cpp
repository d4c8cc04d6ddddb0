#include "model/text/yaml_value.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "model/text/document.h"

namespace headroom::model {
namespace {

Document parsed(const std::string& text) {
    Diagnostics diagnostics;
    Document document = Document::parse(text, "made.yaml", diagnostics);
    EXPECT_FALSE(diagnostics.hasErrors()) << toString(diagnostics.all()[0]) << "\n" << text;
    return document;
}

TEST(YamlValue, IsABlockWithItsKeysInOrderAndItsComments) {
    YamlValue port;
    port.set("name", "http").set("containerPort", 8080);
    YamlValue root;
    root.set("kind", "Deployment").comment("as many as\n\nthe scenario has").set("replicas", 2);
    root.set("ports", YamlValue::list().add(port).add(YamlValue())).set("paused", false);
    root.set("args", YamlValue::list().add("--load-scale").add("2%")).set("volumes", YamlValue::list()).set("x", YamlValue());
    EXPECT_EQ(
        root.render(),
        "kind: Deployment\n# as many as\n#\n# the scenario has\nreplicas: 2\nports:\n  - name: http\n    containerPort: 8080\n"
        "  - {}\npaused: false\nargs:\n  - --load-scale\n  - \"2%\"\nvolumes: []\nx: {}\n");
}

TEST(YamlValue, PutsACommentOfAnItemsFirstKeyWhereItCanStand) {
    YamlValue item;
    item.comment("why").set("name", "a");
    YamlValue root;
    root.set("list", YamlValue::list().comment("of all").add(item));
    EXPECT_EQ(root.render(), "list:\n  # of all\n  -\n    # why\n    name: a\n");
    EXPECT_EQ(parsed(root.render()).findPath("list[0].name")->value, "a");
}

TEST(YamlValue, QuotesWhatCouldBeTakenForSomethingElse) {
    for (const char* text :
         {"true", "No",  "ON",  "null", "~",  "",   "y", "2",  "0x1F", "1e3", "12:30", "2%", "a: b", "a #b", " a", "a ", "-",
          "- a",  "{a}", "[a]", "*a",   "&a", "!a", "'", "\"", "a\nb", "é",   "---",   "@a", "a:",   "500m", "=",  "<<"})
        EXPECT_EQ(yamlText(text)[0], '"') << text;
    for (const char* text : {"kafka:9092", "/etc/headroom/scenario.yaml", "--endpoints", "orders=orders:8080", "apps/v1", "a b",
                             "$(POD)", "nobody", "Yesterday"})
        EXPECT_EQ(yamlText(text), text);
}

TEST(YamlValue, KeepsLinesWhereALiteralBlockCan) {
    YamlValue root;
    root.set("good", YamlValue::lines("a: 1\n\n  b: '#'\n")).set("unended", YamlValue::lines("a\nb"));
    root.set("blank", YamlValue::lines(" a\n"))
        .set("twice", YamlValue::lines("a\n\n"))
        .set("control", YamlValue::lines("a\x01\n"));
    EXPECT_EQ(root.render().substr(0, 34), "good: |\n  a: 1\n\n    b: '#'\nunended");
    const Document document = parsed(root.render());
    EXPECT_EQ(document.findPath("good")->value, "a: 1\n\n  b: '#'\n");
    EXPECT_EQ(document.findPath("unended")->value, "a\nb");
    EXPECT_EQ(document.findPath("blank")->value, " a\n");
    EXPECT_EQ(document.findPath("twice")->value, "a\n\n");
    EXPECT_EQ(document.findPath("control")->value, "a\x01\n");
}

RC_GTEST_PROP(YamlValue, ReadsBackAsItWasMade, ()) {
    const auto text = *rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::inRange<char>(' ', '~'), rc::gen::element('\n', ':', '#', '-', ' ')));
    YamlValue root;
    root.set("key", text).set("lines", YamlValue::lines(text)).set("list", YamlValue::list().add(text));
    if (canStandPlain(text) && text.find('\n') == std::string::npos) root.set("plain", YamlValue::written(text));
    Diagnostics diagnostics;
    const Document document = Document::parse(root.render(), "made.yaml", diagnostics);
    RC_ASSERT(!diagnostics.hasErrors());
    RC_ASSERT(document.findPath("key")->value == text);
    RC_ASSERT(document.findPath("lines")->value == text);
    RC_ASSERT(document.findPath("list[0]")->value == text);
    if (const Node* plain = document.findPath("plain")) RC_ASSERT(plain->value == text);
}

}  // namespace
}  // namespace headroom::model
