#include <algorithm>

#include <fmt/format.h>

#include "model/text/document.h"
#include "model/text/edit_planner.h"

namespace headroom::model {

bool Document::apply(const Edit& edit, Diagnostics& diagnostics) {
    std::string text = *m_text;
    text.replace(edit.range.begin, edit.range.size(), edit.text);
    Diagnostics own;
    std::vector<Document> stream = read(std::make_shared<const std::string>(std::move(text)), m_path, m_single, own, m_limits);
    const SourceLocation place = locationOf(*m_root);
    if (stream.empty()) {
        const Diagnostic cause = own.empty() ? Diagnostic{} : own.all().front();
        diagnostics.error(place, fmt::format("the edit is not possible: it would give \"{}\"", cause.message), cause.hint);
        return false;
    }
    const Node* expected = edit.expected ? &edit.expected->root() : nullptr;
    const bool good = stream.size() == std::max<std::size_t>(m_documents, 1) && m_index < stream.size() &&
                      isEditOf(*m_root, *stream[m_index].m_root, edit.trail, edit.key, expected);
    if (!good) {
        diagnostics.error(place, "the edit is not possible without changing more than its place", "edit the text by hand here");
        return false;
    }
    *this = std::move(stream[m_index]);
    return true;
}

bool Document::set(std::string_view dottedPath, std::string_view yamlValue, Diagnostics& diagnostics) {
    if (m_root == nullptr) return diagnostics.error({m_path, {}}, "the text has errors, so it can't be edited"), false;
    const std::optional<Edit> edit = EditPlanner(*this, diagnostics).set(dottedPath, yamlValue);
    return edit && apply(*edit, diagnostics);
}

bool Document::remove(std::string_view dottedPath, Diagnostics& diagnostics) {
    if (m_root == nullptr) return diagnostics.error({m_path, {}}, "the text has errors, so it can't be edited"), false;
    const std::optional<Edit> edit = EditPlanner(*this, diagnostics).remove(dottedPath);
    return edit && apply(*edit, diagnostics);
}

}  // namespace headroom::model
