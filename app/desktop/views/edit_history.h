#pragma once

#include <QString>
#include <cstddef>
#include <string>
#include <vector>

namespace headroom::views {

/// What was done to a text, as splices, so that a step back gives the same bytes.
class EditHistory {
public:
    void clear();
    /// Notes that `before` became `after`. Joins the last step when both have the same non-empty `mergeKey`.
    void note(const std::string& before, const std::string& after, const QString& label, const QString& mergeKey = {});

    bool canUndo() const { return m_done > 0; }
    bool canRedo() const { return m_done < m_steps.size(); }
    /// Empty when there is none.
    QString undoLabel() const { return canUndo() ? m_steps[m_done - 1].label : QString(); }
    QString redoLabel() const { return canRedo() ? m_steps[m_done].label : QString(); }
    /// The text before the last step done; throws std::logic_error without one.
    std::string undo(const std::string& text);
    std::string redo(const std::string& text);

private:
    struct Splice {
        std::size_t at = 0;
        std::string removed;
        std::string inserted;
    };
    struct Step {
        QString label;
        QString mergeKey;
        std::vector<Splice> splices;
    };
    std::vector<Step> m_steps;
    std::size_t m_done = 0;
};

}  // namespace headroom::views
