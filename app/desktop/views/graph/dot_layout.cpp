#include "app/desktop/views/graph/dot_layout.h"

#include <graphviz/gvc.h>

#include <QByteArray>
#include <QMutex>
#include <QMutexLocker>
#include <algorithm>
#include <memory>

#include "app/presentation/layered_layout.h"

namespace headroom::views {
namespace {

constexpr double pointsPerInch = 72;

/// Graphviz takes texts it doesn't change as char*.
char* mutableText(const char* text) {
    return const_cast<char*>(text);
}

struct ContextDeleter {
    void operator()(GVC_t* context) const { gvFreeContext(context); }
};

/// A graph of Graphviz' that is freed with its layout.
class DotGraph {
public:
    explicit DotGraph(GVC_t* context) : m_context(context), m_graph(agopen(mutableText("canvas"), Agdirected, nullptr)) {
        for (const auto& [name, value] : {std::pair{"rankdir", "LR"}, {"nodesep", "0.4"}, {"ranksep", "0.78"}, {"splines", "none"},
                                          {"nslimit", "4"}, {"mclimit", "1"}})
            agattr(m_graph, AGRAPH, mutableText(name), mutableText(value));
        for (const auto& [name, value] : {std::pair{"shape", "box"}, {"fixedsize", "true"}, {"label", ""}, {"width", "1"}, {"height", "1"}})
            agattr(m_graph, AGNODE, mutableText(name), mutableText(value));
    }
    ~DotGraph() {
        if (m_isLaidOut) gvFreeLayout(m_context, m_graph);
        agclose(m_graph);
    }
    DotGraph(const DotGraph&) = delete;
    DotGraph& operator=(const DotGraph&) = delete;

    void add(const QSizeF& size) {
        const QByteArray name = QByteArray::number(static_cast<qulonglong>(m_nodes.size()));
        Agnode_t* node = agnode(m_graph, mutableText(name.constData()), 1);
        agset(node, mutableText("width"), mutableText(QByteArray::number(size.width() / pointsPerInch, 'f', 4).constData()));
        agset(node, mutableText("height"), mutableText(QByteArray::number(size.height() / pointsPerInch, 'f', 4).constData()));
        m_nodes.push_back(node);
    }
    void connect(std::size_t from, std::size_t to) { agedge(m_graph, m_nodes[from], m_nodes[to], nullptr, 1); }

    bool layOut() { return m_isLaidOut = gvLayout(m_context, m_graph, "dot") == 0; }
    /// Graphviz counts upwards.
    QPointF centre(std::size_t node) const { return {ND_coord(m_nodes[node]).x, -ND_coord(m_nodes[node]).y}; }

private:
    GVC_t* m_context;
    Agraph_t* m_graph;
    std::vector<Agnode_t*> m_nodes;
    bool m_isLaidOut = false;
};

/// The library's state, shared by all drawings.
struct Library {
    QMutex mutex;
    std::unique_ptr<GVC_t, ContextDeleter> context{gvContext()};
};

Library& library() {
    static Library shared;
    return shared;
}

}  // namespace

std::optional<std::vector<QPointF>> dotLayout(const BoxDrawing& drawing) {
    Library& graphviz = library();
    const QMutexLocker lock(&graphviz.mutex);
    if (graphviz.context == nullptr) return std::nullopt;
    DotGraph graph(graphviz.context.get());
    for (const QSizeF& box : drawing.boxes) graph.add(box);
    for (const auto& [from, to] : drawing.arrows) graph.connect(from, to);
    if (!graph.layOut()) return std::nullopt;
    std::vector<QPointF> corners;
    for (std::size_t i = 0; i < drawing.boxes.size(); ++i)
        corners.push_back(graph.centre(i) - QPointF(drawing.boxes[i].width(), drawing.boxes[i].height()) / 2);
    return corners;
}

std::vector<QPointF> plainLayout(const BoxDrawing& drawing) {
    presentation::LayoutSizes sizes{1, 1, 96, 32};
    for (const QSizeF& box : drawing.boxes) {
        sizes.nodeWidth = std::max(sizes.nodeWidth, box.width());
        sizes.nodeHeight = std::max(sizes.nodeHeight, box.height());
    }
    std::vector<QPointF> corners;
    for (const presentation::Point& corner : presentation::layeredLayout(drawing.boxes.size(), drawing.arrows, sizes).nodes)
        corners.emplace_back(corner.x, corner.y);
    return corners;
}

}  // namespace headroom::views
