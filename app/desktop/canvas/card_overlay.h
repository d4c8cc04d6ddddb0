#pragma once

#include <QString>
#include <optional>

namespace headroom::desktop {

/// What a comparison puts on cards in place of ring and sparkline.
class CardOverlay {
public:
    virtual ~CardOverlay() = default;

    struct Difference {
        QString firstName;    ///< "measured", or "throughput, A"
        QString first;        ///< "48.2 k/s"
        QString secondName;   ///< "predicted"
        QString second;       ///< "50.1 k/s"
        QString difference;   ///< "−3.8 %"
        double position = 0;  ///< in the theme's diverging scale: -1 much less, 0 the same, 1 much more
    };
    /// Nothing where the element isn't compared.
    virtual std::optional<Difference> differenceOf(const QString& element) const = 0;
};

}  // namespace headroom::desktop
