#pragma once

#include <QMainWindow>

#include "app/desktop/shell/lab.h"

class QStackedWidget;

namespace headroom::desktop {

/// The window: palette and inspector at the sides, the canvas in the middle, the run below. Wires the parts; does nothing itself.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// The lab outlives the window.
    explicit MainWindow(Lab& lab, QWidget* parent = nullptr);

private:
    Lab& m_lab;
};

}  // namespace headroom::desktop
