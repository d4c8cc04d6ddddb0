#pragma once

#include <QTimer>
#include <QWidget>
#include <string>

#include "app/desktop/inspector/code_edit.h"
#include "app/desktop/views/inspector/element_places.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/selection.h"

class QLabel;
class QLineEdit;

namespace headroom::desktop {

/// The scenario's text beside the canvas. What is typed reaches the document within 120 ms as steps of its undo; what others edit
/// is spliced in. The element around the caret is selected, the selected element is marked.
class TextPanel : public QWidget {
    Q_OBJECT

public:
    /// All of these outlive the panel.
    TextPanel(views::ScenarioDocument& document, views::Selection& selection, ThemeStore& themes, QWidget* parent = nullptr);

    /// Gives what was typed to the document at once.
    void flush();
    /// Puts the caret there and takes the focus; lines and columns from 1.
    void goTo(model::SourcePosition position);
    void showFind();
    void findNext(bool isBackward);
    CodeEdit* editor() const { return m_edit; }
    QLineEdit* findField() const { return m_find; }

private:
    void setupFind();
    void typed();
    void takeDocument();
    void takeSelection();
    void takeCaret();
    void putCaret(int at);
    void showDiagnostics();

    views::ScenarioDocument& m_document;
    views::Selection& m_selection;
    CodeEdit* m_edit;
    QWidget* m_findBar = nullptr;
    QLineEdit* m_find = nullptr;
    QLabel* m_findResult = nullptr;
    QTimer m_soon;   ///< until what was typed goes to the document
    QTimer m_burst;  ///< while it runs, typing joins the last step
    int m_burstNumber = 0;
    std::string m_bytes;  ///< of the document, as far as the editor shows them
    QString m_shown;      ///< the same as the editor shows it
    views::ElementPlaces m_places;
    bool m_isTaking = false;
    bool m_isGiving = false;
};

}  // namespace headroom::desktop
