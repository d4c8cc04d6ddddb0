#include "app/desktop/views/inspector/catalogue.h"

#include <stdexcept>

#include "model/text/document.h"

namespace headroom::views {
namespace {

using Type = PropertyType;

QString textAt(const model::Node& node, const char* key) {
    const model::Node* value = node.find(key);
    return value == nullptr ? QString() : QString::fromStdString(value->value);
}

PropertySpec propertyFrom(const std::string& key, const model::Node& node, const std::string& place) {
    PropertySpec spec;
    spec.key = key;
    spec.title = textAt(node, "title");
    spec.type = propertyTypeOf(textAt(node, "type").toStdString());
    spec.of = textAt(node, "of").toStdString();
    spec.unit = textAt(node, "unit");
    spec.refers = textAt(node, "refers").toStdString();
    spec.defaultValue = textAt(node, "default");
    spec.group = textAt(node, "group");
    spec.doc = textAt(node, "doc");
    spec.isEssential = textAt(node, "essential") == QLatin1String("true");
    spec.shortKey = textAt(node, "short").toStdString();
    if (const model::Node* choices = node.find("choices"))
        for (const auto& item : choices->items) spec.choices << QString::fromStdString(item->value);
    if (spec.title.isEmpty() || spec.doc.isEmpty()) throw std::runtime_error(place + "." + key + " has no title or no doc");
    return spec;
}

/// Whether a dotted name has the segments of a pattern, '*' being any one.
bool fits(std::string_view name, std::string_view pattern) {
    while (!name.empty() && !pattern.empty()) {
        const std::size_t nameEnd = std::min(name.find('.'), name.size());
        const std::size_t patternEnd = std::min(pattern.find('.'), pattern.size());
        const std::string_view wanted = pattern.substr(0, patternEnd);
        if (wanted != "*" && wanted != name.substr(0, nameEnd)) return false;
        name.remove_prefix(std::min(nameEnd + 1, name.size()));
        pattern.remove_prefix(std::min(patternEnd + 1, pattern.size()));
    }
    return name.empty() && pattern.empty();
}

const std::map<std::string, Type>& typeNames() {
    static const std::map<std::string, Type> names{
        {"text", Type::Text},
        {"expression", Type::Expression},
        {"yaml", Type::Yaml},
        {"count", Type::Count},
        {"countOrUnlimited", Type::CountOrUnlimited},
        {"number", Type::Number},
        {"wholeNumber", Type::WholeNumber},
        {"time", Type::Time},
        {"rate", Type::Rate},
        {"share", Type::Share},
        {"percent", Type::Percent},
        {"size", Type::Size},
        {"bandwidth", Type::Bandwidth},
        {"distribution", Type::Distribution},
        {"load", Type::Load},
        {"key", Type::Key},
        {"choice", Type::Choice},
        {"flag", Type::Flag},
        {"texts", Type::Texts},
        {"reference", Type::Reference},
        {"references", Type::References},
        {"referenceOrTwo", Type::ReferenceOrTwo},
        {"springTime", Type::SpringTime},
        {"springSize", Type::SpringSize},
        {"kubernetesQuantity", Type::KubernetesQuantity},
        {"settings", Type::Settings},
        {"object", Type::Object},
        {"map", Type::Map},
        {"list", Type::List},
        {"steps", Type::Steps},
        {"properties", Type::Properties},
    };
    return names;
}

}  // namespace

const PropertySpec* SectionSpec::findProperty(std::string_view key) const {
    for (const PropertySpec& property : properties)
        if (property.key == key) return &property;
    for (const PropertySpec& property : properties)
        if (property.key.find('*') != std::string::npos && fits(key, property.key)) return &property;
    return nullptr;
}

void Catalogue::read(const std::string& text, const std::string& name) {
    model::Diagnostics problems;
    const model::Document document = model::Document::parse(text, name, problems);
    if (document.root() == nullptr) throw std::runtime_error(model::toString(problems.all().front()));
    for (const auto& entry : document.root()->entries) {
        SectionSpec section{entry.key,
                            textAt(*entry.value, "what"),
                            textAt(*entry.value, "title"),
                            textAt(*entry.value, "short").toStdString(),
                            {}};
        const model::Node* properties = entry.value->find("properties");
        if (properties == nullptr) throw std::runtime_error(name + ": " + entry.key + " has no properties");
        for (const auto& property : properties->entries)
            section.properties.push_back(propertyFrom(property.key, *property.value, entry.key));
        m_sections[entry.key] = std::move(section);
    }
}

const SectionSpec* Catalogue::findSection(const std::string& name) const {
    const auto found = m_sections.find(name);
    return found == m_sections.end() ? nullptr : &found->second;
}

void Catalogue::check() const {
    for (const auto& [name, section] : m_sections)
        for (const PropertySpec& property : section.properties) {
            const bool needsSection = property.type == Type::Object || property.type == Type::List ||
                                      property.type == Type::Steps || property.type == Type::Properties;
            const bool isKnown =
                m_sections.count(property.of) != 0 || (property.type == Type::Map && typeNames().count(property.of) != 0);
            if ((needsSection || property.type == Type::Map) && !isKnown)
                throw std::logic_error(name + "." + property.key + " is of '" + property.of + "', which isn't there");
        }
}

PropertyType propertyTypeOf(const std::string& name) {
    const auto found = typeNames().find(name);
    if (found == typeNames().end()) throw std::runtime_error("'" + name + "' is no type of a property");
    return found->second;
}

bool isContainer(PropertyType type) {
    return type == Type::Object || type == Type::Map || type == Type::List || type == Type::Steps || type == Type::Properties ||
           type == Type::Settings;
}

}  // namespace headroom::views
