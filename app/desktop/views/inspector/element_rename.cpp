#include "app/desktop/views/inspector/element_rename.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <map>
#include <set>

#include "app/desktop/views/inspector/element_places.h"
#include "model/text/dotted_path.h"

namespace headroom::views {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ElementRename", text);
}

/// How the places that name an element of a kind do it.
struct Naming {
    std::set<std::string> whole;    ///< references that are the name
    std::string operation;          ///< references that begin with the name and a dot
    std::vector<QString> prefixes;  ///< of ids: "service/", "pod/"
    std::vector<std::string> maps;  ///< properties whose keys are such names
    std::vector<QString> sections;  ///< dotted names in a variant's `set` begin with one of these
};

const std::map<QString, Naming>& namings() {
    const auto q = [](const char* text) { return QString::fromLatin1(text); };
    static const std::map<QString, Naming> all{
        {q("service"),
         {{"service"},
          "operation",
          {q("service/"), q("pod/")},
          {"initial.replicas"},
          {q("services"), q("gateways"), q("monoliths")}}},
        {q("store"), {{"store"}, "storeOperation", {q("store/")}, {"service.pools", "gateway.pools"}, {q("stores")}}},
        {q("topic"), {{"topic"}, "", {q("topic/")}, {}, {q("topics")}}},
        {q("group"), {{"group"}, "", {q("group/")}, {}, {}}},
        {q("client"), {{"client"}, "", {q("client/")}, {}, {q("clients")}}},
        {q("cluster"), {{"kafka"}, "", {q("kafka/"), q("cluster/"), q("broker/")}, {}, {q("kafka")}}},
        {q("nodes"), {{}, "", {q("node/"), q("nodes/")}, {}, {q("nodes")}}},
        {q("zone"), {{"zone"}, "", {q("zone/")}, {}, {}}}};
    return all;
}

class Renaming {
public:
    Renaming(const Catalogue& catalogue, const std::string& text, const QString& from, const QString& to, const Naming& naming)
        : m_catalogue(catalogue), m_text(text), m_to(to.toUtf8()), m_naming(naming) {
        const QString name = QRegularExpression::escape(from);
        m_whole.setPattern(QStringLiteral("^([\"']?)%1(?=[\"']?$)").arg(name));
        m_beforeDot.setPattern(QStringLiteral("^([\"']?)%1(?=\\.)").arg(name));
        QStringList prefixes;
        for (const QString& prefix : naming.prefixes) prefixes << prefix;
        m_id.setPattern(QStringLiteral("((?:^|[^\\w-])(?:%1))%2(?![\\w-])").arg(prefixes.join(QLatin1Char('|')), name));
        QStringList sections;
        for (const QString& section : naming.sections) sections << section;
        m_setting.setPattern(QStringLiteral("^([\"']?(?:%1)\\.)%2(?=\\.|$)").arg(sections.join(QLatin1Char('|')), name));
        m_hasSections = !sections.isEmpty();
    }

    /// The first of two that overlap counts: a name in quotes is replaced with its quotes, and not within them as well.
    void note(const model::ByteRange& range) {
        const auto next = m_splices.upper_bound(range.begin);
        if (next != m_splices.begin() && std::prev(next)->second > range.begin) return;
        if (next == m_splices.end() || next->first >= range.end) m_splices[range.begin] = range.end;
    }

    void section(const SectionSpec& section, const model::Node& node) {
        if (node.isScalar()) {
            if (const PropertySpec* spec = section.findProperty(section.shortKey)) value(section.name, *spec, node);
            return;
        }
        for (const auto& entry : node.entries)
            if (const PropertySpec* spec = section.findProperty(entry.key)) value(section.name, *spec, *entry.value);
    }

    /// Where the user put it, and what lies in it.
    void layout(const model::Node* places) {
        for (std::size_t i = 0; places != nullptr && i < places->entries.size(); ++i) match(m_id, places->entries[i].keyRange);
    }

    std::string text() const {
        std::string result = m_text;
        for (auto splice = m_splices.rbegin(); splice != m_splices.rend(); ++splice)
            result.replace(splice->first, splice->second - splice->first, m_to.toStdString());
        return result;
    }

private:
    void value(const std::string& owner, const PropertySpec& spec, const model::Node& node) {
        if (node.aliased || node.tag == "!file") return;
        const SectionSpec* of = m_catalogue.findSection(spec.of);
        switch (spec.type) {
            case PropertyType::Object:
                if (node.isScalar() && of != nullptr && !spec.shortKey.empty()) {
                    if (const PropertySpec* shortSpec = of->findProperty(spec.shortKey)) scalar(*shortSpec, node);
                } else if (of != nullptr) {
                    section(*of, node);
                }
                return;
            case PropertyType::Map: return map(owner, spec, node);
            case PropertyType::Settings: return settings(node);
            case PropertyType::List:
            case PropertyType::Steps:
                for (const auto& item : node.items) section(*of, *item);
                return;
            case PropertyType::Properties: return;
            default: return scalar(spec, node);
        }
    }

    void map(const std::string& owner, const PropertySpec& spec, const model::Node& node) {
        const std::string name = owner + "." + spec.key;
        const bool isNamed = std::find(m_naming.maps.begin(), m_naming.maps.end(), name) != m_naming.maps.end();
        const SectionSpec* of = m_catalogue.findSection(spec.of);
        for (const auto& entry : node.entries) {
            if (isNamed) match(m_whole, entry.keyRange);
            if (of != nullptr) section(*of, *entry.value);
            if (spec.of != "steps") continue;
            for (const auto& item : entry.value->items) section(m_catalogue.section("step"), *item);
        }
    }

