#pragma once

#include <QString>
#include <QStringList>
#include <map>
#include <string>
#include <vector>

namespace headroom::views {

/// A fault that a trainer can put into a run without telling.
struct HiddenFault {
    QString what;   ///< the answer: "The ledger became ten times slower"
    QString fault;  ///< as in a scenario's `faults`, a YAML flow mapping
};

/// A lesson as it is told. The system and what must hold in the end are in its scenario.
struct Lesson {
    QString id;
    QString title;
    QString learn;  ///< one sentence, on its card
    QString task;
    QString solved;    ///< what to take home
    QString scenario;  ///< relative to the installed files: "scenarios/lessons/consumer-lag.yaml"
    int order = 0;
    int minutes = 5;
    QStringList steps;
    QStringList hints;                     ///< from a nudge to nearly the answer
    QStringList mayChange;                 ///< dotted paths; everything else must stay as it is
    std::map<QString, QString> otherwise;  ///< by an expectation's name: why it doesn't hold
    std::vector<HiddenFault> hiddenFaults;
    QStringList decoys;  ///< what did not happen

    /// What may have happened, in an order that tells nothing.
    QStringList suspects() const;
};

/// Throws std::runtime_error naming what is missing.
Lesson lessonFromYaml(const std::string& text, const QString& name);
/// All lessons of a folder (":/lessons"), in their order.
std::vector<Lesson> readLessons(const QString& folder);

}  // namespace headroom::views
