#include "connectors/prometheus/exposition_reader.h"

#include <array>
#include <cmath>
#include <map>
#include <set>

#include "connectors/prometheus/line_cursor.h"

namespace headroom::connectors::prometheus {
namespace {

constexpr std::array<std::pair<std::string_view, FamilyType>, 9> typeWords{{{"counter", FamilyType::Counter},
                                                                            {"gauge", FamilyType::Gauge},
                                                                            {"histogram", FamilyType::Histogram},
                                                                            {"gaugehistogram", FamilyType::GaugeHistogram},
                                                                            {"summary", FamilyType::Summary},
                                                                            {"info", FamilyType::Info},
                                                                            {"stateset", FamilyType::StateSet},
                                                                            {"untyped", FamilyType::Unknown},
                                                                            {"unknown", FamilyType::Unknown}}};

/// Of series and families each: more is a mistake, or meant to fill memory.
constexpr std::size_t mostEntries = 500'000;

/// What a family's samples may have after its name, beside nothing.
std::vector<std::string_view> suffixesOf(FamilyType type) {
    switch (type) {
        case FamilyType::Counter: return {"_total", "_created"};
        case FamilyType::Histogram: return {"_bucket", "_count", "_sum", "_created"};
        case FamilyType::GaugeHistogram: return {"_bucket", "_gcount", "_gsum"};
        case FamilyType::Summary: return {"_count", "_sum", "_created"};
        case FamilyType::Info: return {"_info"};
        case FamilyType::Gauge:
        case FamilyType::StateSet:
        case FamilyType::Unknown: break;
    }
    return {};
}

class Reader {
public:
    explicit Reader(ExpositionFormat format) : m_isOpenMetrics(format == ExpositionFormat::OpenMetrics) {}

    void take(std::string_view line) {
        ++m_line;
        LineCursor cursor(line, m_line);
        cursor.skipBlanks();
        if (m_hasEnded) cursor.fail("nothing may follow # EOF");
        if (cursor.isAtEnd()) return;
        if (cursor.skip('#'))
            takeComment(cursor);
        else
            takeSample(cursor);
    }

    void remarkOnCutLine() { remark({m_line + 1, 1}, "the last line has no line feed, may be cut and doesn't count"); }

    Exposition finish() {
        if (m_isOpenMetrics && !m_hasEnded) throw BadLine{{m_line + 1, 1}, "# EOF is missing: the end is cut off"};
        return std::move(m_result);
    }

private:
    void remark(model::SourcePosition position, std::string message) {
        if (m_result.remarks.size() < 100) m_result.remarks.push_back({position, std::move(message)});
    }

    void takeComment(LineCursor& cursor) {
        cursor.skipBlanks();
        const std::string_view keyword = cursor.word();
        const bool isStatement = keyword == "HELP" || keyword == "TYPE" || keyword == "UNIT";
        if (keyword == "EOF" && m_isOpenMetrics) m_hasEnded = true;
        if (!isStatement) return;
        cursor.skipBlanks();
        const model::SourcePosition place = cursor.position();
        const std::string name = cursor.isAt('"') ? cursor.quoted() : std::string(cursor.name(true, "a metric's name"));
        if (!cursor.isAtEnd() && !cursor.isAt(' ') && !cursor.isAt('\t'))
            cursor.fail("a blank is expected after the metric's name");
        cursor.skipBlanks();
        Family& family = named(name);
        if (keyword == "HELP") family.help = unescaped(cursor.rest(), m_isOpenMetrics);
        if (keyword == "UNIT") family.unit = cursor.word();
        if (keyword == "TYPE") takeType(cursor, family, place);
    }

    void takeType(LineCursor& cursor, Family& family, model::SourcePosition place) {
        const std::string_view word = cursor.word();
        if (word.empty()) cursor.fail("a type is expected");
        FamilyType type = FamilyType::Unknown;
        for (const auto& [known, meaning] : typeWords)
            if (known == word) type = meaning;
        if (!m_typed.insert(family.name).second && type != family.type)
            return remark(place, family.name + " has a type already, which counts");
        family.type = type;
    }

