#include "app/desktop/views/static_analysis.h"

#include <QMetaObject>
#include <QMutex>
#include <QMutexLocker>
#include <QThreadPool>
#include <utility>

namespace headroom::views {

struct StaticAnalysis::Mailbox {
    QMutex mutex;
    StaticAnalysis* owner = nullptr;
};

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

StaticAnalysis::StaticAnalysis(const ScenarioDocument& document, QObject* parent)
    : QObject(parent), m_document(document), m_mailbox(std::make_shared<Mailbox>()) {
    m_mailbox->owner = this;
    connect(&document, &ScenarioDocument::changed, this, &StaticAnalysis::ask);
    ask();
}

StaticAnalysis::~StaticAnalysis() {
    const QMutexLocker lock(&m_mailbox->mutex);
    m_mailbox->owner = nullptr;
}

void StaticAnalysis::setLoadFactor(double factor) {
    if (factor == m_loadFactor) return;
    m_loadFactor = factor;
    ask();
}

void StaticAnalysis::ask() {
    m_isStale = m_isRunning;
    if (!m_isRunning) begin();
}

void StaticAnalysis::begin() {
    const auto scenario = m_document.scenario();
    if (scenario == nullptr || (m_result != nullptr && m_result->scenario == scenario && m_result->loadFactor == m_loadFactor))
        return;
    m_isRunning = true;
    QThreadPool::globalInstance()->start(
        [scenario, factor = m_loadFactor, mailbox = m_mailbox, retired = std::move(m_retired)]() mutable {
            retired.reset();
            auto result = analysed(scenario, factor);
            const QMutexLocker lock(&mailbox->mutex);
            if (mailbox->owner == nullptr) return;
            QMetaObject::invokeMethod(
                mailbox->owner,
                [owner = mailbox->owner, result = std::move(result)] {
                    owner->m_retired = std::exchange(owner->m_result, result);
                    owner->m_isRunning = false;
                    emit owner->updated();
                    if (owner->m_isStale) owner->ask();
                },
                Qt::QueuedConnection);
        });
}

}  // namespace headroom::views
