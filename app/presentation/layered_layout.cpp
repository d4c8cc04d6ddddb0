#include "app/presentation/layered_layout.h"

#include <algorithm>
#include <functional>

namespace headroom::presentation {
namespace {

constexpr int sweeps = 8;
constexpr double bendHeight = 14;  ///< what an edge takes of a layer it passes through

/// A graph in which every edge joins neighbouring layers; beyond the real nodes come the bends of long edges.
class LayeredGraph {
public:
    LayeredGraph(std::size_t nodes, const std::vector<std::pair<std::size_t, std::size_t>>& edges)
        : m_real(nodes), m_layer(nodes, 0) {
        direct(edges);
        findLayers();
        bend();
        for (int i = 0; i < sweeps; ++i) sweep(i % 2 == 0);
    }

    Layout place(const LayoutSizes& sizes) {
        m_sizes = sizes;
        Layout layout;
        m_at.resize(m_layer.size());
        for (const auto& layer : m_layers) layout.height = std::max(layout.height, heightOf(layer));
        for (std::size_t i = 0; i < m_layers.size(); ++i) placeLayer(i, layout.height);
        const auto layers = static_cast<double>(m_layers.size());
        layout.width = layers * sizes.nodeWidth + (layers - 1) * sizes.layerGap;
        layout.nodes.assign(m_at.begin(), m_at.begin() + static_cast<std::ptrdiff_t>(m_real));
        for (std::size_t i = 0; i < m_chains.size(); ++i) layout.edges.push_back(route(i));
        return layout;
    }

private:
    bool isBend(std::size_t node) const { return node >= m_real; }
    double heightOf(std::size_t node) const { return isBend(node) ? bendHeight : m_sizes.nodeHeight; }
    double heightOf(const std::vector<std::size_t>& layer) const {
        double height = -m_sizes.rowGap;
        for (const std::size_t node : layer) height += heightOf(node) + m_sizes.rowGap;
        return height;
    }

    /// Turns edges that lead back to a node being visited.
    void direct(const std::vector<std::pair<std::size_t, std::size_t>>& edges) {
        std::vector<int> state(m_real, 0);
        m_turned.assign(edges.size(), false);
        const std::function<void(std::size_t)> visit = [&](std::size_t node) {
            state[node] = 1;
            for (std::size_t i = 0; i < edges.size(); ++i) {
                if (edges[i].first != node) continue;
                if (state[edges[i].second] == 1) m_turned[i] = true;
                if (state[edges[i].second] == 0) visit(edges[i].second);
            }
            state[node] = 2;
        };
        for (std::size_t node = 0; node < m_real; ++node)
            if (state[node] == 0) visit(node);
        for (std::size_t i = 0; i < edges.size(); ++i)
            m_edges.push_back(m_turned[i] ? std::pair(edges[i].second, edges[i].first) : edges[i]);
    }

    void findLayers() {
        bool changed = true;
        for (std::size_t round = 0; changed && round <= m_real; ++round) {
            changed = false;
            for (const auto& [from, to] : m_edges)
                if (from != to && m_layer[to] <= m_layer[from]) {
                    m_layer[to] = m_layer[from] + 1;
                    changed = true;
                }
        }
    }

    void bend() {
        for (const auto& [from, to] : m_edges) {
            std::vector<std::size_t> chain{from};
            for (std::size_t layer = m_layer[from] + 1; layer < m_layer[to]; ++layer) {
                m_layer.push_back(layer);
                chain.push_back(m_layer.size() - 1);
            }
            chain.push_back(to);
            m_chains.push_back(std::move(chain));
        }
        m_before.resize(m_layer.size());
        m_after.resize(m_layer.size());
        for (const auto& chain : m_chains)
            for (std::size_t i = 1; i < chain.size(); ++i) {
                m_after[chain[i - 1]].push_back(chain[i]);
                m_before[chain[i]].push_back(chain[i - 1]);
            }
        for (std::size_t node = 0; node < m_layer.size(); ++node) {
            if (m_layer[node] >= m_layers.size()) m_layers.resize(m_layer[node] + 1);
            m_layers[m_layer[node]].push_back(node);
        }
        m_position.resize(m_layer.size());
        for (const auto& layer : m_layers) number(layer);
    }

    void number(const std::vector<std::size_t>& layer) {
        for (std::size_t i = 0; i < layer.size(); ++i)
            m_position[layer[i]] = static_cast<double>(i) - static_cast<double>(layer.size()) / 2;
    }

    double median(const std::vector<std::size_t>& neighbours, double otherwise) const {
        if (neighbours.empty()) return otherwise;
        double sum = 0;
        for (const std::size_t node : neighbours) sum += m_position[node];
        return sum / static_cast<double>(neighbours.size());
    }

    void sweep(bool forward) {
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            auto& layer = m_layers[forward ? i : m_layers.size() - 1 - i];
            std::vector<std::pair<double, std::size_t>> keys;
            for (const std::size_t node : layer)
                keys.emplace_back(median(forward ? m_before[node] : m_after[node], m_position[node]), node);
            std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            for (std::size_t k = 0; k < layer.size(); ++k) layer[k] = keys[k].second;
            number(layer);
        }
    }

    void placeLayer(std::size_t index, double height) {
        const auto& layer = m_layers[index];
        double y = (height - heightOf(layer)) / 2;
        for (const std::size_t node : layer) {
            m_at[node] = {static_cast<double>(index) * (m_sizes.nodeWidth + m_sizes.layerGap), y};
            y += heightOf(node) + m_sizes.rowGap;
        }
    }

    std::vector<Point> route(std::size_t edge) const {
        const auto& chain = m_chains[edge];
        std::vector<Point> points;
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const Point at = m_at[chain[i]];
            const double middle = at.y + heightOf(chain[i]) / 2;
            if (i > 0) points.push_back({at.x, middle});
            if (i + 1 < chain.size()) points.push_back({at.x + m_sizes.nodeWidth, middle});
        }
        if (m_turned[edge]) std::reverse(points.begin(), points.end());
        return points;
    }

    std::size_t m_real;
    LayoutSizes m_sizes;
    std::vector<std::size_t> m_layer;
    std::vector<std::pair<std::size_t, std::size_t>> m_edges;
    std::vector<bool> m_turned;
    std::vector<std::vector<std::size_t>> m_chains;
    std::vector<std::vector<std::size_t>> m_before;
    std::vector<std::vector<std::size_t>> m_after;
    std::vector<std::vector<std::size_t>> m_layers;
    std::vector<double> m_position;
    std::vector<Point> m_at;
};

}  // namespace

Layout layeredLayout(std::size_t nodes, const std::vector<std::pair<std::size_t, std::size_t>>& edges, const LayoutSizes& sizes) {
    return LayeredGraph(nodes, edges).place(sizes);
}

}  // namespace headroom::presentation
