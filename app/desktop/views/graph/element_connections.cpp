#include <QCoreApplication>
#include <algorithm>

#include "app/desktop/views/graph/graph_edits.h"

namespace headroom::views {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("GraphEdits", text);
}

/// A connection under way: what it needs to know of both ends.
class Connection {
public:
    Connection(ScenarioEdit& edit, const QString& from, const QString& to)
        : m_edit(edit), m_from(splitId(from)), m_to(splitId(to)), m_fromPath(declarationPath(edit, from)), m_toPath(declarationPath(edit, to)) {}

    void make() {
        if (m_fromPath.empty() || m_toPath.empty()) return m_edit.fail(tr("Only what the scenario declares can be connected."));
        if (m_fromPath == m_toPath) return m_edit.fail(tr("An element isn't connected with itself."));
        if (m_from.kind == "topic") return listen();
        if (m_from.kind == "store") return m_edit.fail(tr("A store calls nobody: draw the line from the service that uses it."));
        if (m_from.kind != "client" && m_from.kind != "service" && m_from.kind != "group")
            return m_edit.fail(tr("Lines begin at clients, services, consumer groups and topics."));
        if (m_to.kind == "service") return call();
        if (m_to.kind == "store") return store();
        if (m_to.kind == "topic") return publish();
        if (m_to.kind == "cluster") return m_edit.fail(tr("Publish to one of the cluster's topics."));
        if (m_to.kind == "group") return m_edit.fail(tr("A consumer group reads topics: draw the line from a topic to its service."));
        m_edit.fail(tr("Lines end at services, stores and topics."));
    }

private:
    bool isIn(const std::string& path, const char* section) const { return path.starts_with(std::string(section) + "."); }

    /// The first operation somebody could call; empty without one.
    std::string firstOperation(const std::string& path) const {
        for (const char* key : {"operations", "routes"}) {
            const model::Node* operations = m_edit.find(path + "." + key);
            if (operations != nullptr && !operations->entries.empty()) return operations->entries.front().key;
        }
        return {};
    }

    /// The list of steps a new step joins; empty, with the reason said, when there is none.
    std::string stepsOfSource() {
        if (m_from.kind == "client") return m_fromPath + ".journey";
        if (m_from.kind == "group") return m_fromPath + ".steps";
        const model::Node* operations = m_edit.find(m_fromPath + ".operations");
        if (operations != nullptr && !operations->entries.empty())
            return m_fromPath + ".operations." + quotedStep(operations->entries.front().key);
        const model::Node* listeners = m_edit.find(m_fromPath + ".listeners");
        if (listeners != nullptr && !listeners->entries.empty())
            return m_fromPath + ".listeners." + quotedStep(listeners->entries.front().key) + ".steps";
        m_edit.fail(tr("%1 has no operation that could do it.").arg(QString::fromStdString(m_from.name)));
        return {};
    }

    /// A journey that only waits for nothing stands for one that is still to be drawn.
    bool isPlaceholder(const std::string& steps) const {
        const model::Node* list = m_edit.find(steps);
        if (list == nullptr || list->items.size() != 1) return false;
        const model::Node* wait = list->items.front()->find("wait");
        return wait != nullptr && wait->value == "0";
    }

    void addStep(const std::string& step) {
        const std::string steps = stepsOfSource();
        if (m_edit.hasFailed()) return;
        m_edit.set(steps + (isPlaceholder(steps) ? "[0]" : m_edit.find(steps) == nullptr ? "" : "[+]"),
                   m_edit.find(steps) == nullptr ? "[{" + step + "}]" : step);
    }

    void call() {
        const std::string operation = firstOperation(m_toPath);
        if (operation.empty() && isIn(m_toPath, "gateways"))
            return m_edit.fail(tr("%1 has no route yet: connect it with a service first.").arg(QString::fromStdString(m_to.name)));
        if (operation.empty()) return m_edit.fail(tr("%1 has no operation to call.").arg(QString::fromStdString(m_to.name)));
        const std::string target = m_to.name + "." + operation;
        if (!isIn(m_fromPath, "gateways")) return addStep("call: " + target);
        std::string route = operation;
        for (int number = 2; m_edit.find(m_fromPath + ".routes." + quotedStep(route)) != nullptr; ++number)
            route = operation + std::to_string(number);
        m_edit.set(m_fromPath + ".routes." + quotedStep(route), target);
    }

    void store() {
        if (m_from.kind == "client") return m_edit.fail(tr("A client can't use a store by itself: put a service between them."));
        if (isIn(m_fromPath, "gateways")) return m_edit.fail(tr("A gateway only passes calls on: connect a service with the store."));
        const std::string operation = firstOperation(m_toPath);
        if (operation.empty()) return m_edit.fail(tr("%1 has no operation to run.").arg(QString::fromStdString(m_to.name)));
        addStep("store: " + m_to.name + "." + operation);
    }

    void publish() {
        if (isIn(m_fromPath, "gateways")) return m_edit.fail(tr("A gateway only passes calls on: let a service publish."));
        addStep("publish: " + m_to.name);
    }

    void listen() {
        if (m_to.kind == "group") return joinGroup();
        if (m_to.kind != "service") return m_edit.fail(tr("A topic feeds services that listen to it."));
        if (isIn(m_toPath, "gateways")) return m_edit.fail(tr("A gateway doesn't listen to topics: choose a service."));
        std::string listener = m_from.name;
        std::ranges::replace(listener, '.', '-');
        const std::string path = m_toPath + ".listeners." + quotedStep(listener);
        if (m_edit.find(path) != nullptr) return m_edit.fail(tr("It listens to that topic already."));
        std::string group = m_to.name;
        for (int number = 2; !declarationPath(m_edit, QString::fromStdString("group/" + group)).empty(); ++number)
            group = m_to.name + "-" + std::to_string(number);
        m_edit.set(path, "topics: [" + m_from.name + "]\ngroupId: " + group + "\nsteps:\n  - cpu: guess(0.1ms..0.5ms)\n");
    }

    void joinGroup() {
        const model::Node* topics = m_edit.find(m_toPath + ".topics");
        if (topics == nullptr || !topics->isSequence()) return m_edit.fail(tr("Its listener's topics stand elsewhere."));
        for (const auto& topic : topics->items)
            if (topic->value == m_from.name) return m_edit.fail(tr("It reads that topic already."));
        m_edit.set(m_toPath + ".topics[+]", m_from.name);
    }

    ScenarioEdit& m_edit;
    ElementName m_from;
    ElementName m_to;
    std::string m_fromPath;
    std::string m_toPath;
};

}  // namespace

EditOutcome connectElements(ScenarioDocument& document, const QString& from, const QString& to) {
    ScenarioEdit edit(document);
    Connection(edit, from, to).make();
    return edit.commit(document, tr("Connect %1 with %2").arg(from.section(QLatin1Char('/'), 1), to.section(QLatin1Char('/'), 1)), {from});
}

}  // namespace headroom::views
