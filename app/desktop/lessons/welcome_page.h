#pragma once

#include <QWidget>
#include <vector>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/lessons/lesson.h"
#include "app/desktop/views/shell/recent_files.h"

class QBoxLayout;
class QVBoxLayout;

namespace headroom::desktop {

class WelcomeCard;
struct CardContent;

/// What is shown without a file: what to begin with, the reference systems as pictures, the lessons, what was opened last.
/// Arrow keys go from card to card, Enter takes one.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    WelcomePage(const ThemeStore& themes, const views::RecentFiles& recent, const std::vector<views::Lesson>& lessons,
                QWidget* parent = nullptr);

signals:
    void newRequested();
    /// An empty path: let the user choose a scenario.
    void openRequested(const QString& path);
    void openRecordingRequested();
    void lessonRequested(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeSide();
    QWidget* makeMain(const std::vector<views::Lesson>& lessons);
    void addTitle(QVBoxLayout& side);
    void addChoices(QVBoxLayout& side);
    void addHeading(QVBoxLayout& column, const QString& text);
    void addSystem(QBoxLayout& row, const QString& file, const QString& title, const QString& text, int stretch);
    void addLesson(QBoxLayout& row, const views::Lesson& lesson);
    void listRecent();
    void restyle();
    void arrange();
    WelcomeCard* card(const CardContent& content, QBoxLayout& layout, int stretch = 0);
    void go(const QWidget& from, int key);
    WelcomeCard* neighbour(const QWidget& from, int key) const;

    const ThemeStore& m_themes;
    const views::RecentFiles& m_recent;
    QWidget* m_side = nullptr;
    QWidget* m_main = nullptr;
    QVBoxLayout* m_recentList = nullptr;
    QBoxLayout* m_systems = nullptr;
    QBoxLayout* m_lessonCards = nullptr;
};

}  // namespace headroom::desktop
