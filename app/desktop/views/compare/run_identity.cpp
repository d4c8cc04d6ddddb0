#include "app/desktop/views/compare/run_identity.h"

#include <QCoreApplication>
#include <set>

#include "app/desktop/views/compare/run_library.h"
#include "app/presentation/format.h"

namespace headroom::views {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("compare", text);
}

QString settingOf(const trace::Header& header, const std::string& name) {
    const auto found = header.settings.find(name);
    return found == header.settings.end() ? QStringLiteral("–") : QString::fromStdString(found->second);
}

QString outcomeOf(const trace::MemoryTrace& trace) {
    if (!trace.footer()) return trace.frames().empty() ? tr("nothing yet") : tr("under way");
    return QString::fromStdString(trace.footer()->outcome);
}

QString lengthOf(const trace::MemoryTrace& trace) {
    if (trace.frames().empty()) return QStringLiteral("–");
    return QString::fromStdString(presentation::formatValue(trace.frames().back().time.toSeconds(), "s"));
}

QString wallOf(const trace::MemoryTrace& trace) {
    if (!trace.footer()) return QStringLiteral("–");
    return QString::fromStdString(presentation::formatValue(trace.footer()->wallSeconds, "s"));
}

QString fingerprintOf(const trace::MemoryTrace& trace) {
    if (!trace.footer() || trace.footer()->fingerprint == 0) return QStringLiteral("–");
    return QStringLiteral("%1").arg(trace.footer()->fingerprint, 16, 16, QLatin1Char('0'));
}

}  // namespace

std::vector<IdentityRow> identityOf(const trace::MemoryTrace& a, const trace::MemoryTrace& b) {
    const trace::Header& one = a.header();
    const trace::Header& other = b.header();
    std::vector<IdentityRow> rows{
        {tr("Scenario"), QString::fromStdString(one.scenario), QString::fromStdString(other.scenario)},
        {tr("Figures"), originOf(one), originOf(other)},
        {tr("Runtime"), QString::fromStdString(one.runtime), QString::fromStdString(other.runtime)},
        {tr("Variant"), settingOf(one, "--variant"), settingOf(other, "--variant")},
        {tr("Seed"), QString::number(one.seed), QString::number(other.seed)},
        {tr("Outcome"), outcomeOf(a), outcomeOf(b)},
        {tr("Length"), lengthOf(a), lengthOf(b)},
        {tr("Wall time"), wallOf(a), wallOf(b)},
        {tr("Fingerprint"), fingerprintOf(a), fingerprintOf(b)},
    };
    if (one.scenarioText != other.scenarioText)
        rows.push_back({tr("Scenario file"), tr("one text"), tr("another text")});
    std::set<std::string> names;
    for (const trace::Header* header : {&one, &other})
        for (const auto& [name, value] : header->settings)
            if (name != "--variant") names.insert(name);
    for (const std::string& name : names) {
        IdentityRow row{QString::fromStdString(name), settingOf(one, name), settingOf(other, name)};
        if (row.isDifferent()) rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace headroom::views
