#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>
#include <map>
#include <string>
#include <vector>

namespace headroom::views {

/// A term of art and what it means, in two sentences.
struct GlossaryEntry {
    QString term;
    QStringList also;  ///< other forms of it
    QString text;
};

/// The terms of art, found in any text that is shown. Data: assets/glossary.yaml.
class Glossary {
public:
    struct Span {
        int at = 0;
        int length = 0;
        const GlossaryEntry* entry = nullptr;
    };

    /// Throws std::runtime_error naming what is wrong.
    void read(const std::string& yaml, const std::string& name);
    const std::vector<GlossaryEntry>& entries() const { return m_entries; }
    const GlossaryEntry* find(const QString& term) const;
    /// Terms in a text, in order and without overlap; of two that begin at the same place the longer one. Plurals count.
    std::vector<Span> spansIn(const QString& text) const;
    /// "term: what it means" of each term in a text, each once, a line apart; empty without one.
    QString explain(const QString& text) const;

private:
    std::vector<GlossaryEntry> m_entries;
    std::map<QString, std::size_t> m_byForm;  ///< lower case
    QRegularExpression m_pattern;
};

}  // namespace headroom::views
