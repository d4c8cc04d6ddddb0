#pragma once

#include <functional>
#include <vector>

#include "app/desktop/lessons/lesson_panel.h"
#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {

/// Registers one action a lesson (learn.consumer-lag …) and those of the lesson that is open (learn.hint, learn.check,
/// learn.next, learn.startOver). `mayLeave` is asked before the document becomes another. All outlive the registry's actions.
void registerLessonActions(ActionRegistry& actions, LessonPanel& panel, const std::vector<views::Lesson>& lessons,
                           const std::function<bool()>& mayLeave);

}  // namespace headroom::desktop
