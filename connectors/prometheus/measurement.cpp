#include "connectors/prometheus/measurement.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "connectors/prometheus/sample_index.h"

namespace headroom::connectors::prometheus {
namespace {

void add(std::optional<double>& sum, double more) {
    sum = sum.value_or(0) + more;
}

bool applies(const Rule& rule, const Labels& labels) {
    const auto isMet = [&](const LabelCondition& condition) { return holds(condition, labels); };
    return std::ranges::all_of(rule.where, isMet) && std::ranges::none_of(rule.unless, isMet);
}

bool holdsAny(const std::vector<LabelCondition>& conditions, const Labels& labels) {
    return std::ranges::any_of(conditions, [&](const LabelCondition& condition) { return holds(condition, labels); });
}

/// What the labels call an element; empty where none does. A job may be "namespace/name".
std::string nameIn(const Rule& rule, const Labels& labels) {
    for (const std::string& label : rule.namedBy) {
        std::string_view value = labels.value(label);
        if (label == "job" || label == "exported_job") value = value.substr(value.rfind('/') + 1);
        if (!value.empty() && value != "unknown") return std::string(value);
    }
    return {};
}

/// Sums and bounds in seconds.
Histogram inSeconds(Histogram histogram, double unit) {
    for (Bucket& bucket : histogram.buckets) bucket.upperBound *= unit;
    if (histogram.sum) *histogram.sum *= unit;
    return histogram;
}

}  // namespace

/// One look in the making.
class Measurement::Look {
public:
    Look(const Mapping& mapping, SeriesMemory& memory) : m_mapping(mapping), m_memory(memory) {}

    void take(const Reading& reading) {
        m_reading = &reading;
        m_memory.begin(reading.source, reading.time, reading.isWhole);
        const SampleIndex index(reading);
        for (std::size_t i = 0; i < m_mapping.rules.size(); ++i) {
            const Rule& rule = m_mapping.rules[i];
            if (kindOf(rule.figure).making == Making::Compound)
                takeCompounds(i, rule, index);
            else
                takeValues(i, rule, index);
        }
    }

    std::map<std::string, std::set<ElementKey>> told;

    /// Those of several rules for one figure of an element that come first among the rules.
    std::vector<ElementFigures> finish() {
        std::map<ElementKey, ElementFigures> all;
        for (auto& [key, part] : m_parts) {
            const auto& [element, figure, ruleIndex] = key;
            if (m_claims.at({element, figure}) != ruleIndex) continue;
            ElementFigures& figures = all[element];
            figures.kind = element.first;
            figures.name = element.second;
            figures.rules.push_back(m_mapping.rules[ruleIndex].name);
            put(figure, part, figures);
        }
        std::vector<ElementFigures> ordered;
        for (auto& [element, figures] : all) {
            for (const auto& [source, elements] : told) figures.sources += elements.contains(element) ? 1 : 0;
            ordered.push_back(std::move(figures));
        }
        return ordered;
    }

private:
    /// What one rule says of one element.
    struct Part {
        std::optional<double> amount;
        std::optional<double> failed;
        std::optional<double> rejected;
        std::optional<double> rate;
        std::optional<double> failedRate;
        std::optional<double> sum;  ///< of the values, over those counted in
        double counted = 0;
        std::optional<double> value;
        Histogram histogram;
        Histogram newHistogram;
    };

    Part& part(std::size_t ruleIndex, const ElementKey& element) {
        const Figure figure = m_mapping.rules[ruleIndex].figure;
        const auto [claim, isFirst] = m_claims.try_emplace({element, figure}, ruleIndex);
        claim->second = std::min(claim->second, ruleIndex);
        told[m_reading->source].insert(element);
        return m_parts[{element, figure, ruleIndex}];
    }

    /// The element that labels are of; nothing where they are of none that the rule is about.
    std::optional<ElementKey> elementOf(const Rule& rule, const Labels& labels) const {
        const bool isService = rule.element == "service";
        if (isService && m_reading->isOfNoService) return std::nullopt;
        std::string name = isService && !m_reading->service.empty() ? m_reading->service : nameIn(rule, labels);
        if (name.empty() && isService) name = m_reading->fallback;
        if (name.empty()) return std::nullopt;
        const auto alias = m_mapping.aliases.find({rule.element, name});
        return ElementKey{rule.element, alias == m_mapping.aliases.end() ? name : alias->second};
    }

    void takeCompounds(std::size_t ruleIndex, const Rule& rule, const SampleIndex& index) {
        for (const Compound& compound : index.compounds(rule.series)) {
            const Labels labels = index.labelsOf(compound.labels);
            const auto element = elementOf(rule, labels);
            if (!element || !applies(rule, labels)) continue;
            Part& its = part(ruleIndex, *element);
            const std::string series = toText(rule.series, compound.labels);
            const auto count = compound.count ? m_memory.grown("#" + series, compound.time, *compound.count) : std::nullopt;
            if (count) takeCount(its, *count, endOf(rule, labels));
            if (compound.histogram.buckets.empty() && !compound.histogram.sum) continue;
            const auto times = m_memory.grown(series, compound.time, inSeconds(compound.histogram, rule.unit));
            if (times && count) takeTimes(its, *times, count->histogram.sum.value_or(0));
        }
    }

