#include "model/text/syntax_error.h"

#include <gtest/gtest.h>

#include "model/text/document.h"

namespace headroom::model {
namespace {

struct Case {
    const char* text;
    const char* said;
};

class SyntaxErrorTest : public testing::TestWithParam<Case> {};

TEST_P(SyntaxErrorTest, SpeaksPlainly) {
    Diagnostics diagnostics;
    const Document document = Document::parse(GetParam().text, "f", diagnostics);
    EXPECT_EQ(document.root(), nullptr);
    ASSERT_EQ(diagnostics.all().size(), 1U) << GetParam().text;
    EXPECT_EQ(toString(diagnostics.all()[0]), GetParam().said) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    CommonMistakes, SyntaxErrorTest,
    testing::Values(
        Case{"a:\n\tb: 1\n", "f:2:1: error: a tab stands in the indentation; indent with spaces"},
        Case{"a:\n  b: 1\n\tc: 1\n", "f:3:1: error: a tab stands in the indentation; indent with spaces"},
        Case{"a: @x\n", "f:1:4: error: a value can't start with '@'; put it in quotes"},
        Case{"a: `x`\n", "f:1:4: error: a value can't start with '`'; put it in quotes"},
        Case{"a: %x\n", "f:1:4: error: a value can't start with '%'; put it in quotes"},
        Case{"foo:bar\nbaz: 1\n", "f:1:5: error: a space is missing after ':'; write 'key: value'"},
        Case{"a: 1\nfoo:bar\nbaz: 1\n", "f:2:5: error: a space is missing after ':'; write 'key: value'"},
        Case{"a: b: c\n", "f:1:5: error: a second ':' stands on this line; quote the value if the ':' belongs to it"},
        Case{"a: 1\n  b: 2\n",
             "f:2:4: error: a 'key: value' can't stand here; check the indentation of this line against the one above"},
        Case{"a: 1\nfoo\nb: 2\n",
             "f:2:1: error: this line is no 'key: value'; a ':' is missing, or the line should be indented under the one above"},
        Case{"a: - 1\n", "f:1:4: error: a list item can't stand here; begin the list on the line below its key"},
        Case{"a: \"x\nb: 1\n", "f:1:4: error: the quote \" is never closed; add the closing quote"},
        Case{"a: 'x\n", "f:1:4: error: the quote ' is never closed; add the closing quote"},
        Case{"a: \"\\d\"\n", "f:1:5: error: '\\d' is no escape in double quotes; write '\\\\', or use single quotes"},
        Case{"a: [1, 2\nb: 3\n", "f:1:4: error: the '[' is never closed; add ']' or a ','"},
        Case{"a: {b: 1\n", "f:1:4: error: the '{' is never closed; add '}' or a ','"},
        Case{"a: {b: 1 c: 2}\n", "f:1:11: error: ',' or '}' is missing here; quote texts that hold ',', ':' or brackets"},
        Case{"a:\n    b: 1\n  c: 2\n", "f:3:3: error: the indentation fits no block above; the nearest block begins on line 1"},
        Case{"a:\n  b: 1\n  - c\n",
             "f:3:3: error: a list item stands where a key should; check its indentation against the block that "
             "begins on line 2"},
        Case{"a: \"x\" y\n",
             "f:1:8: error: text follows a closing quote; quote the value as a whole, or double the quote inside it"},
        Case{"  a: 1\nb: 2\n",
             "f:2:1: error: this does not belong to the value above it; check the indentation: the first lines may be "
             "indented more"},
        Case{"? [a]\n: 1\n", "f:1:3: error: a key must be a simple text; quote the text if it starts with '{', '[' or '*'"},
        Case{"a: {{ x }}\n", "f:1:5: error: a key must be a simple text; quote the text if it starts with '{', '[' or '*'"}));

}  // namespace
}  // namespace headroom::model