    void takeSample(LineCursor& cursor) {
        const model::SourcePosition place = cursor.position();
        Sample sample;
        if (!cursor.isAt('{')) sample.name = cursor.name(true, "a metric's name");
        cursor.skipBlanks();
        if (cursor.isAt('{')) {
            std::string quotedName;
            sample.labels = cursor.labels(sample.name.empty() ? &quotedName : nullptr);
            if (sample.name.empty()) sample.name = std::move(quotedName);
        }
        if (sample.name.empty()) cursor.fail("a series without a name");
        cursor.skipBlanks();
        sample.value = cursor.number("a value");
        cursor.skipBlanks();
        if (!cursor.isAtEnd() && !cursor.isAt('#')) sample.time = takeTime(cursor);
        cursor.skipBlanks();
        if (cursor.skip('#')) sample.exemplar = takeExemplar(cursor);
        if (!cursor.isAtEnd()) cursor.fail("the line goes on after what belongs to it");
        if (m_series.size() >= mostEntries) throw BadLine{place, "a page with more than 500000 series"};
        if (!m_series.insert(toText(sample.name, sample.labels)).second)
            return remark(place, "a series of " + sample.name + " is there again; what comes first counts");
        familyOf(sample.name).samples.push_back(std::move(sample));
    }

    double takeTime(LineCursor& cursor) const {
        const LineCursor before = cursor;
        const double time = cursor.number("a timestamp");
        if (!std::isfinite(time)) before.fail("a timestamp is expected");
        return m_isOpenMetrics ? time : time / 1000;
    }

    Exemplar takeExemplar(LineCursor& cursor) const {
        Exemplar exemplar;
        cursor.skipBlanks();
        exemplar.labels = cursor.labels(nullptr);
        cursor.skipBlanks();
        exemplar.value = cursor.number("an exemplar's value");
        cursor.skipBlanks();
        if (cursor.isAtEnd()) return exemplar;
        // Of seconds in either format: only OpenMetrics has them.
        exemplar.time = cursor.number("an exemplar's timestamp");
        cursor.skipBlanks();
        return exemplar;
    }

    Family& named(const std::string& name) {
        const auto [place, isNew] = m_places.try_emplace(name, m_result.families.size());
        if (m_places.size() > mostEntries) throw BadLine{{m_line, 1}, "a page with more than 500000 metrics"};
        if (isNew) m_result.families.push_back({name, FamilyType::Unknown, {}, {}, {}});
        return m_result.families[place->second];
    }

    Family& familyOf(const std::string& sample) {
        if (m_places.contains(sample)) return named(sample);
        const std::size_t end = sample.rfind('_');
        if (end != std::string::npos && end > 0)
            if (const auto place = m_places.find(sample.substr(0, end)); place != m_places.end()) {
                Family& family = m_result.families[place->second];
                for (const std::string_view suffix : suffixesOf(family.type))
                    if (suffix == std::string_view(sample).substr(end)) return family;
            }
        return named(sample);
    }

    bool m_isOpenMetrics;
    bool m_hasEnded = false;
    int m_line = 0;
    Exposition m_result;
    std::map<std::string, std::size_t> m_places;  ///< of families
    std::set<std::string> m_typed;
    std::set<std::string> m_series;
};

}  // namespace

model::Result<Exposition, ExpositionError> readExposition(std::string_view text, ExpositionFormat format) {
    Reader reader(format);
    try {
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            std::string_view line = text.substr(0, end);
            const bool isCut = end == std::string_view::npos;
            text = isCut ? std::string_view{} : text.substr(end + 1);
            if (line.ends_with('\r')) line.remove_suffix(1);
            // In OpenMetrics the mark at the end says whether all is there; writers forget the line feed after it.
            if (isCut && format == ExpositionFormat::Text)
                reader.remarkOnCutLine();
            else
                reader.take(line);
        }
        return reader.finish();
    } catch (const BadLine& bad) {
        return ExpositionError{bad.position, bad.message};
    }
}

}  // namespace headroom::connectors::prometheus
