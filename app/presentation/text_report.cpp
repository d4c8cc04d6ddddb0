#include "app/presentation/text_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/presentation/format.h"
#include "app/presentation/kinds.h"
#include "app/presentation/report_builder.h"
#include "app/presentation/text_table.h"

namespace headroom::presentation {
namespace {

class TextReport {
public:
    TextReport(const Report& report, const TextStyle& style) : m_report(report), m_style(style) {}

    std::string render() {
        verdict();
        facts();
        expectations();
        for (const Kind& kind : kindsOf(m_report)) elements(kind);
        timeline();
        bottleneck();
        guesses();
        notes();
        return m_out;
    }

private:
    std::string painted(const std::string& text, const char* code) const {
        return m_style.colour ? fmt::format("\033[{}m{}\033[0m", code, text) : text;
    }
    void section(const std::string& title) { m_out += "\n" + painted(title, "1") + "\n"; }

    void verdict() {
        const std::string sign = !m_report.hasVerdict() ? "•" : m_report.pass ? "✓" : "✗";
        const char* colour = !m_report.hasVerdict() ? "1" : m_report.pass ? "1;32" : "1;31";
        m_out += painted(wrapped(sign + " " + m_report.verdict, m_style.width, "  "), colour) + "\n";
    }

    void facts() {
        std::string line = m_report.scenario;
        if (!m_report.description.empty()) line += ": " + m_report.description;
        m_out += "\n" + wrapped(line, m_style.width, "  ") + "\n";
        line = fmt::format("{}, seed {}", lengthText(m_report), m_report.seed);
        if (m_report.replications > 1)
            line += fmt::format("; {} replications, mean ± half of the 95 % interval", m_report.replications);
        if (m_report.warmupSeconds > 0) line += "; warm-up of " + formatValue(m_report.warmupSeconds, "s") + " left out";
        line += fmt::format("; fingerprint {:016x}", m_report.fingerprint);
        m_out += wrapped(line, m_style.width, "  ") + "\n";
        for (const auto& [name, value] : m_report.settings)
            m_out += wrapped(fmt::format("set {} = {}", name, value), m_style.width, "  ") + "\n";
    }

    void expectations() {
        if (m_report.expectations.empty()) return;
        section("Expectations");
        TextTable table({"expectation", "", "value", "95 % interval", "reference", "role", "source"});
        table.alignLeft(1);
        table.alignLeft(5);
        table.alignLeft(6);
        for (const ExpectationRow& row : m_report.expectations)
            table.add({row.claim.name, standingText(row), formatValue(row.value, row.claim.unit),
                       row.halfWidth ? "± " + formatValue(*row.halfWidth, row.claim.unit) : "", referenceText(row.claim),
                       roleText(row.claim.role), row.claim.source});
        m_out += table.render(m_style.width);
        for (const ExpectationRow& row : m_report.expectations)
            if (!row.value) m_out += wrapped(fmt::format("{}: {}", row.claim.name, row.comparison), m_style.width, "  ") + "\n";
    }

    void elements(const Kind& kind) {
        std::vector<std::string> heads{kind.plural};
        for (const Column& column : columns()) heads.push_back(column.head);
        heads.push_back("trouble");
        TextTable table(heads);
        table.alignLeft(heads.size() - 1);
        for (const ElementRow* row : kind.rows) {
            std::vector<std::string> cells{row->name};
            for (const Column& column : columns()) cells.push_back(cellText(*row, column));
            cells.push_back(troubleText(*row));
            table.add(cells);
        }
        m_out += "\n" + table.render(m_style.width);
    }

    void timeline() {
        if (m_report.timeline.empty()) return;
        section("Timeline");
        const std::vector<TimelineEntry> shown = mostTelling(m_report.timeline, m_style.timelineEntries);
        for (const TimelineEntry& entry : shown) {
            const std::string clock = padded(formatClock(entry.from), 8, true);
            const char* sign = entry.severity == "error" ? "✗" : entry.severity == "warning" ? "!" : " ";
            const char* colour = entry.severity == "error" ? "31" : entry.severity == "warning" ? "33" : "0";
            m_out +=
                clock + " " +
                painted(std::string(sign) + " " + wrapped(entry.sentence, m_style.width - 11, std::string(11, ' ')), colour) +
                "\n";
        }
        if (shown.size() < m_report.timeline.size())
            m_out += fmt::format("           {} more, less telling or later, are left out; --format html or json has all\n",
                                 m_report.timeline.size() - shown.size());
    }

    void bottleneck() {
        section("Bottleneck");
        m_out += wrapped(m_report.bottleneck ? m_report.bottleneck->sentence : "no element's utilisation is known", m_style.width,
                         "") +
                 "\n";
    }

    void guesses() {
        if (m_report.guesses.empty()) return;
        section("Guesses");
        m_out += wrapped(m_report.guessMethod, m_style.width, "") + "\n";
        TextTable table({"guess", "range", "used", "effect", "origin"});
        table.alignLeft(3);
        table.alignLeft(4);
        table.keepWhole(0);
        table.keepWhole(3);
        table.giveWay(4);  // json, html and explain have it
        for (const GuessRow& row : m_report.guesses)
            table.add({row.path, formatValue(row.low, row.unit) + " … " + formatValue(row.high, row.unit),
                       formatValue(row.value, row.unit), row.effectText, row.origin});
        m_out += table.render(m_style.width);
    }

    void notes() {
        if (m_report.notes.empty()) return;
        section("Notes");
        for (const std::string& note : m_report.notes) m_out += wrapped("- " + note, m_style.width, "  ") + "\n";
    }

    const Report& m_report;
    const TextStyle& m_style;
    std::string m_out;
};

}  // namespace

std::string textReport(const Report& report, const TextStyle& style) {
    return TextReport(report, style).render();
}

}  // namespace headroom::presentation
