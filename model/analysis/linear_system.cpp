#include "model/analysis/linear_system.h"

#include <cmath>
#include <utility>

namespace headroom::model {

std::optional<std::vector<double>> LinearSystem::solve() const {
    std::vector<double> a = m_matrix;
    std::vector<double> b = m_right;
    const std::size_t n = m_size;
    for (std::size_t k = 0; k < n; ++k) {
        std::size_t pivot = k;
        for (std::size_t i = k + 1; i < n; ++i)
            if (std::abs(a[i * n + k]) > std::abs(a[pivot * n + k])) pivot = i;
        if (std::abs(a[pivot * n + k]) < 1e-12) return std::nullopt;
        if (pivot != k) {
            for (std::size_t j = k; j < n; ++j) std::swap(a[k * n + j], a[pivot * n + j]);
            std::swap(b[k], b[pivot]);
        }
        for (std::size_t i = k + 1; i < n; ++i) {
            const double factor = a[i * n + k] / a[k * n + k];
            if (factor == 0) continue;
            for (std::size_t j = k; j < n; ++j) a[i * n + j] -= factor * a[k * n + j];
            b[i] -= factor * b[k];
        }
    }
    for (std::size_t k = n; k-- > 0;) {
        for (std::size_t j = k + 1; j < n; ++j) b[k] -= a[k * n + j] * b[j];
        b[k] /= a[k * n + k];
    }
    return b;
}

}  // namespace headroom::model
