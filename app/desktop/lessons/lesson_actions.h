#pragma once

#include <vector>

#include "app/desktop/lessons/lesson_panel.h"
#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {

/// Registers one action a lesson (learn.consumer-lag …) and those of the lesson that is open (learn.hint, learn.check,
/// learn.next, learn.startOver). All outlive the registry's actions.
void registerLessonActions(ActionRegistry& actions, LessonPanel& panel, const std::vector<views::Lesson>& lessons);

}  // namespace headroom::desktop
