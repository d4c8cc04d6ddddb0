#pragma once

#include <QObject>
#include <memory>
#include <string>

#include "app/desktop/views/background_job.h"
#include "app/desktop/views/scenario_document.h"
#include "model/analysis/headroom.h"
#include "model/topology/structure.h"

namespace headroom::views {

/// What can be said of a scenario without running it.
struct AnalysisResult {
    std::shared_ptr<const model::Scenario> scenario;
    double loadFactor = 1;
    model::UtilisationTable utilisation;  ///< at the scenario's own load
    model::Headroom headroom;             ///< at loadFactor times it
    model::Structure structure;
};

/// Keeps the analysis of the document up to date, off the user's thread; a newer question replaces one under way.
class StaticAnalysis : public QObject {
    Q_OBJECT

public:
    /// The document outlives it.
    explicit StaticAnalysis(const ScenarioDocument& document, QObject* parent = nullptr);

    double loadFactor() const { return m_loadFactor; }
    void setLoadFactor(double factor);
    /// The newest there is; null before the first.
    std::shared_ptr<const AnalysisResult> result() const { return m_result; }
    /// Whether a newer one is being worked on.
    bool isBusy() const { return m_job.isRunning(); }

signals:
    void updated();

private:
    void ask();
    void begin();
    void take(std::shared_ptr<const AnalysisResult> result);

    const ScenarioDocument& m_document;
    double m_loadFactor = 2;
    bool m_isStale = false;
    std::shared_ptr<const AnalysisResult> m_result;
    std::shared_ptr<const AnalysisResult> m_retired;  ///< the one before; a worker takes it apart, which is work for a large one
    BackgroundJob m_job;
};

}  // namespace headroom::views
