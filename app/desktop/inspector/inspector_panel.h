#pragma once

#include <QTimer>
#include <QWidget>
#include <vector>

#include "app/desktop/inspector/inspector_context.h"
#include "app/desktop/views/inspector/catalogue.h"
#include "app/desktop/views/selection.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QScrollArea;

namespace headroom::desktop {

struct FocusPlace;
class InspectorHeader;
class PropertyBox;
class PropertyLine;
class TermLabel;

/// Every property of the first selected element, or of the scenario when none is: typed, with unit, default, origin and
/// documentation. Edits the document; follows it whoever edits it.
class InspectorPanel : public QWidget {
    Q_OBJECT

public:
    /// All of these outlive the panel.
    InspectorPanel(views::ScenarioDocument& document, views::Selection& selection, const views::Catalogue& catalogue,
                   const views::Glossary& glossary, ThemeStore& themes, QWidget* parent = nullptr);
    ~InspectorPanel() override;

    /// The line of a property by its dotted path; unfolds what is around it. Null if there is none.
    PropertyLine* reveal(const std::string& path);
    void setShowsAll(bool showsAll);
    /// Puts the keyboard into the search, or into the name of the element.
    void beginSearch();
    void beginRename();
    /// Takes over what is being typed, as leaving the field would.
    void commitTyped();
    QLineEdit* searchField() const { return m_search; }
    InspectorHeader* header() const { return m_header; }
    QSize sizeHint() const override { return {360, 640}; }

signals:
    /// The keyboard is about to come here by a key: whoever holds the panel shows it.
    void entered();
    /// The user is done here: a new name was entered, or Escape pressed with nothing left to give up.
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setupTools();
    void setupBody();
    void setupHelp();
    void refresh();
    void rebuild(const std::vector<views::PropertyRow>& rows);
    void showHeader(const std::vector<views::PropertyRow>& rows);
    void restore(const FocusPlace& focus);
    void showAnother();
    void search();
    void goToFound();
    void focus(QWidget* field);
    bool focusRow(const std::string& path);
    void explain(const PropertyLine* line);
    void rename(const QString& name);
    PropertyLine* focusedLine() const;

    views::Selection& m_selection;
    const views::Catalogue& m_catalogue;
    InspectorContext m_context;
    QString m_element;
    QString m_shape;  ///< of the rows that are built: the same shape is only filled anew
    InspectorHeader* m_header;
    QLineEdit* m_search = nullptr;
    QTimer m_searching;
    QCheckBox* m_all = nullptr;
    QScrollArea* m_scroll = nullptr;
    QLabel* m_helpTitle = nullptr;
    TermLabel* m_helpText = nullptr;
    QLabel* m_helpOrigin = nullptr;
    std::vector<PropertyBox*> m_boxes;
};

}  // namespace headroom::desktop