    enum class End { Well, Failed, Rejected };
    static End endOf(const Rule& rule, const Labels& labels) {
        if (holdsAny(rule.rejected, labels)) return End::Rejected;
        return holdsAny(rule.failed, labels) ? End::Failed : End::Well;
    }

    static void takeCount(Part& its, const Growth& count, End end) {
        const double came = count.histogram.sum.value_or(0);
        const double newly = count.isNew ? came : 0;
        add(its.amount, newly);
        add(its.failed, end == End::Failed ? newly : 0);
        add(its.rejected, end == End::Rejected ? newly : 0);
        add(its.rate, came / count.seconds);
        add(its.failedRate, end == End::Failed ? came / count.seconds : 0);
    }

    static void takeTimes(Part& its, const Growth& times, double count) {
        if (times.histogram.sum) {
            add(its.sum, *times.histogram.sum);
            its.counted += count;
        }
        its.histogram = added(its.histogram, times.histogram);
        if (times.isNew) its.newHistogram = added(its.newHistogram, times.histogram);
    }

    void takeValues(std::size_t ruleIndex, const Rule& rule, const SampleIndex& index) {
        for (const Sample* sample : index.named(rule.series)) {
            const Labels labels = index.labelsOf(sample->labels);
            const auto element = elementOf(rule, labels);
            if (!element || !applies(rule, labels)) continue;
            Part& its = part(ruleIndex, *element);
            if (kindOf(rule.figure).making == Making::Counter)
                takeCounter(its, m_memory.grown(toText(rule.series, sample->labels), index.timeOf(*sample), sample->value),
                            rule.unit);
            else
                takeGauge(its, rule, *sample, index);
        }
    }

    static void takeCounter(Part& its, const std::optional<Growth>& growth, double unit) {
        if (!growth) return;
        const double more = growth->histogram.sum.value_or(0) * unit;
        add(its.amount, growth->isNew ? more : 0);
        add(its.rate, more / growth->seconds);
    }

    static void takeGauge(Part& its, const Rule& rule, const Sample& sample, const SampleIndex& index) {
        const auto factor = rule.times.empty() ? std::optional(1.0) : index.beside(rule.times, sample.labels);
        // Kafka's client says NaN where it has no partition, and Micrometer less than 0 where the system doesn't know.
        const double value = sample.value * factor.value_or(0);
        if (!factor || !std::isfinite(value) || value < 0) return;
        its.value = kindOf(rule.figure).making == Making::Largest ? std::max(its.value.value_or(0), value)
                                                                  : its.value.value_or(0) + value;
    }

    static std::optional<double> meanOf(const Part& part) {
        const double mean = part.sum && part.counted > 0 ? *part.sum / part.counted : -1;
        return std::isfinite(mean) && mean >= 0 ? std::optional(mean) : std::nullopt;
    }

    static void put(Figure figure, Part& part, ElementFigures& figures) {
        if (figure == Figure::Requests) return putRequests(part, figures);
        if (figure == Figure::CpuSeconds) {
            figures.cpuSeconds = part.amount;
            figures.cpuCores = part.rate;
            return;
        }
        if (figure == Figure::CpuCores) {
            // Where seconds are counted, their growth is the better figure.
            if (!figures.cpuCores) figures.cpuCores = part.value;
            return;
        }
        switch (kindOf(figure).making) {
            case Making::Compound: figures.newDurations[figure] = std::move(part.newHistogram); return;
            case Making::Counter:
                if (part.amount) figures.counts[figure] = *part.amount;
                return;
            case Making::Gauge:
            case Making::Largest:
                if (part.value) figures.gauges[figure] = *part.value;
        }
    }

    static void putRequests(Part& part, ElementFigures& figures) {
        figures.requests = part.amount;
        figures.failures = part.failed;
        figures.rejections = part.rejected;
        figures.requestRate = part.rate;
        figures.failureRate = part.failedRate;
        figures.meanLatency = meanOf(part);
        figures.latency = std::move(part.histogram);
        figures.newLatency = std::move(part.newHistogram);
    }

    const Mapping& m_mapping;
    SeriesMemory& m_memory;
    const Reading* m_reading = nullptr;
    std::map<std::tuple<ElementKey, Figure, std::size_t>, Part> m_parts;
    std::map<std::pair<ElementKey, Figure>, std::size_t> m_claims;
};

std::vector<ElementFigures> Measurement::measure(const std::vector<Reading>& readings, const std::set<std::string>& silent) {
    Look look(m_mapping, m_memory);
    for (const Reading& reading : readings) look.take(reading);
    std::vector<ElementFigures> all = look.finish();
    for (auto& [source, elements] : look.told) m_told[source] = std::move(elements);
    for (const std::string& source : silent) {
        const auto told = m_told.find(source);
        if (told == m_told.end()) continue;
        for (const auto& [kind, name] : told->second) {
            const auto place = std::ranges::lower_bound(all, std::pair(kind, name), {}, [](const ElementFigures& figures) {
                return std::pair(figures.kind, figures.name);
            });
            const bool isThere = place != all.end() && place->kind == kind && place->name == name;
            const auto figures = isThere ? place : all.insert(place, ElementFigures{});
            figures->kind = kind;
            figures->name = name;
            figures->isPartial = true;
        }
    }
    return all;
}

}  // namespace headroom::connectors::prometheus
