#include "app/desktop/views/run/expectations_model.h"

#include <algorithm>

#include "app/presentation/format.h"
#include "app/presentation/kinds.h"
#include "model/trace/expectation_check.h"
#include "model/trace/query.h"

namespace headroom::views {
namespace {

constexpr int lookMilliseconds = 120;

/// Whether nothing that may still come changes the answer.
bool isSettled(const model::MetricQuery& query, const trace::MemoryTrace& trace) {
    if (trace.footer() && trace.footer()->outcome == "completed") return true;
    if (trace.frames().empty() || !query.window || query.window->to.isNever()) return false;
    model::Instant last = query.window->to;
    if (query.relativeTo) last = std::max(last, query.relativeTo->to);
    return trace.frames().back().time >= last;
}

}  // namespace

QString standingText(Standing standing) {
    switch (standing) {
        case Standing::NotYet: return ExpectationsModel::tr("… not yet");
        case Standing::HoldsSoFar: return ExpectationsModel::tr("✓ holds so far");
        case Standing::FailsSoFar: return ExpectationsModel::tr("✗ fails so far");
        case Standing::Holds: return ExpectationsModel::tr("✓ holds");
        case Standing::Fails: return ExpectationsModel::tr("✗ fails");
        case Standing::NotEvaluated: return ExpectationsModel::tr("– not evaluated");
    }
    return {};
}

ExpectationStanding standingOf(const model::Expectation& claim, const trace::MemoryTrace& trace) {
    ExpectationStanding result;
    if (!claim.notEvaluated.empty()) {
        result.standing = Standing::NotEvaluated;
        result.note = QString::fromStdString(claim.notEvaluated);
        return result;
    }
    if (trace.frames().empty()) return result;
    const trace::QueryResult answer = trace::evaluate(claim.query, trace);
    const bool settled = isSettled(claim.query, trace);
    if (!answer.value) {
        result.note = QString::fromStdString(answer.message);
        // What nobody measures neither holds nor fails.
        const bool isMeasured = trace.header().runtime == "live";
        if (isMeasured) result.standing = Standing::NotEvaluated;
        if (settled && !isMeasured) result.standing = Standing::Fails;
        return result;
    }
    result.value = answer.value;
    const bool holds = trace::holds(claim, *answer.value);
    if (settled)
        result.standing = holds ? Standing::Holds : Standing::Fails;
    else
        result.standing = holds ? Standing::HoldsSoFar : Standing::FailsSoFar;
    return result;
}

ExpectationsModel::ExpectationsModel(const TraceSource& source, QObject* parent) : QAbstractTableModel(parent), m_source(source) {
    m_timer.setInterval(lookMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &ExpectationsModel::lookAtNext);
    connect(&source, &TraceSource::replaced, this, &ExpectationsModel::restart);
    connect(&source, &TraceSource::grew, this, &ExpectationsModel::take);
    connect(&source, &TraceSource::ended, this, &ExpectationsModel::finish);
    take();
    finish();
}

void ExpectationsModel::restart() {
    beginResetModel();
    m_rows.clear();
    m_scenario = nullptr;
    m_next = m_framesSeen = 0;
    endResetModel();
    emit changed();
}

void ExpectationsModel::take() {
    if (m_source.scenario() == nullptr) return;
    if (m_source.scenario() != m_scenario) {
        beginResetModel();
        m_scenario = m_source.scenario();
        m_rows.clear();
        for (const model::Expectation& claim : m_scenario->expectations) m_rows.push_back({claim, standingOf(claim, {})});
        endResetModel();
        emit changed();
    }
    if (!m_timer.isActive() && !m_rows.empty()) m_timer.start();
}

/// A row at a time; once round without new frames there is nothing to look at.
void ExpectationsModel::lookAtNext() {
    if (m_next == 0) {
        const std::size_t frames = m_source.trace().frames().size();
        if (m_rows.empty() || frames == m_framesSeen) return m_timer.stop();
        m_framesSeen = frames;
    }
    lookAt(m_next);
    m_next = (m_next + 1) % m_rows.size();
    emit changed();
}

void ExpectationsModel::lookAt(std::size_t row) {
    m_rows[row].standing = standingOf(m_rows[row].claim, m_source.trace());
    emit dataChanged(index(static_cast<int>(row), 0), index(static_cast<int>(row), ColumnCount - 1));
}

void ExpectationsModel::finish() {
    m_timer.stop();
    for (std::size_t row = 0; row < m_rows.size(); ++row) lookAt(row);
    emit changed();
}

int ExpectationsModel::count(Standing standing) const {
    return static_cast<int>(std::ranges::count(m_rows, standing, [](const Row& row) { return row.standing.standing; }));
}

int ExpectationsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExpectationsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExpectationsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == standingRole) return static_cast<int>(row.standing.standing);
    if (role == Qt::ToolTipRole) {
        QStringList lines{QString::fromStdString(row.claim.name), row.standing.note};
        if (!row.claim.source.empty()) lines << tr("Source: %1").arg(QString::fromStdString(row.claim.source));
        lines.removeAll(QString());
        return lines.join(QLatin1Char('\n'));
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case Name: return QString::fromStdString(row.claim.name);
        case Is: return standingText(row.standing.standing);
        case SoFar: return QString::fromStdString(presentation::formatValue(row.standing.value, row.claim.unit));
        case Expected: return QString::fromStdString(presentation::referenceText(row.claim));
        default: return QString::fromStdString(presentation::roleText(row.claim.role));
    }
}

QVariant ExpectationsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Expectation"), tr("Stands"), tr("So far"), tr("Expected"), tr("Role")};
    return titles[section];
}

}  // namespace headroom::views
