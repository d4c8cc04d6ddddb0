#include "app/desktop/views/inspector/glossary.h"

#include <algorithm>
#include <stdexcept>

#include "model/text/document.h"

namespace headroom::views {

void Glossary::read(const std::string& yaml, const std::string& name) {
    model::Diagnostics problems;
    const model::Document document = model::Document::parse(yaml, name, problems);
    if (document.root() == nullptr) throw std::runtime_error(model::toString(problems.all().front()));
    QStringList forms;
    for (const auto& item : document.root()->items) {
        const model::Node* term = item->find("term");
        const model::Node* text = item->find("text");
        if (term == nullptr || text == nullptr) throw std::runtime_error(name + ": a term needs 'term' and 'text'");
        GlossaryEntry entry{QString::fromStdString(term->value), {}, QString::fromStdString(text->value)};
        if (const model::Node* also = item->find("also"))
            for (const auto& other : also->items) entry.also << QString::fromStdString(other->value);
        for (const QString& form : QStringList{entry.term} + entry.also) {
            m_byForm[form.toLower()] = m_entries.size();
            forms << QRegularExpression::escape(form);
        }
        m_entries.push_back(std::move(entry));
    }
    std::sort(forms.begin(), forms.end(), [](const QString& one, const QString& other) { return one.size() > other.size(); });
    m_pattern.setPattern(QStringLiteral("(?<![\\w./-])(%1)(?:s|es)?(?![\\w-]|[./]\\w)").arg(forms.join(QLatin1Char('|'))));
    m_pattern.setPatternOptions(QRegularExpression::CaseInsensitiveOption);
    m_pattern.optimize();
}

const GlossaryEntry* Glossary::find(const QString& term) const {
    const auto found = m_byForm.find(term.toLower());
    return found == m_byForm.end() ? nullptr : &m_entries[found->second];
}

std::vector<Glossary::Span> Glossary::spansIn(const QString& text) const {
    std::vector<Span> spans;
    if (m_entries.empty()) return spans;
    for (auto matches = m_pattern.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        spans.push_back(
            {static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), find(match.captured(1))});
    }
    return spans;
}

QString Glossary::explain(const QString& text) const {
    QStringList lines;
    for (const Span& span : spansIn(text)) {
        const QString line =
            QStringLiteral("<b>%1</b>: %2").arg(span.entry->term.toHtmlEscaped(), span.entry->text.toHtmlEscaped());
        if (!lines.contains(line)) lines << line;
    }
    return lines.join(QStringLiteral("<br>"));
}

}  // namespace headroom::views
