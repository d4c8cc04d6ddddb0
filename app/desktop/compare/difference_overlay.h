#pragma once

#include <QHash>
#include <vector>

#include "app/desktop/canvas/card_overlay.h"
#include "app/desktop/views/compare/comparison.h"

namespace headroom::desktop {

/// What a comparison found, for the cards of a drawing.
class DifferenceOverlay : public CardOverlay {
public:
    void show(const views::Comparison& comparison);
    std::optional<Difference> differenceOf(const QString& element) const override;

private:
    QHash<QString, Difference> m_differences;
};

}  // namespace headroom::desktop
