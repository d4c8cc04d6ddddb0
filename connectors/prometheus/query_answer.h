#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/error.h"
#include "connectors/prometheus/labels.h"

namespace headroom::connectors::prometheus {

/// A value at an instant.
struct Point {
    double time = 0;  ///< s since 1970
    double value = 0;
    bool operator==(const Point&) const = default;
};

/// A series of an answer; the label __name__ is its metric, where it has one.
struct QuerySeries {
    Labels labels;
    std::vector<Point> points;  ///< one in a vector, ascending in a matrix
};

/// What a server answers to a query.
struct QueryAnswer {
    enum class Kind { Vector, Matrix, Scalar, Text };
    Kind kind = Kind::Vector;
    std::vector<QuerySeries> series;  ///< a scalar is one without labels
    std::string text;                 ///< of kind Text
    std::vector<std::string>
        warnings;  ///< the server's, and what of its answer makes no sense, which is left out: it stays unknown
};

/// Reads an answer of Prometheus' HTTP API. What the server says went wrong is an error of the fitting kind; `place` names it.
Result<QueryAnswer> readQueryAnswer(std::string_view json, const std::string& place);

}  // namespace headroom::connectors::prometheus
