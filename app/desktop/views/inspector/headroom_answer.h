#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "app/desktop/views/static_analysis.h"

namespace headroom::views {

/// How well the present load fits.
enum class Fit { Unknown, Plenty, Some, Tight, Overloaded };

/// What the headroom panel says, in the order a reader wants it.
struct HeadroomAnswer {
    struct Line {
        QString element;  ///< that it leads to; empty if none
        QString figure;   ///< "2.61 ×"; empty if none
        QString text;
        std::optional<double> utilisation;  ///< drawn as a bar
        bool isBad = false;
    };
    struct Section {
        QString title;
        std::vector<Line> lines;
    };
    Fit fit = Fit::Unknown;
    QString verdict;   ///< "Room for 1.7 × the present load"
    QString detail;    ///< "First to be full: CPU of service/transaction"
    QString sentence;  ///< at the factor that was asked for
    std::vector<Section> sections;

    /// Everything as plain text, to be copied.
    QString toText() const;
};

HeadroomAnswer answerOf(const AnalysisResult& result);
/// "1.70 ×".
QString factorText(double factor);

}  // namespace headroom::views
