#pragma once

#include <QLineEdit>

#include "app/desktop/canvas/canvas_view.h"

class QLabel;

namespace headroom::desktop {

/// Finds elements on the canvas by name while one types; Enter goes to the next, Escape ends it.
class SearchBar : public QWidget {
    Q_OBJECT

public:
    /// Stands in the canvas' corner, hidden until begin().
    explicit SearchBar(CanvasView& canvas);

    void begin();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void search(const QString& text);
    void end();

    CanvasView& m_canvas;
    QLineEdit* m_field = nullptr;
    QLabel* m_count = nullptr;
};

}  // namespace headroom::desktop
