#pragma once
// A lesson in the hands of a learner: changes its text and runs it for real.

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "app/desktop/views/lessons/lesson.h"
#include "app/desktop/views/lessons/lesson_check.h"
#include "app/desktop/views/shell/installed_files.h"
#include "app/desktop/views/trace_session.h"
#include "model/text/document.h"

namespace headroom::views {

using Changes = std::vector<std::pair<std::string, std::string>>;

inline std::string readText(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("no file " + path.toStdString());
    return file.readAll().toStdString();
}

inline Lesson lessonCalled(const QString& id) {
    const QString file = QStringLiteral("assets/lessons/%1.yaml").arg(id);
    return lessonFromYaml(readText(findInstalledFile(file).value()), file);
}

inline std::string originalOf(const Lesson& lesson) {
    return readText(findInstalledFile(lesson.scenario).value());
}

inline std::string changed(const std::string& text, const Changes& changes) {
    model::Diagnostics said;
    model::Document document = model::Document::parse(text, "lesson", said);
    for (const auto& [path, value] : changes)
        if (!document.set(path, value, said)) throw std::runtime_error(model::toString(said.all().front()));
    return document.text();
}

/// Runs a text in an engine of its own and waits for its end.
class LessonRun {
public:
    explicit LessonRun(const std::string& text, const QStringList& settings = {}) {
        const QString path = m_folder.filePath(QStringLiteral("lesson.yaml"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0)
            throw std::runtime_error("can't write the lesson");
        file.close();
        RunRequest request;
        request.scenarioPath = path;
        request.scenarioText = text;
        request.settings = settings;
        QSignalSpy ended(&m_session, &TraceSource::ended);
        m_session.start(request);
        if (ended.isEmpty() && !ended.wait(60'000)) throw std::runtime_error("the run doesn't end");
        if (m_session.state() == TraceSession::State::Failed) throw std::runtime_error(m_session.message().toStdString());
    }
    const trace::MemoryTrace& trace() const { return m_session.trace(); }

private:
    QTemporaryDir m_folder;
    TraceSession m_session;
};

}  // namespace headroom::views
