// Whatever is edited in whatever way: undone it gives the file's bytes back, redone the edited ones.

#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>

#include "app/desktop/inspector/built_in_texts.h"
#include "app/desktop/views/inspector/element_places.h"
#include "app/desktop/views/inspector/element_rename.h"
#include "app/desktop/views/inspector/property_edits.h"
#include "app/desktop/views/inspector/property_tree.h"
#include "app/desktop/views/scenario_document.h"

namespace headroom::views {
namespace {

/// Each case is 200 edits, every one followed by a whole reading of the scenario: a few will do.
const bool isShort = qEnvironmentVariableIsSet("RC_PARAMS") || qputenv("RC_PARAMS", "max_success=6");

std::string fileText() {
    std::ifstream file(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Draws without rapidcheck's shrinking inside, so that 200 edits are quick.
class RandomEdits {
public:
    RandomEdits(ScenarioDocument& document, const Catalogue& catalogue, std::uint64_t seed)
        : m_document(document), m_catalogue(catalogue), m_state(seed * 2 + 1) {}

    void one() {
        switch (below(8)) {
            case 0: return write();
            case 1: return remove();
            case 2: return type();
            case 3: return rename();
            case 4: return addItem();
            case 5: return moveOrRemoveItem();
            case 6: return comment();
            default: return several();
        }
    }

private:
    std::size_t below(std::size_t limit) {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>((m_state >> 33U) % limit);
    }

    static void collect(const std::vector<PropertyRow>& rows, std::vector<PropertyRow>& all) {
        for (const PropertyRow& row : rows) {
            all.push_back(row);
            collect(row.children, all);
        }
    }

    QString anyElement() {
        if (m_document.tree() == nullptr) return {};
        const auto places = ElementPlaces(*m_document.tree()).all();
        const std::size_t which = below(places.size() + 1);
        return which == places.size() ? QString() : places[which].id;
    }

    std::vector<PropertyRow> rowsWhere(const std::function<bool(const PropertyRow&)>& wanted) {
        std::vector<PropertyRow> all;
        collect(PropertyTree(m_catalogue, m_document).rows(anyElement()), all);
        std::vector<PropertyRow> result;
        for (PropertyRow& row : all)
            if (wanted(row)) result.push_back(std::move(row));
        return result;
    }

    void write() {
        const auto rows =
            rowsWhere([](const PropertyRow& row) { return row.kind == PropertyRow::Kind::Value && row.spec != nullptr; });
        static const QStringList values{QStringLiteral("3"),
                                        QStringLiteral("20ms"),
                                        QStringLiteral("guess(1ms..2ms)"),
                                        QStringLiteral("a: b # c"),
                                        QStringLiteral("zone-b"),
                                        QStringLiteral("50%"),
                                        QStringLiteral("lognormal(mean=1ms, p99=8ms)"),
                                        QStringLiteral("it's"),
                                        QString()};
        if (!rows.empty())
            PropertyEdits(m_document)
                .write(rows[below(rows.size())], values[static_cast<qsizetype>(below(static_cast<std::size_t>(values.size())))]);
    }

    void remove() {
        const auto rows =
            rowsWhere([](const PropertyRow& row) { return row.isSet && !row.path.empty() && row.namePrefix.empty(); });
        if (!rows.empty()) PropertyEdits(m_document).remove(rows[below(rows.size())]);
    }

    /// A few keys somewhere that leave a text that can be edited.
    void type() {
        static const char* const typed[] = {"x", "  # noted\n", "\n", ":", "[", "é", "- cpu: 1ms\n"};
        for (int attempt = 0; attempt < 20; ++attempt) {
            std::string text = m_document.text();
            const std::size_t at = below(text.size() + 1);
            text.replace(at, std::min<std::size_t>(below(4), text.size() - at), typed[below(7)]);
            model::Diagnostics ignored;
            if (model::Document::parse(text, "typed.yaml", ignored).root() == nullptr) continue;
            return m_document.replaceText(text, QStringLiteral("typing"), below(2) == 0 ? QStringLiteral("burst") : QString());
        }
    }

    void rename() { renameElement(m_document, m_catalogue, anyElement(), QStringLiteral("renamed%1").arg(below(100))); }

    void addItem() {
        const auto lists =
            rowsWhere([](const PropertyRow& row) { return row.kind == PropertyRow::Kind::List && row.spec != nullptr; });
        if (lists.empty()) return;
        const PropertyRow& list = lists[below(lists.size())];
        const QStringList kinds = PropertyEdits::itemKinds(list);
        PropertyEdits(m_document).addItem(list, kinds[static_cast<qsizetype>(below(static_cast<std::size_t>(kinds.size())))]);
    }

    void moveOrRemoveItem() {
        const auto items = rowsWhere([](const PropertyRow& row) { return row.isItem; });
        if (items.empty()) return;
        const PropertyRow& item = items[below(items.size())];
        if (below(3) == 0)
            PropertyEdits(m_document).remove(item);
        else
            PropertyEdits(m_document).move(item, below(2) == 0 ? 1 : -1);
    }

    void comment() {
        const auto rows = rowsWhere([](const PropertyRow& row) { return row.isSet && row.kind == PropertyRow::Kind::Value; });
        if (!rows.empty())
            PropertyEdits(m_document)
                .setComment(rows[below(rows.size())], below(3) == 0 ? QString() : QStringLiteral("seen in May"));
    }

    void several() {
        m_document.beginStep(QStringLiteral("several"));
        m_document.set("duration", "2m", {});
        m_document.set("topics.transaction-initiated.partitions", std::to_string(below(90) + 1), {});
        m_document.endStep();
    }

    ScenarioDocument& m_document;
    const Catalogue& m_catalogue;
    std::uint64_t m_state;
};

RC_GTEST_PROP(RandomEdits, TwoHundredUndoneGiveTheFileBackAndRedoneTheEdits, ()) {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    static const std::string original = fileText();
    static const Catalogue catalogue = desktop::builtInCatalogue();
    ScenarioDocument document;
    document.restore({}, original);
    RandomEdits edits(document, catalogue, seed);
    // Some draws can't be done where they fall: a refused name, an item that is first already.
    int applied = 0;
    for (int i = 0; i < 4000 && applied < 200; ++i) {
        const std::size_t before = std::hash<std::string>{}(document.text());
        edits.one();
        applied += std::hash<std::string>{}(document.text()) != before ? 1 : 0;
    }
    RC_ASSERT(applied == 200);
    const std::string edited = document.text();
    int steps = 0;
    for (; document.canUndo(); ++steps) document.undo();
    RC_ASSERT(document.text() == original);
    RC_ASSERT(steps > 0);
    // As many: a last typed text that was taken back at once could be redone, too.
    for (; steps > 0; --steps) document.redo();
    RC_ASSERT(document.text() == edited);
}

}  // namespace
}  // namespace headroom::views
