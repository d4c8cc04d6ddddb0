#pragma once

#include <QMenu>
#include <QString>
#include <functional>
#include <optional>

#include "app/desktop/views/run/run_control.h"

namespace headroom::desktop {

/// What a menu has to ask; replaced in tests. Nothing: thought better of it.
struct FaultQuestions {
    std::function<std::optional<int>(QWidget* parent, const QString& service)> replicas;
    std::function<std::optional<model::Instant>(QWidget* parent)> instant;
};
FaultQuestions faultDialogs();

/// What can be done to an element, for a right click: into the run, as a branch, or as a fault of the scenario; a line says
/// which. Null where nothing fits. The control outlives it.
QMenu* elementMenu(const QString& element, views::RunControl& control, QWidget* parent,
                   const FaultQuestions& questions = faultDialogs());

}  // namespace headroom::desktop
