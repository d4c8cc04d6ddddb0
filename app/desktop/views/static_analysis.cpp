#include "app/desktop/views/static_analysis.h"

#include <utility>

namespace headroom::views {

namespace {

std::shared_ptr<const AnalysisResult> analysed(std::shared_ptr<const model::Scenario> scenario, double loadFactor) {
    auto result = std::make_shared<AnalysisResult>();
    result->loadFactor = loadFactor;
    result->utilisation = model::analyseUtilisation(*scenario);
    result->headroom = model::analyse(*scenario, loadFactor);
    result->structure = model::analyseStructure(*scenario);
    result->scenario = std::move(scenario);
    return result;
}

}  // namespace

StaticAnalysis::StaticAnalysis(const ScenarioDocument& document, QObject* parent) : QObject(parent), m_document(document) {
    connect(&document, &ScenarioDocument::changed, this, &StaticAnalysis::ask);
    ask();
}

void StaticAnalysis::setLoadFactor(double factor) {
    if (factor == m_loadFactor) return;
    m_loadFactor = factor;
    ask();
}

void StaticAnalysis::ask() {
    m_isStale = m_job.isRunning();
    if (!m_isStale) begin();
}

void StaticAnalysis::begin() {
    auto scenario = m_document.scenario();
    if (scenario == nullptr || (m_result != nullptr && m_result->scenario == scenario && m_result->loadFactor == m_loadFactor))
        return;
    m_job.start(
        [this, scenario = std::move(scenario), factor = m_loadFactor, retired = std::exchange(m_retired, nullptr)]() mutable {
            retired.reset();
            return [this, result = analysed(std::move(scenario), factor)] { take(result); };
        });
}

void StaticAnalysis::take(std::shared_ptr<const AnalysisResult> result) {
    m_retired = std::exchange(m_result, std::move(result));
    emit updated();
    if (m_isStale) ask();
}

}  // namespace headroom::views
