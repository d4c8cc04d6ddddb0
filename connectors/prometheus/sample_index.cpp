#include "connectors/prometheus/sample_index.h"

#include <algorithm>
#include <cmath>

#include "connectors/prometheus/number_text.h"

namespace headroom::connectors::prometheus {
namespace {

/// What tells processes apart, with the names that Prometheus gives to labels of a collector's that it has itself.
std::string processOf(const Labels& labels) {
    std::string process;
    for (const char* label : {"job", "instance", "exported_job", "exported_instance"}) {
        process += labels.value(label);
        process += '\n';
    }
    return process;
}

}  // namespace

SampleIndex::SampleIndex(const Reading& reading) : m_reading(reading) {
    for (const Sample& sample : reading.samples) m_byName[sample.name].push_back(&sample);
    for (const Sample* info : named("target_info")) m_targets.try_emplace(processOf(info->labels), info->labels);
}

const std::vector<const Sample*>& SampleIndex::named(const std::string& name) const {
    static const std::vector<const Sample*> none;
    const auto place = m_byName.find(name);
    return place == m_byName.end() ? none : place->second;
}

std::vector<Compound> SampleIndex::compounds(const std::string& name) const {
    std::map<Labels, Compound> all;
    const auto at = [&](const Sample& sample, const Labels& labels) -> Compound& {
        Compound& compound = all[labels];
        compound.time = std::max(compound.time, timeOf(sample));
        return compound;
    };
    for (const Sample* sample : named(name + "_bucket"))
        if (const auto bound = readNumber(sample->labels.value("le")); bound && !std::isnan(*bound))
            at(*sample, sample->labels.without("le")).histogram.buckets.push_back({*bound, sample->value});
    for (const Sample* sample : named(name + "_count")) at(*sample, sample->labels).count = sample->value;
    for (const Sample* sample : named(name + "_sum")) at(*sample, sample->labels).histogram.sum = sample->value;
    if (all.empty())
        for (const Sample* sample : named(name)) at(*sample, sample->labels).count = sample->value;
    std::vector<Compound> compounds;
    for (auto& [labels, compound] : all) {
        compound.labels = labels;
        std::ranges::stable_sort(compound.histogram.buckets, {}, &Bucket::upperBound);
        if (!compound.count) compound.count = compound.histogram.count();
        compounds.push_back(std::move(compound));
    }
    return compounds;
}

Labels SampleIndex::labelsOf(const Labels& labels) const {
    const auto info = m_targets.find(processOf(labels));
    if (info == m_targets.end()) return labels;
    Labels all = labels;
    for (const auto& [name, value] : info->second.all()) all.add(name, value);
    return all;
}

std::optional<double> SampleIndex::beside(const std::string& gauge, const Labels& labels) const {
    std::optional<double> value;
    for (const Sample* sample : named(gauge)) {
        if (processOf(sample->labels) != processOf(labels)) continue;
        if (value) return std::nullopt;
        value = sample->value;
    }
    return value;
}

}  // namespace headroom::connectors::prometheus
