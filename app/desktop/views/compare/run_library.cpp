#include "app/desktop/views/compare/run_library.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>

#include "model/trace/recording_reader.h"

namespace headroom::views {

QString originOf(const trace::Header& header) {
    return header.runtime == "live" ? RunLibrary::tr("measured") : RunLibrary::tr("predicted");
}

QString KeptRun::description() const {
    const trace::MemoryTrace& of = shown();
    QStringList parts{QString::fromStdString(of.header().scenario)};
    const auto variant = of.header().settings.find("--variant");
    if (variant != of.header().settings.end()) parts.append(QString::fromStdString(variant->second));
    parts.append(RunLibrary::tr("seed %1").arg(of.header().seed));
    if (of.footer() && of.footer()->fingerprint != 0)
        parts.append(QStringLiteral("%1").arg(of.footer()->fingerprint, 16, 16, QLatin1Char('0')).left(8));
    parts.append(originOf(of.header()));
    return parts.join(QStringLiteral(", "));
}

const KeptRun* RunLibrary::findRun(int id) const {
    const auto found = std::ranges::find(m_runs, id, &KeptRun::id);
    return found == m_runs.end() ? nullptr : &*found;
}

int RunLibrary::add(KeptRun run) {
    run.id = ++m_lastId;
    run.when = QDateTime::currentDateTime();
    m_runs.push_front(std::move(run));
    const auto isKept = [](const KeptRun& one) { return one.live == nullptr; };
    if (static_cast<std::size_t>(std::ranges::count_if(m_runs, isKept)) > mostKept) {
        const auto oldest = std::ranges::find_if(m_runs.rbegin(), m_runs.rend(), isKept);
        m_runs.erase(std::next(oldest).base());
    }
    emit changed();
    return m_lastId;
}

int RunLibrary::keep(std::shared_ptr<const trace::MemoryTrace> trace, const QString& name) {
    return add({0, name, {}, std::move(trace), nullptr});
}

int RunLibrary::keepCopy(const trace::MemoryTrace& trace, const QString& name) {
    return keep(std::make_shared<const trace::MemoryTrace>(trace), name);
}

int RunLibrary::addLive(const TraceSource& source, const QString& name) {
    const int id = add({0, name, {}, nullptr, &source});
    connect(&source, &QObject::destroyed, this, [this, id] { forget(id); });
    // What it is of is known with its first word.
    connect(&source, &TraceSource::grew, this, [this, id, isKnown = false]() mutable {
        const KeptRun* run = findRun(id);
        if (isKnown || run == nullptr || run->shown().header().scenario.empty()) return;
        isKnown = true;
        emit changed();
    });
    return id;
}

std::optional<QString> RunLibrary::openRecording(const QString& path) {
    auto reader = trace::RecordingReader::open(QFile::encodeName(path).toStdString());
    if (!reader) return QString::fromStdString(reader.error().message);
    auto trace = std::make_shared<trace::MemoryTrace>();
    if (const auto error = reader.value()->replay(*trace)) return QString::fromStdString(error->message);
    keep(std::move(trace), QFileInfo(path).completeBaseName());
    return std::nullopt;
}

void RunLibrary::forget(int id) {
    if (std::erase_if(m_runs, [id](const KeptRun& run) { return run.id == id; }) > 0) emit changed();
}

}  // namespace headroom::views
