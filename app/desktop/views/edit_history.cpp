#include "app/desktop/views/edit_history.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::views {

void EditHistory::clear() {
    m_steps.clear();
    m_done = 0;
}

void EditHistory::note(const std::string& before, const std::string& after, const QString& label, const QString& mergeKey) {
    if (before == after) return;
    const auto [left, right] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const auto same = static_cast<std::size_t>(left - before.begin());
    const std::size_t most = std::min(before.size(), after.size()) - same;
    const auto tail = static_cast<std::size_t>(
        std::mismatch(before.rbegin(), before.rbegin() + static_cast<std::ptrdiff_t>(most), after.rbegin()).first -
        before.rbegin());
    Splice splice{same, before.substr(same, before.size() - same - tail), after.substr(same, after.size() - same - tail)};

    m_steps.resize(m_done);
    const bool joins = !mergeKey.isEmpty() && !m_steps.empty() && m_steps.back().mergeKey == mergeKey;
    if (!joins) m_steps.push_back({label, mergeKey, {}});
    m_steps.back().splices.push_back(std::move(splice));
    m_done = m_steps.size();
}

std::string EditHistory::undo(const std::string& text) {
    if (!canUndo()) throw std::logic_error("nothing to undo");
    std::string result = text;
    const Step& step = m_steps[--m_done];
    for (auto splice = step.splices.rbegin(); splice != step.splices.rend(); ++splice)
        result.replace(splice->at, splice->inserted.size(), splice->removed);
    return result;
}

std::string EditHistory::redo(const std::string& text) {
    if (!canRedo()) throw std::logic_error("nothing to redo");
    std::string result = text;
    const Step& step = m_steps[m_done++];
    for (const Splice& splice : step.splices) result.replace(splice.at, splice.removed.size(), splice.inserted);
    return result;
}

}  // namespace headroom::views
