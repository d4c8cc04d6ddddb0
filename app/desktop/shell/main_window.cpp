#include "app/desktop/shell/main_window.h"

namespace headroom::desktop {

MainWindow::MainWindow(Lab& lab, QWidget* parent) : QMainWindow(parent), m_lab(lab) {
    setWindowTitle(tr("%1[*] – Headroom").arg(m_lab.document.title()));
    resize(1440, 900);
}

}  // namespace headroom::desktop
