#include "app/desktop/views/compare/variant_pair.h"

namespace headroom::views {
namespace {

RunRequest requestFor(RunRequest request, const VariantChoice& choice) {
    if (!request.seed) request.seed = 1;
    request.variant = choice.variant;
    request.settings += choice.settings;
    request.recordTo.clear();
    return request;
}

}  // namespace

QString VariantChoice::name() const {
    QStringList parts;
    if (!variant.isEmpty() || settings.isEmpty()) parts.append(variant.isEmpty() ? VariantPair::tr("base") : variant);
    return (parts + settings).join(QStringLiteral(", "));
}

VariantPair::VariantPair(QObject* parent) : QObject(parent) {
    connect(&m_a, &TraceSession::stateChanged, this, &VariantPair::stateChanged);
    connect(&m_b, &TraceSession::stateChanged, this, &VariantPair::stateChanged);
}

void VariantPair::start(const RunRequest& common, const VariantChoice& a, const VariantChoice& b) {
    m_a.start(requestFor(common, a));
    m_b.start(requestFor(common, b));
}

void VariantPair::pause() {
    m_a.pause();
    m_b.pause();
}

void VariantPair::resume() {
    m_a.resume();
    m_b.resume();
}

void VariantPair::stop() {
    m_a.stop();
    m_b.stop();
}

QString VariantPair::message() const {
    QStringList said;
    if (m_a.state() == TraceSession::State::Failed) said.append(tr("A: %1").arg(m_a.message()));
    if (m_b.state() == TraceSession::State::Failed) said.append(tr("B: %1").arg(m_b.message()));
    return said.join(QLatin1Char('\n'));
}

}  // namespace headroom::views
