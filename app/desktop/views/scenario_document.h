#pragma once

#include <QObject>
#include <QString>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/desktop/views/edit_history.h"
#include "model/scenario/reader.h"
#include "model/text/document.h"

namespace headroom::views {

/// The scenario being edited: its bytes, what they mean, and every edit as one step that can be undone to the byte.
/// All views edit through it, so that canvas, inspector and text never disagree.
class ScenarioDocument : public QObject {
    Q_OBJECT

public:
    explicit ScenarioDocument(QObject* parent = nullptr);
    ~ScenarioDocument() override;

    /// A new scenario without a file; `title` is what it is called until it has one, "untitled" if that is empty.
    void startNew(const std::string& text = "scenario: untitled\n", const QString& title = {});
    /// Reads a file; on failure nothing changes and the answer says why.
    std::optional<QString> open(const QString& path);
    /// Writes beside the file and renames over it, so that no half-written file is ever seen; else says why.
    std::optional<QString> save();
    std::optional<QString> saveAs(const QString& path);
    /// Unsaved text of an earlier session: `path` may be empty; it counts as modified.
    void restore(const QString& path, const std::string& text);

    const QString& path() const { return m_path; }
    /// The file's name, or what it was called when it was begun.
    QString title() const;
    bool isModified() const { return m_text != m_savedText; }

    const std::string& text() const { return m_text; }
    /// Null while the text has a syntax error.
    const model::Document* tree() const { return m_tree.root() == nullptr ? nullptr : &m_tree; }
    /// Findings of the present text and variant, in the order of their places.
    const model::Diagnostics& diagnostics() const { return m_diagnostics; }
    /// The last one without errors; null before there is one.
    std::shared_ptr<const model::Scenario> scenario() const { return m_scenario; }
    /// Whether scenario() is of the present text.
    bool isScenarioCurrent() const { return m_isScenarioCurrent; }
    const std::vector<std::string>& variants() const { return m_variants; }
    const QString& variant() const { return m_variant; }
    /// Which variant the text is read as; edits always go to the text as it stands. Empty: the base.
    void setVariant(const QString& variant);

    /// Puts a YAML value at a dotted path (model::Document::set); false and unchanged when that can't be, see lastError().
    /// Steps with the same non-empty `mergeKey` that follow each other are undone together.
    bool set(std::string_view dottedPath, std::string_view yamlValue, const QString& label, const QString& mergeKey = {});
    bool remove(std::string_view dottedPath, const QString& label);
    void replaceText(const std::string& text, const QString& label, const QString& mergeKey = {});
    /// As replaceText, with a text that has been parsed under sourceName().
    void replaceTree(model::Document tree, const QString& label, const QString& mergeKey = {});
    /// How diagnostics name the text.
    std::string sourceName() const;
    /// Edits between the two are one step; they may nest.
    void beginStep(const QString& label);
    void endStep();
    const QString& lastError() const { return m_lastError; }

    bool canUndo() const { return m_history.canUndo(); }
    bool canRedo() const { return m_history.canRedo(); }
    QString undoLabel() const { return m_history.undoLabel(); }
    QString redoLabel() const { return m_history.redoLabel(); }
    void undo();
    void redo();

signals:
    /// Text, variant or file is another.
    void changed();
    /// Another scenario was opened or begun; comes before changed().
    void opened();

private:
    void adopt(const QString& path, const std::string& text, const std::string& savedText);
    bool applied(bool done, const model::Diagnostics& said, const QString& label, const QString& mergeKey);
    void takeText(std::string text);
    void reread();

    QString m_path;
    QString m_title;  ///< while there is no file
    QString m_variant;
    QString m_lastError;
    std::string m_text;
    std::string m_savedText;
    model::Document m_tree;
    model::Diagnostics m_diagnostics;
    std::shared_ptr<const model::Scenario> m_scenario;
    bool m_isScenarioCurrent = false;
    std::vector<std::string> m_variants;
    EditHistory m_history;
    int m_depth = 0;
    QString m_stepLabel;
    std::string m_textBeforeStep;
};

}  // namespace headroom::views
