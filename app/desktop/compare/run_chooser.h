#pragma once

#include <QComboBox>
#include <QLabel>
#include <QWidget>

#include "app/desktop/views/compare/run_library.h"

namespace headroom::desktop {

/// One side's letter, the run it shows, chosen from the library, and what that run is.
class RunChooser : public QWidget {
    Q_OBJECT

public:
    /// The library outlives it.
    RunChooser(const views::RunLibrary& library, const QString& side, QWidget* parent = nullptr);
    /// 0 when none is chosen.
    int run() const;
    void setRun(int id);

signals:
    void chosen(int id);

private:
    void fill();
    void describe();

    const views::RunLibrary& m_library;
    QComboBox* m_box = nullptr;
    QLabel* m_description = nullptr;
};

}  // namespace headroom::desktop
