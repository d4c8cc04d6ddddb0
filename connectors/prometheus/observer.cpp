#include "connectors/prometheus/observer.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <set>
#include <thread>

#include "connectors/prometheus/measurement.h"
#include "connectors/prometheus/source.h"

namespace headroom::connectors::prometheus {
namespace {

Error bad(const std::string& message) {
    return {Error::Kind::BadConfiguration, message, false};
}

/// A name that only fits itself, in a regular expression in a text of PromQL.
std::string escaped(const std::string& name) {
    std::string text;
    for (const char c : name) text += c == '.' ? std::string("\\\\.") : std::string(1, c);
    return text;
}

}  // namespace

std::string queryOf(const Mapping& mapping, const Server& server) {
    std::set<std::string> names{"target_info"};
    for (const Rule& rule : mapping.rules) {
        const bool isCompound = rule.figure == Figure::Requests && !rule.series.ends_with("_total");
        names.insert(escaped(rule.series) + (isCompound ? "(_bucket|_sum|_count)?" : ""));
        if (!rule.times.empty()) names.insert(escaped(rule.times));
    }
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : "|") + name;
    const std::string more = server.selector.empty() ? "" : "," + server.selector;
    return fmt::format("{{__name__=~\"{}\"{}}}[{}ms]", all, more, server.window.toMilliseconds());
}

class Observer::Implementation {
public:
    explicit Implementation(ObserverOptions options) : m_options(std::move(options)), m_measurement(m_options.mapping) {}

    std::optional<Error> begin() {
        for (const Page& page : m_options.pages)
            if (auto error = addPage(page, m_sources)) return error;
        if (!m_options.server) return std::nullopt;
        auto client = QueryServer::create(m_options.server->address, m_options.http);
        if (!client) return client.error();
        return add(Source(std::move(client.value()), queryOf(m_options.mapping, *m_options.server)), m_sources);
    }

    std::optional<Error> setPages(const std::vector<Page>& pages) {
        std::vector<Source> kept;
        for (const Source& source : m_sources)
            if (!source.isPage()) kept.push_back(source);
        for (const Page& page : pages) {
            const auto known = std::ranges::find_if(m_sources, [&](const Source& source) { return source.is(page); });
            auto error = known == m_sources.end() ? addPage(page, kept) : add(*known, kept);
            if (error) return error;
        }
        for (const Source& source : m_sources)
            if (std::ranges::find(kept, source.name(), &Source::name) == kept.end()) m_measurement.forget(source.name());
        m_sources = std::move(kept);
        return std::nullopt;
    }

    Result<Snapshot> look(const std::function<bool()>& isCancelled) {
        if (m_sources.empty())
            return Error{Error::Kind::Failed, "nothing to look at: neither a page of metrics nor a server", true};
        std::vector<std::optional<Reading>> found(m_sources.size());
        askAll(found, isCancelled);
        std::vector<Reading> readings;
        std::set<std::string> silent;
        Snapshot snapshot;
        for (std::size_t i = 0; i < m_sources.size(); ++i) {
            const Source& source = m_sources[i];
            snapshot.sources.push_back(
                {source.name(), source.error(), found[i] ? found[i]->samples.size() : 0, source.remarks()});
            if (found[i])
                readings.push_back(std::move(*found[i]));
            else
                silent.insert(source.name());
        }
        const auto isUp = [](const SourceState& state) { return !state.error; };
        const bool isBlind = std::ranges::none_of(snapshot.sources, isUp);
        if (isBlind) return *snapshot.sources.front().error;
        snapshot.elements = m_measurement.measure(readings, silent);
        return snapshot;
    }

private:
    static std::optional<Error> add(Source source, std::vector<Source>& sources) {
        for (const Source& other : sources)
            if (other.name() == source.name()) return bad(source.name() + " is to be looked at twice");
        sources.push_back(std::move(source));
        return std::nullopt;
    }

    std::optional<Error> addPage(const Page& page, std::vector<Source>& sources) const {
        auto client = MetricsPage::create(page.address, m_options.http);
        if (!client) return client.error();
        return add(Source(std::move(client.value()), page), sources);
    }

    void askAll(std::vector<std::optional<Reading>>& found, const std::function<bool()>& isCancelled) {
        std::vector<std::size_t> due;
        const auto now = Source::Clock::now();
        for (std::size_t i = 0; i < m_sources.size(); ++i)
            if (m_sources[i].isDue(now)) due.push_back(i);
        const std::chrono::milliseconds pause(m_options.longestPause.toMilliseconds());
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t i = next++; i < due.size(); i = next++)
                if (!isCancelled()) found[due[i]] = m_sources[due[i]].ask(isCancelled, pause);
        };
        std::vector<std::jthread> others;
        const std::size_t width = std::min(std::max<std::size_t>(m_options.requestsAtOnce, 1), due.size());
        for (std::size_t i = 1; i < width; ++i) others.emplace_back(work);
        work();
    }

    ObserverOptions m_options;
    Measurement m_measurement;
    std::vector<Source> m_sources;
};

Observer::Observer(std::unique_ptr<Implementation> implementation) : m_implementation(std::move(implementation)) {}

Observer::~Observer() = default;

Result<std::unique_ptr<Observer>> Observer::create(ObserverOptions options) {
    auto implementation = std::make_unique<Implementation>(std::move(options));
    if (auto error = implementation->begin()) return *error;
    return std::unique_ptr<Observer>(new Observer(std::move(implementation)));
}

std::optional<Error> Observer::setPages(const std::vector<Page>& pages) {
    return m_implementation->setPages(pages);
}

Result<Snapshot> Observer::observe(const std::function<bool()>& isCancelled) {
    return m_implementation->look(isCancelled);
}

}  // namespace headroom::connectors::prometheus
