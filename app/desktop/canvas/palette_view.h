#pragma once

#include <QListWidget>

#include "app/desktop/canvas/icon_store.h"
#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/graph/graph_edits.h"

namespace headroom::desktop {

/// What can be put on the canvas: dragged there, or with Enter or a double click into the middle of what is seen.
class PaletteView : public QListWidget {
    Q_OBJECT

public:
    /// The themes outlive it.
    explicit PaletteView(ThemeStore& themes, QWidget* parent = nullptr);

signals:
    void chosen(views::PaletteItem item);

protected:
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QList<QListWidgetItem*>& items) const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void redraw();
    QIcon iconOf(views::PaletteItem item);

    ThemeStore& m_themes;
    IconStore m_icons;
};

}  // namespace headroom::desktop
