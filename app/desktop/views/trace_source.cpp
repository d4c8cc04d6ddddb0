#include "app/desktop/views/trace_source.h"

#include <QFile>

#include "app/presentation/traced_scenario.h"
#include "model/trace/recording_reader.h"

namespace headroom::views {

std::shared_ptr<const model::Scenario> scenarioOf(const trace::Header& header) {
    auto scenario = presentation::scenarioOf(header);
    return scenario ? std::make_shared<const model::Scenario>(std::move(*scenario)) : nullptr;
}

std::optional<QString> RecordedTrace::open(const QString& path) {
    auto reader = trace::RecordingReader::open(QFile::encodeName(path).toStdString());
    if (!reader) return QString::fromStdString(reader.error().message);
    auto trace = std::make_unique<trace::MemoryTrace>();
    if (const auto error = reader.value()->replay(*trace)) return QString::fromStdString(error->message);
    m_trace = std::move(trace);
    m_scenario = scenarioOf(m_trace->header());
    tellReplaced();
    emit grew();
    emit ended();
    return std::nullopt;
}

}  // namespace headroom::views
