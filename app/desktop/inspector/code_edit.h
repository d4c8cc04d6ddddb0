#pragma once

#include <QPlainTextEdit>
#include <vector>

#include "app/desktop/theme/theme_store.h"
#include "model/diagnostics.h"

namespace headroom::desktop {

/// A finding in the text as shown: a stretch of it and what is wrong there.
struct TextMark {
    int at = 0;
    int length = 0;
    model::Severity severity = model::Severity::Error;
    QString text;
};

/// A plain text in a fixed-width font with line numbers, marked findings and a highlighted stretch. Undo is its owner's.
class CodeEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    CodeEdit(ThemeStore& themes, QWidget* parent);

    /// The text with plain line feeds, blanks of any kind as they are.
    QString rawText() const;
    /// Replaces a stretch; caret and scroll position stay where they are in the text.
    void splice(int at, int removed, const QString& inserted);
    void showMarks(std::vector<TextMark> marks);
    const std::vector<TextMark>& marks() const { return m_marks; }
    /// A quiet background behind the lines of a stretch; length 0: none.
    void showElement(int at, int length);
    /// Finds from the caret on, around the end; false when there is none.
    bool findNext(const QString& words, bool isBackward);
    int gutterWidth() const;

signals:
    void undoWanted();
    void redoWanted();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    friend class CodeGutter;
    void paintGutter(QPaintEvent& event);
    void takeTheme();
    void showStretches();
    const TextMark* markOfLine(int firstPosition, int endPosition) const;
    QString textOfMarksAt(int position) const;
    void indent(bool isBack);

    ThemeStore& m_themes;
    QWidget* m_gutter;
    std::vector<TextMark> m_marks;
    int m_elementAt = 0;
    int m_elementLength = 0;
};

}  // namespace headroom::desktop
