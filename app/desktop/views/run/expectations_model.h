#pragma once

#include <QAbstractTableModel>
#include <QTimer>
#include <optional>
#include <vector>

#include "app/desktop/views/trace_source.h"
#include "model/scenario/expectation.h"

namespace headroom::views {

/// How a claim stands while its run goes on.
enum class Standing { NotYet, HoldsSoFar, FailsSoFar, Holds, Fails, NotEvaluated };
/// "✓ holds", "✗ fails so far": by shape and word.
QString standingText(Standing standing);

/// One claim against what a trace says so far.
struct ExpectationStanding {
    Standing standing = Standing::NotYet;
    std::optional<double> value;  ///< base units
    QString note;                 ///< why there is no value
};
ExpectationStanding standingOf(const model::Expectation& claim, const trace::MemoryTrace& trace);

/// The claims of a trace's scenario, one a row; looked at one after the other, so that no look takes long.
class ExpectationsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Is, SoFar, Expected, Role, ColumnCount };
    static constexpr int standingRole = Qt::UserRole;

    /// The source outlives it.
    explicit ExpectationsModel(const TraceSource& source, QObject* parent = nullptr);

    const model::Expectation& claim(int row) const { return m_rows.at(static_cast<std::size_t>(row)).claim; }
    const ExpectationStanding& standing(int row) const { return m_rows.at(static_cast<std::size_t>(row)).standing; }
    int count(Standing standing) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// Rows or standings are others.
    void changed();

private:
    struct Row {
        model::Expectation claim;
        ExpectationStanding standing;
    };
    void restart();
    void take();
    void lookAtNext();
    void lookAt(std::size_t row);
    void finish();

    const TraceSource& m_source;
    std::vector<Row> m_rows;
    const model::Scenario* m_scenario = nullptr;
    std::size_t m_next = 0;
    std::size_t m_framesSeen = 0;
    QTimer m_timer;
};

}  // namespace headroom::views
