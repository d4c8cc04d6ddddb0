#pragma once

#include <QObject>

#include "app/desktop/views/trace_session.h"

namespace headroom::views {

/// What differs between two runs on the same load.
struct VariantChoice {
    QString variant;       ///< empty: the base
    QStringList settings;  ///< PATH=VALUE, beside those both have
    /// "base", "fewer-pods, services.audit.replicas=2".
    QString name() const;
};

/// Two runs of one scenario at once, with the same seed: each component draws from a stream of its own, so both meet the same load.
class VariantPair : public QObject {
    Q_OBJECT

public:
    explicit VariantPair(QObject* parent = nullptr);

    /// Starts both. `common` says everything else; without a seed both take 1. Neither is recorded.
    void start(const RunRequest& common, const VariantChoice& a, const VariantChoice& b);
    void pause();
    void resume();
    void stop();

    TraceSession& a() { return m_a; }
    TraceSession& b() { return m_b; }
    bool isActive() const { return m_a.isActive() || m_b.isActive(); }
    /// What went wrong with either, for a person; empty when nothing did.
    QString message() const;

signals:
    void stateChanged();

private:
    TraceSession m_a;
    TraceSession m_b;
};

}  // namespace headroom::views
