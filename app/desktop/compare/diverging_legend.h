#pragma once

#include <QWidget>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// The diverging scale with its words: much less, the same, much more.
class DivergingLegend : public QWidget {
    Q_OBJECT

public:
    /// The store outlives it.
    explicit DivergingLegend(ThemeStore& themes, QWidget* parent = nullptr);
    QSize sizeHint() const override { return {360, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ThemeStore& m_themes;
};

}  // namespace headroom::desktop
