#pragma once

#include <QWidget>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/inspector/glossary.h"
#include "app/desktop/views/inspector/headroom_answer.h"

class QLabel;

namespace headroom::desktop {

class TermLabel;

/// One line of an answer: its figure, a bar where it is a share, and the text. Chosen by a click, Enter or Space.
class AnswerRow : public QWidget {
    Q_OBJECT

public:
    AnswerRow(const views::HeadroomAnswer::Line& line, const views::Glossary& glossary, ThemeStore& themes, QWidget* parent);
    const views::HeadroomAnswer::Line& line() const { return m_line; }
    void showLine(const views::HeadroomAnswer::Line& line);

signals:
    void chosen(const QString& element);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    views::HeadroomAnswer::Line m_line;
    ThemeStore& m_themes;
    QLabel* m_sign;
    QLabel* m_figure;
    TermLabel* m_text;
};

}  // namespace headroom::desktop