    void settings(const model::Node& node) {
        for (const auto& entry : node.entries) {
            if (m_hasSections) match(m_setting, entry.keyRange);
            setting(entry.key, *entry.value);
        }
    }

    /// What a dotted name such as "clients.backfill" puts is of the kind that stands there in the scenario.
    void setting(const std::string& path, const model::Node& node) {
        model::PathError ignored;
        const auto parsed = model::DottedPath::parse(path, ignored);
        if (!parsed) return;
        const SectionSpec* within = &m_catalogue.section("scenario");
        const PropertySpec* property = nullptr;
        for (const model::PathStep& step : parsed->steps()) {
            if (property != nullptr && (property->type == PropertyType::Map || property->type == PropertyType::List ||
                                        property->type == PropertyType::Steps)) {
                within = m_catalogue.findSection(property->of);
                property = nullptr;
                if (within == nullptr) return;
                continue;
            }
            if (property != nullptr) within = m_catalogue.findSection(property->of);
            property = within == nullptr ? nullptr : within->findProperty(step.text);
            if (property == nullptr) return;
        }
        if (property != nullptr)
            value(within->name, *property, node);
        else
            section(*within, node);
    }

    void scalar(const PropertySpec& spec, const model::Node& node) {
        for (const auto& item : node.items) scalar(spec, *item);
        if (!node.isScalar()) return;
        const bool isZoneList = spec.key == "zones" && m_naming.whole.count("zone") != 0;
        const bool isGroupId = spec.key == "groupId" && m_naming.whole.count("group") != 0;
        if (m_naming.whole.count(spec.refers) != 0 || isZoneList || isGroupId) match(m_whole, node.range);
        if (!m_naming.operation.empty() && spec.refers == m_naming.operation) match(m_beforeDot, node.range);
        if (spec.type == PropertyType::Expression || !spec.refers.empty()) match(m_id, node.range);
    }

    void match(const QRegularExpression& pattern, const model::ByteRange& range) {
        const QString raw = QString::fromStdString(m_text.substr(range.begin, range.size()));
        for (auto found = pattern.globalMatch(raw); found.hasNext();) {
            const auto one = found.next();
            const auto at = static_cast<std::size_t>(raw.left(one.capturedEnd(1)).toUtf8().size());
            const auto length =
                static_cast<std::size_t>(raw.mid(one.capturedEnd(1), one.capturedEnd(0) - one.capturedEnd(1)).toUtf8().size());
            note({range.begin + at, range.begin + at + length});
        }
    }

    const Catalogue& m_catalogue;
    const std::string& m_text;
    QByteArray m_to;
    const Naming& m_naming;
    QRegularExpression m_whole;
    QRegularExpression m_beforeDot;
    QRegularExpression m_id;
    QRegularExpression m_setting;
    bool m_hasSections = false;
    std::map<std::size_t, std::size_t> m_splices;
};

void join(Naming& naming, const Naming& other) {
    naming.whole.insert(other.whole.begin(), other.whole.end());
    naming.prefixes.insert(naming.prefixes.end(), other.prefixes.begin(), other.prefixes.end());
}

/// Names have no dots, slashes, brackets or blanks; topics and groups may have dots.
QString problemOf(const QString& kind, const QString& name) {
    if (name.isEmpty()) return tr("A name is needed.");
    const bool mayHaveDots = kind == QLatin1String("topic") || kind == QLatin1String("group");
    static const QRegularExpression bad(QStringLiteral("[\\s/\\[\\]{}:,'\"#&*!|>%@`]"));
    if (name.contains(bad) || (!mayHaveDots && name.contains(QLatin1Char('.'))))
        return tr("A name has no dots, slashes, brackets or blanks.");
    return {};
}

}  // namespace

QString renameElement(ScenarioDocument& document, const Catalogue& catalogue, const QString& id, const QString& wanted,
                      QString* newId) {
    if (document.tree() == nullptr) return tr("The text has a syntax error; mend it first.");
    const ElementPlaces places(*document.tree());
    const ElementPlace* place = places.find(id);
    if (place == nullptr) return tr("There is no %1.").arg(id);
    const QString kind = place->id.section(QLatin1Char('/'), 0, 0);
    const QString name = wanted.trimmed();
    const QString from = QString::fromStdString(place->name);
    if (name == from) return {};
    if (const QString problem = problemOf(kind, name); !problem.isEmpty()) return problem;
    const QString id2 = kind + QLatin1Char('/') + name;
    if (kind != QLatin1String("group") && places.find(id2) != nullptr) return tr("There is a %1 already.").arg(id2);

    const bool isGroup = kind == QLatin1String("group");
    Naming naming = namings().at(kind);
    // Groups without a name of their own are called as their service is, and follow it.
    if (kind == QLatin1String("service") && places.find(QStringLiteral("group/") + from) != nullptr)
        join(naming, namings().at(QStringLiteral("group")));
    const QString label = tr("Rename %1 to %2").arg(from, name);
    document.beginStep(label);
    {
        const std::string text = document.text();
        Renaming renaming(catalogue, text, from, name, naming);
        if (!isGroup) renaming.note(place->nameRange);
        renaming.section(catalogue.section("scenario"), *document.tree()->root());
        renaming.layout(document.tree()->root()->find("layout"));
        document.replaceText(renaming.text(), label);
    }
    // A group that was called as its service is says its name from now on.
    if (isGroup && document.tree() != nullptr && document.tree()->findPath(place->path + ".groupId") == nullptr)
        document.set(place->path + ".groupId", name.toStdString(), label);
    document.endStep();
    if (newId != nullptr) *newId = id.section(QLatin1Char('/'), 0, 0) + QLatin1Char('/') + name;
    return {};
}

}  // namespace headroom::views
