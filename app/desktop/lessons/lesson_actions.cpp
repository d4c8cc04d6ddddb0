#include "app/desktop/lessons/lesson_actions.h"

#include <QCoreApplication>

namespace headroom::desktop {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("LessonActions", text);
}

}  // namespace

void registerLessonActions(ActionRegistry& actions, LessonPanel& panel, const std::vector<views::Lesson>& lessons,
                           const std::function<bool()>& mayLeave) {
    for (const views::Lesson& lesson : lessons)
        actions.add({.id = QStringLiteral("learn.") + lesson.id,
                     .text = tr("Lesson: %1").arg(lesson.title),
                     .group = tr("Learn"),
                     .tip = lesson.learn,
                     .icon = QStringLiteral("lesson")},
                    [&panel, id = lesson.id, mayLeave] {
                        if (mayLeave()) panel.open(id);
                    });
    const auto add = [&](const char* id, const QString& text, const QString& icon, const QKeySequence& keys,
                         void (LessonPanel::*what)()) {
        QAction* action =
            actions.add({.id = QLatin1String(id), .text = text, .group = tr("Learn"), .shortcut = keys, .icon = icon},
                        [&panel, what] { (panel.*what)(); });
        action->setEnabled(panel.lesson() != nullptr);
        QObject::connect(&panel, &LessonPanel::opened, action, [action] { action->setEnabled(true); });
    };
    add("learn.check", tr("Check my change"), QStringLiteral("check"), QKeySequence(Qt::CTRL | Qt::Key_Return),
        &LessonPanel::check);
    add("learn.hint", tr("Show a hint"), QStringLiteral("hint"), {}, &LessonPanel::showHint);
    add("learn.next", tr("Next lesson"), QStringLiteral("next"), {}, &LessonPanel::openNext);
    add("learn.startOver", tr("Start the lesson over"), QStringLiteral("restart"), {}, &LessonPanel::startOver);
}

}  // namespace headroom::desktop
