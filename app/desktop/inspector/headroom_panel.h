#pragma once

#include <QWidget>
#include <vector>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/inspector/glossary.h"
#include "app/desktop/views/inspector/headroom_answer.h"
#include "app/desktop/views/selection.h"
#include "app/desktop/views/static_analysis.h"

class QBoxLayout;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QVBoxLayout;

namespace headroom::desktop {

class AnswerRow;
class TermLabel;

/// How much more load fits, what breaks first at k times of it, and what would help; without a run, while editing.
class HeadroomPanel : public QWidget {
    Q_OBJECT

public:
    /// All of these outlive the panel.
    HeadroomPanel(views::StaticAnalysis& analysis, views::Selection& selection, const views::Glossary& glossary,
                  ThemeStore& themes, QWidget* parent = nullptr);

    QString verdict() const;
    /// Everything that is shown, as plain text.
    QString text() const { return m_answer.toText(); }
    std::vector<AnswerRow*> rows() const { return m_rows; }
    QDoubleSpinBox* factorField() const { return m_factor; }
    QSlider* factorSlider() const { return m_slider; }
    QSize sizeHint() const override { return {360, 520}; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void setupVerdict(QVBoxLayout& layout);
    void setupQuestion(QVBoxLayout& layout);
    void setupAnswer(QVBoxLayout& layout);
    void ask(double factor);
    void refresh();
    void showSections();
    void showVerdict();

    views::StaticAnalysis& m_analysis;
    views::Selection& m_selection;
    const views::Glossary& m_glossary;
    ThemeStore& m_themes;
    views::HeadroomAnswer m_answer;
    QString m_shape;
    QLabel* m_sign = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_detail = nullptr;
    QDoubleSpinBox* m_factor = nullptr;
    QSlider* m_slider = nullptr;
    TermLabel* m_sentence = nullptr;
    QBoxLayout* m_halves = nullptr;
    QWidget* m_sections = nullptr;
    std::vector<AnswerRow*> m_rows;
};

}  // namespace headroom::desktop
