#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "app/desktop/views/run/command_log.h"
#include "model/scenario/scenario.h"

namespace headroom::views {

/// Something that can be done to an element.
struct FaultChoice {
    QString id;     ///< "kill", "slow", "scale" …; unique within an element's choices
    QString words;  ///< "Slow down ×10 for 30 s"
    QString tip;    ///< what it means, one sentence
    QString fault;  ///< flow mapping without `at`: "{for: 30s, slow: service/a, factor: 10}"
    bool asksReplicas = false;  ///< scale: `service` and a number that is asked for
    QString service = {};

    Decision decision() const { return injectDecision(fault); }
};

/// What fits an element, by its id in a trace or on the canvas; empty where nothing does.
/// The scenario tells which service a pod belongs to.
std::vector<FaultChoice> faultChoices(const QString& element, const model::Scenario* scenario);

/// The fault as an item of a scenario's list: "{at: 5m, kill: pod/a}".
QString faultAt(const FaultChoice& choice, model::Instant at, int replicas = 1);

}  // namespace headroom::views
