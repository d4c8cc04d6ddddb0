#include "app/presentation/csv_export.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace headroom::presentation {
namespace {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

class CsvExport {
public:
    explicit CsvExport(const trace::MemoryTrace& trace) : m_trace(trace), m_nextSketch(trace.series().size(), 0) {
        for (const trace::Series& series : trace.series()) {
            const trace::Element* element = trace.findElement(series.element);
            m_names.push_back((element == nullptr ? "" : quoted(element->id)) + "," + quoted(series.name));
        }
    }

    std::string render() {
        m_out = "time_s,frame,element,series,statistic,unit,value\n";
        for (std::size_t frame = 0; frame < m_trace.frames().size(); ++frame)
            for (std::size_t i = 0; i < m_trace.series().size(); ++i) cell(frame, i);
        return m_out;
    }

private:
    void row(std::size_t frame, std::size_t series, const char* statistic, double value) {
        fmt::format_to(std::back_inserter(m_out), "{:.9g},{},{},{},{},{}\n", m_trace.frames()[frame].time.toSeconds(),
                       m_trace.frames()[frame].number, m_names[series], statistic, quoted(m_trace.series()[series].unit), value);
    }

    void cell(std::size_t frame, std::size_t series) {
        const trace::Series& declared = m_trace.series()[series];
        if (declared.kind == trace::SeriesKind::Latency) return sketch(frame, series);
        const double value = m_trace.column(declared.index).at(frame);
        if (!std::isnan(value)) row(frame, series, declared.kind == trace::SeriesKind::Counter ? "total" : "value", value);
    }

    void sketch(std::size_t frame, std::size_t series) {
        const auto& sketches = m_trace.sketches(m_trace.series()[series].index);
        std::size_t& next = m_nextSketch[series];
        if (next >= sketches.size() || sketches[next].frame != frame) return;
        const auto latencies = trace::unpack(sketches[next++].sketch);
        if (!latencies) return;
        row(frame, series, "count", static_cast<double>(latencies->count()));
        row(frame, series, "mean", latencies->mean() * 1e-9);
        row(frame, series, "p50", latencies->quantile(0.5) * 1e-9);
        row(frame, series, "p95", latencies->quantile(0.95) * 1e-9);
        row(frame, series, "p99", latencies->quantile(0.99) * 1e-9);
        row(frame, series, "max", static_cast<double>(latencies->max()) * 1e-9);
    }

    const trace::MemoryTrace& m_trace;
    std::vector<std::size_t> m_nextSketch;
    std::vector<std::string> m_names;
    std::string m_out;
};

}  // namespace

std::string csvExport(const trace::MemoryTrace& trace) {
    return CsvExport(trace).render();
}

}  // namespace headroom::presentation
