#pragma once

#include <QString>
#include <QStringList>

#include "app/desktop/views/inspector/property_row.h"
#include "app/desktop/views/scenario_document.h"

namespace headroom::views {

/// Edits of rows of the inspector, each one step of the document. Every function gives the reason when nothing was changed,
/// and an empty text when it went well.
class PropertyEdits {
public:
    /// The document outlives it.
    explicit PropertyEdits(ScenarioDocument& document) : m_document(document) {}

    /// Puts what was typed; the empty text goes back to the default.
    QString write(const PropertyRow& row, const QString& text);
    QString remove(const PropertyRow& row);
    /// An entry of a map under a free name.
    QString addEntry(const PropertyRow& map, const QString& name);
    /// What addItem offers: "cpu", "call" … for steps, kinds of faults, else one nameless kind.
    static QStringList itemKinds(const PropertyRow& list);
    QString addItem(const PropertyRow& list, const QString& kind);
    /// Where what is added stands afterwards.
    static std::string entryPath(const PropertyRow& map, const QString& name);
    std::string nextItemPath(const PropertyRow& list) const;
    /// An item by so many places.
    QString move(const PropertyRow& item, int by);
    /// The comment at the end of the value's line; empty removes it.
    QString setComment(const PropertyRow& row, const QString& comment);

private:
    QString done(bool isDone) const;
    bool isEmptyAt(const std::string& path) const;
    std::string firstName(const std::string& refers, const std::string& path, const char* otherwise) const;
    std::string newItem(const PropertyRow& list, const QString& kind) const;

    ScenarioDocument& m_document;
};

}  // namespace headroom::views
