#include "connectors/kubernetes/scalings.h"

#include <charconv>
#include <string_view>

namespace headroom::connectors::kubernetes {
namespace {

/// For so long what comes late belongs to what was told.
constexpr model::Duration memory = model::Duration::seconds(10);

}  // namespace

std::optional<std::pair<int, std::string>> readRescale(const std::string& message) {
    constexpr std::string_view begin = "New size: ";
    constexpr std::string_view middle = "; reason: ";
    if (!message.starts_with(begin)) return std::nullopt;
    const std::string_view rest = std::string_view(message).substr(begin.size());
    int size = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), size);
    const std::string_view tail = rest.substr(static_cast<std::size_t>(end - rest.data()));
    if (error != std::errc{} || size < 0 || !tail.starts_with(middle)) return std::nullopt;
    return std::pair(size, std::string(tail.substr(middle.size())));
}

Scalings::Pending& Scalings::pending(const ObjectName& workload, const std::string& shown, int to, trace::Instant now) {
    const auto [place, isNew] = m_pending.try_emplace({workload, to});
    if (isNew) {
        place->second.told = {workload, {}, now};
        place->second.told.scaling.shown = shown;
        place->second.told.scaling.to = to;
    }
    return place->second;
}

void Scalings::noteWorkload(const ObjectName& workload, const std::string& shown, int from, int to, bool isAutoscaled,
                            trace::Instant now) {
    m_settled.erase({workload, to});
    Pending& scaling = pending(workload, shown, to, now);
    scaling.told.scaling.from = from;
    scaling.isSeen = true;
    scaling.awaitsReason = isAutoscaled;
}

void Scalings::noteAutoscaler(const Autoscaler& scaler, const std::string& shown, std::optional<int> from, trace::Instant now) {
    const ObjectName workload{scaler.name.space, scaler.target};
    if (!scaler.desired || m_settled.contains({workload, *scaler.desired})) return;
    Pending& scaling = pending(workload, shown, *scaler.desired, now);
    scaling.told.scaling.by = scaler;
    if (!scaling.told.scaling.from) scaling.told.scaling.from = from;
}

void Scalings::noteReason(const ObjectName& workload, const std::string& shown, const std::string& message, trace::Instant now) {
    const auto rescale = readRescale(message);
    if (!rescale || m_settled.contains({workload, rescale->first})) return;
    pending(workload, shown, rescale->first, now).told.scaling.because = rescale->second;
}

std::vector<Scalings::Told> Scalings::takeSettled(trace::Instant now) {
    std::vector<Told> told;
    for (auto place = m_pending.begin(); place != m_pending.end();) {
        const Pending& pending = place->second;
        const Scaling& scaling = pending.told.scaling;
        const bool isComplete = pending.isSeen && (!pending.awaitsReason || (scaling.by && !scaling.because.empty()));
        if (!isComplete && now - pending.told.at < patience) {
            ++place;
            continue;
        }
        m_settled[place->first] = now;
        if (scaling.from != scaling.to) told.push_back(pending.told);
        place = m_pending.erase(place);
    }
    std::erase_if(m_settled, [now](const auto& settled) { return now - settled.second > memory; });
    return told;
}

}  // namespace headroom::connectors::kubernetes
