#pragma once

#include <QString>
#include <QStringList>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::views {

enum class PropertyType {
    Text,
    Expression,  ///< text that is a metric
    Yaml,        ///< any YAML value, as it is
    Count,
    CountOrUnlimited,
    Number,       ///< plain, without unit
    WholeNumber,  ///< as Kafka and Spring write it
    Time,
    Rate,
    Share,
    Percent,  ///< 0 to 100
    Size,
    Bandwidth,
    Distribution,
    Load,
    Key,
    Choice,
    Flag,
    Texts,
    Reference,
    References,
    ReferenceOrTwo,
    SpringTime,
    SpringSize,
    KubernetesQuantity,
    Settings,    ///< values at dotted names
    Object,      ///< a mapping of the kind `of`
    Map,         ///< free names, each of the kind or type `of`
    List,        ///< items of the kind `of`
    Steps,       ///< items of the kind "step"
    Properties,  ///< dotted names of the kind `of`, nested or not
};

/// One key of one kind of mapping.
struct PropertySpec {
    std::string key;  ///< as in the file; in flat properties '*' stands for any one segment
    QString title;
    PropertyType type = PropertyType::Text;
    std::string of;
    QString unit;
    QStringList choices;
    std::string refers;    ///< what kind of name it is: "store", "operation"
    QString defaultValue;  ///< where it is the same everywhere
    QString group;
    QString doc;
    bool isEssential = false;  ///< shown even when not set
    std::string shortKey;      ///< the key that a bare text in place of the mapping stands for
};

/// One kind of mapping.
struct SectionSpec {
    std::string name;
    QString what;  ///< as the language's vocabulary calls it: "a service"; empty for the ecosystems' own objects
    QString title;
    std::string shortKey;
    std::vector<PropertySpec> properties;

    /// The property of a key or, for dotted names, the pattern it fits; null if there is none.
    const PropertySpec* findProperty(std::string_view key) const;
};

/// What every key of the scenario language means: its title, type, unit, default and documentation. Data:
/// assets/catalogue/*.yaml.
class Catalogue {
public:
    /// Adds the sections of a YAML text; throws std::runtime_error naming what is wrong with it.
    void read(const std::string& text, const std::string& name);
    /// Throws std::out_of_range.
    const SectionSpec& section(const std::string& name) const { return m_sections.at(name); }
    const SectionSpec* findSection(const std::string& name) const;
    const std::map<std::string, SectionSpec>& sections() const { return m_sections; }
    /// Throws std::logic_error when a section names another that isn't there.
    void check() const;

private:
    std::map<std::string, SectionSpec> m_sections;
};

/// Throws std::runtime_error.
PropertyType propertyTypeOf(const std::string& name);
bool isContainer(PropertyType type);

}  // namespace headroom::views
