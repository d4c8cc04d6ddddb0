#pragma once

#include <QTemporaryDir>
#include <QWidget>
#include <optional>
#include <vector>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/lessons/lesson.h"
#include "app/desktop/views/lessons/lesson_check.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/trace_session.h"

class QComboBox;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace headroom::desktop {

class ScaledLabel;

/// A lesson beside its system: what is to be done, hints one by one, a check of the learner's change with its reason, and faults
/// that a trainer hides for others to find.
class LessonPanel : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    LessonPanel(views::ScenarioDocument& document, views::TraceSession& session, const ThemeStore& themes,
                std::vector<views::Lesson> lessons, QWidget* parent = nullptr);

    /// Begins a lesson: its system becomes the document, as an untitled copy. Says why it can't.
    std::optional<QString> open(const QString& id);
    /// Null before one is open.
    const views::Lesson* lesson() const { return m_lesson; }
    void startOver();
    void openNext();
    void showHint();
    int hintsShown() const { return m_hintsShown; }
    /// Runs the learner's text as it is and judges it when the run has ended.
    void check();
    const views::LessonVerdict& verdict() const { return m_verdict; }

    /// A trainer's: whether the lesson's fault of that number comes into the next runs.
    void hideFault(std::size_t number, bool hidden);
    void revealFaults(bool revealed);
    /// What a run of this lesson needs besides its text: the hidden faults. Empty without one.
    QStringList runSettings() const;
    /// Whether views should leave an event out, because it would give a hidden fault away.
    bool conceals(const trace::Event& event) const;
    /// The trainer's menu, for more entries (presenter mode).
    QMenu* trainerMenu() const { return m_trainerMenu; }

signals:
    void opened(const QString& id);
    void judged();

private:
    void setupHead(QVBoxLayout& column);
    void setupSteps(QVBoxLayout& column);
    void setupHints(QVBoxLayout& column);
    void setupCheck(QVBoxLayout& column);
    void setupFaults(QVBoxLayout& column);
    void setupFoot(QVBoxLayout& column);
    void setupTrainer();
    void tell();
    void tellFaults();
    void fillTrainerMenu();
    void guess();
    void follow();
    void judge();
    void tellVerdict();
    void restyle();
    QWidget* makeCard(const QString& name);
    std::size_t hiddenCount() const;

    views::ScenarioDocument& m_document;
    views::TraceSession& m_session;
    const ThemeStore& m_themes;
    std::vector<views::Lesson> m_lessons;
    const views::Lesson* m_lesson = nullptr;
    std::string m_original;
    QTemporaryDir m_folder;
    std::vector<bool> m_hidden;
    bool m_isRevealed = false;
    bool m_isChecking = false;
    int m_hintsShown = 0;
    views::LessonVerdict m_verdict;

    QWidget* m_content = nullptr;
    ScaledLabel* m_place = nullptr;
    ScaledLabel* m_title = nullptr;
    ScaledLabel* m_task = nullptr;
    QVBoxLayout* m_steps = nullptr;
    QVBoxLayout* m_hints = nullptr;
    QPushButton* m_hint = nullptr;
    QPushButton* m_check = nullptr;
    QProgressBar* m_progress = nullptr;
    QWidget* m_result = nullptr;
    QLabel* m_resultMark = nullptr;
    ScaledLabel* m_resultTitle = nullptr;
    ScaledLabel* m_resultText = nullptr;
    QVBoxLayout* m_resultLines = nullptr;
    QWidget* m_faults = nullptr;
    ScaledLabel* m_faultsText = nullptr;
    QComboBox* m_suspects = nullptr;
    ScaledLabel* m_guessText = nullptr;
    QPushButton* m_over = nullptr;
    QPushButton* m_next = nullptr;
    QToolButton* m_trainer = nullptr;
    QMenu* m_trainerMenu = nullptr;
};

}  // namespace headroom::desktop
