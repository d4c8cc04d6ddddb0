#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "app/desktop/views/inspector/catalogue.h"
#include "model/diagnostics.h"
#include "model/text/document.h"

namespace headroom::views {

/// One line of the inspector: a value, or a heading with lines below it.
struct PropertyRow {
    enum class Kind {
        Value,
        Group,  ///< a heading, an object, an entry or an item
        Map,    ///< named entries can be added
        List,   ///< items can be added, moved and removed
    };
    enum class Origin { Default, Written, Guess, Measured, File };

    Kind kind = Kind::Value;
    std::string path;                    ///< dotted place in the document; empty for a heading that is none
    const PropertySpec* spec = nullptr;  ///< null for keys the catalogue doesn't know and for headings
    QString title;
    QString text;        ///< as written; empty when not set
    QString effective;   ///< what counts: of the scenario as last read, else the catalogue's default
    QString originText;  ///< "scenario.yaml:12:5", "default of Kafka 3.9"
    Origin origin = Origin::Default;
    QString comment;  ///< beside the value
    QString file;     ///< of a value taken from elsewhere with !file
    std::vector<model::Diagnostic> diagnostics;
    model::ByteRange range;  ///< with its key; empty when not set
    bool isSet = false;
    bool isReadOnly = false;   ///< stands in another file
    bool isRemovable = false;  ///< an entry with a name of its own, or an item
    bool isItem = false;       ///< of a list: can be moved
    /// Where a bare text stands in place of the mapping this row belongs to: setting the row makes it a mapping.
    std::string shortPath;
    std::string shortKey;
    /// Of a Map of flat properties: what new names begin with, "resilience4j.retry.instances".
    std::string namePrefix;
    QString searchText;  ///< what the search finds the row by
    std::vector<PropertyRow> children;
};

}  // namespace headroom::views
