#pragma once

#include <QString>
#include <QStringList>
#include <string>
#include <vector>

#include "app/desktop/views/lessons/lesson.h"
#include "model/trace/memory_trace.h"

namespace headroom::views {

/// One thing that must hold, and whether it does.
struct LessonCheckLine {
    QString name;
    bool pass = false;
    QString comparison;  ///< "108k, expected at most 1k"
};

/// What became of a learner's change.
struct LessonVerdict {
    enum class Kind {
        NotRun,          ///< no whole run to judge
        Stale,           ///< the text was changed since
        ChangedTooMuch,  ///< something that had to stay is another
        Unsolved,
        Solved,
    };
    Kind kind = Kind::NotRun;
    QString sentence;  ///< the reason, for the learner
    std::vector<LessonCheckLine> lines;
};

/// The dotted paths at which two scenarios differ, other than where the lesson allows it; at most a few. Comments don't count.
QStringList changesBeyond(const Lesson& lesson, const std::string& original, const std::string& learners);

/// Judges a run of the learner's text by what the lesson's own scenario expects.
LessonVerdict judgeLesson(const Lesson& lesson, const std::string& original, const std::string& learners,
                          const trace::MemoryTrace& trace);

/// Settings of a run (PATH=VALUE) that put those of the lesson's hidden faults into it.
QStringList hiddenFaultSettings(const Lesson& lesson, const std::vector<bool>& hidden);

/// Whether an event would give a hidden fault away: it tells of a fault that the learner's text doesn't have.
bool givesAway(const trace::Event& event, const std::string& learners);

}  // namespace headroom::views
