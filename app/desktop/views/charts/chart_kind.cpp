#include "app/desktop/views/charts/chart_kind.h"

#include <QCoreApplication>
#include <algorithm>

namespace headroom::views {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("charts", text);
}

}  // namespace

const std::vector<ChartSpec>& chartSpecs() {
    using enum Figure;
    static const std::vector<ChartSpec> all{
        {ChartKind::Throughput, QStringLiteral("throughput"), tr("Throughput"), "/s", {Throughput}},
        {ChartKind::Latency, QStringLiteral("latency"), tr("Latency"), "s", {LatencyP50, LatencyP95, LatencyP99}},
        {ChartKind::ConsumerLag, QStringLiteral("consumerLag"), tr("consumerLag"), "records", {ConsumerLag}},
        {ChartKind::TimeLag, QStringLiteral("timeLag"), tr("timeLag"), "s", {TimeLag}, false, false},
        {ChartKind::Replicas, QStringLiteral("replicas"), tr("Replicas"), "pods", {ReadyReplicas, WantedReplicas}, true},
        {ChartKind::Utilisation, QStringLiteral("utilisation"), tr("Utilisation"), "%", {Utilisation}},
        {ChartKind::Breakers, QStringLiteral("openBreakers"), tr("Open breakers"), "breakers", {OpenBreakers}, true},
        {ChartKind::Queued, QStringLiteral("queued"), tr("Queued"), "requests", {Queued}, false, false},
        {ChartKind::Errors, QStringLiteral("errors"), tr("Errors"), "/s", {Errors}},
        {ChartKind::Traffic, QStringLiteral("traffic"), tr("Traffic"), "B/s", {Traffic}, false, false},
    };
    return all;
}

const ChartSpec& specOf(ChartKind kind) {
    return *std::ranges::find(chartSpecs(), kind, &ChartSpec::kind);
}

QString figureWord(Figure figure) {
    switch (figure) {
        case Figure::LatencyP50: return QStringLiteral("p50");
        case Figure::LatencyP95: return QStringLiteral("p95");
        case Figure::LatencyP99: return QStringLiteral("p99");
        case Figure::ReadyReplicas: return tr("ready");
        case Figure::WantedReplicas: return tr("wanted");
        default: return {};
    }
}

}  // namespace headroom::views
