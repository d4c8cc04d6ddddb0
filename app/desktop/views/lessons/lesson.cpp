#include "app/desktop/views/lessons/lesson.h"

#include <QDir>
#include <QFile>
#include <algorithm>
#include <stdexcept>

#include "model/text/document.h"

namespace headroom::views {
namespace {

const model::Node& field(const model::Node& node, const char* name, const QString& where) {
    const model::Node* found = node.isMapping() ? node.find(name) : nullptr;
    if (found == nullptr) throw std::runtime_error(where.toStdString() + " has no '" + name + "'");
    return *found;
}

QString text(const model::Node& node, const char* name, const QString& where) {
    return QString::fromStdString(field(node, name, where).value);
}

QStringList texts(const model::Node& node, const char* name, const QString& where) {
    QStringList result;
    for (const auto& item : field(node, name, where).items) result << QString::fromStdString(item->value);
    if (result.isEmpty()) throw std::runtime_error(where.toStdString() + ": '" + name + "' is empty");
    return result;
}

}  // namespace

QStringList Lesson::suspects() const {
    QStringList all = decoys;
    for (const HiddenFault& fault : hiddenFaults) all << fault.what;
    all.sort();
    return all;
}

Lesson lessonFromYaml(const std::string& yaml, const QString& name) {
    model::Diagnostics said;
    const model::Document document = model::Document::parse(yaml, name.toStdString(), said);
    if (document.root() == nullptr) throw std::runtime_error(name.toStdString() + " is no YAML");
    const model::Node& root = *document.root();
    Lesson lesson;
    lesson.id = text(root, "lesson", name);
    lesson.order = text(root, "order", name).toInt();
    lesson.title = text(root, "title", name);
    lesson.minutes = text(root, "minutes", name).toInt();
    lesson.learn = text(root, "learn", name);
    lesson.task = text(root, "task", name);
    lesson.solved = text(root, "solved", name);
    lesson.scenario = QStringLiteral("scenarios/lessons/%1.yaml").arg(lesson.id);
    lesson.steps = texts(root, "steps", name);
    lesson.hints = texts(root, "hints", name);
    lesson.mayChange = texts(root, "mayChange", name);
    lesson.decoys = texts(root, "decoys", name);
    for (const auto& entry : field(root, "otherwise", name).entries)
        lesson.otherwise[QString::fromStdString(entry.key)] = QString::fromStdString(entry.value->value);
    for (const auto& item : field(root, "hiddenFaults", name).items)
        lesson.hiddenFaults.push_back({text(*item, "what", name), text(*item, "fault", name)});
    return lesson;
}

std::vector<Lesson> readLessons(const QString& folder) {
    std::vector<Lesson> lessons;
    const QDir directory(folder);
    for (const QString& name : directory.entryList({QStringLiteral("*.yaml")}, QDir::Files)) {
        QFile file(directory.filePath(name));
        if (file.open(QIODevice::ReadOnly)) lessons.push_back(lessonFromYaml(file.readAll().toStdString(), name));
    }
    std::ranges::sort(lessons, {}, &Lesson::order);
    return lessons;
}

}  // namespace headroom::views
