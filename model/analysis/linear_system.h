#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace headroom::model {

/// A dense system of linear equations A x = b, solved by Gaussian elimination with partial pivoting.
class LinearSystem {
public:
    /// All coefficients zero.
    explicit LinearSystem(std::size_t size) : m_size(size), m_matrix(size * size), m_right(size) {}

    std::size_t size() const { return m_size; }
    double& at(std::size_t row, std::size_t column) { return m_matrix[row * m_size + column]; }
    double& right(std::size_t row) { return m_right[row]; }

    /// The solution; absent when the matrix is singular to working precision.
    std::optional<std::vector<double>> solve() const;

private:
    std::size_t m_size;
    std::vector<double> m_matrix;  ///< by rows
    std::vector<double> m_right;
};

}  // namespace headroom::model
