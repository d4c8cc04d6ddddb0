#include "app/presentation/layered_layout.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headroom::presentation {
namespace {

using Edges = std::vector<std::pair<std::size_t, std::size_t>>;

TEST(LayeredLayout, PutsEffectsToTheRightOfCauses) {
    const Layout layout = layeredLayout(4, {{0, 1}, {1, 2}, {0, 2}, {2, 3}});
    for (std::size_t i = 1; i < 4; ++i) EXPECT_GT(layout.nodes[i].x, layout.nodes[i - 1].x);
    EXPECT_GT(layout.edges[2].size(), layout.edges[0].size()) << "a long edge bends around what it passes";
}

TEST(LayeredLayout, DrawsCyclesAndLoneNodes) {
    const Layout layout = layeredLayout(3, {{0, 1}, {1, 0}, {2, 2}});
    EXPECT_EQ(layout.nodes.size(), 3U);
    EXPECT_EQ(layout.edges.size(), 3U);
    EXPECT_TRUE(layeredLayout(0, {}).nodes.empty());
}

RC_GTEST_PROP(LayeredLayout, NeverPutsTwoNodesOnOnePlace, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 25);
    const auto edges = *rc::gen::container<Edges>(
        rc::gen::pair(rc::gen::inRange<std::size_t>(0, count), rc::gen::inRange<std::size_t>(0, count)));
    const LayoutSizes sizes;
    const Layout layout = layeredLayout(count, edges, sizes);
    RC_ASSERT(layout.nodes.size() == count);
    RC_ASSERT(layout.edges.size() == edges.size());
    for (std::size_t a = 0; a < count; ++a) {
        RC_ASSERT(layout.nodes[a].x >= 0 && layout.nodes[a].x + sizes.nodeWidth <= layout.width + 1e-9);
        RC_ASSERT(layout.nodes[a].y >= -1e-9 && layout.nodes[a].y + sizes.nodeHeight <= layout.height + 1e-9);
        for (std::size_t b = 0; b < a; ++b)
            RC_ASSERT(layout.nodes[a].x != layout.nodes[b].x ||
                      std::abs(layout.nodes[a].y - layout.nodes[b].y) >= sizes.nodeHeight);
    }
}

}  // namespace
}  // namespace headroom::presentation
