#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/trace/sketch_codec.h"
#include "model/trace/trace.h"

namespace headroom::trace {

/// Keeps a whole trace in memory, by columns, for reports and charts.
class MemoryTrace : public TraceSink {
public:
    struct FrameStamp {
        std::uint64_t number = 0;
        Instant time;
    };
    /// What completed in the interval that ends at a frame.
    struct FrameSketch {
        std::size_t frame = 0;  ///< position in frames()
        PackedSketch sketch;
    };

    void begin(const Header& header) override { m_header = header; }
    void declare(const Element& element) override;
    void declare(const Series& series) override;
    void frame(const Frame& frame) override;
    void event(const Event& event) override { m_events.push_back(event); }
    void span(const Span& span) override { m_spans.push_back(span); }
    void end(const Footer& footer) override { m_footer = footer; }

    const Header& header() const { return m_header; }
    /// Nothing until the trace has ended.
    const std::optional<Footer>& footer() const { return m_footer; }
    const std::vector<FrameStamp>& frames() const { return m_frames; }
    const std::vector<Event>& events() const { return m_events; }
    const std::vector<Span>& spans() const { return m_spans; }
    /// In the order of declaration; pointers and references into it hold until the next declaration.
    const std::vector<Element>& elements() const { return m_elements; }
    /// In the order of declaration.
    const std::vector<Series>& series() const { return m_series; }

    const Element* findElement(const std::string& id) const;
    /// Throws std::out_of_range.
    const Element& element(const std::string& id) const;
    const Element* findElement(ElementIndex index) const;
    std::vector<const Element*> elementsOfKind(const std::string& kind) const;
    /// The elements whose parent it is.
    std::vector<const Element*> children(const std::string& id) const;

    const Series* findSeries(const std::string& elementId, const std::string& name) const;
    std::vector<const Series*> seriesOf(const std::string& elementId) const;

    /// One value a frame: NaN before the declaration, then 0 until a frame says otherwise. Empty for latency series.
    const std::vector<double>& column(SeriesIndex series) const;
    /// In the order of frames; only where something completed.
    const std::vector<FrameSketch>& sketches(SeriesIndex series) const;
    /// Everything that completed in the frames [first, last), given as positions.
    LatencySketch merged(SeriesIndex series, std::size_t first, std::size_t last) const;

private:
    struct Column {
        bool declared = false;
        bool hasValues = false;
        double current = 0;
        std::vector<double> values;
        std::vector<FrameSketch> sketches;
    };
    Column& declaredColumn(SeriesIndex series);

    Header m_header;
    std::optional<Footer> m_footer;
    std::vector<FrameStamp> m_frames;
    std::vector<Element> m_elements;
    std::map<std::string, std::size_t> m_elementById;
    std::map<ElementIndex, std::size_t> m_elementByIndex;
    std::vector<Series> m_series;
    std::map<std::pair<ElementIndex, std::string>, std::size_t> m_seriesByName;
    std::vector<Column> m_columns;
    std::vector<Event> m_events;
    std::vector<Span> m_spans;
};

}  // namespace headroom::trace
