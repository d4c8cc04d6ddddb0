#pragma once

namespace headroom::trace {

/// P(T <= t) of Student's t with `degrees` > 0 degrees of freedom, to about 1e-12.
/// Source: regularised incomplete beta function by its continued fraction, evaluated as Lentz does.
double studentTCdf(double t, double degrees);

/// The t with P(T <= t) = p, 0 < p < 1, by bisection of the CDF, to about 1e-10 relative.
double studentTQuantile(double p, double degrees);

}  // namespace headroom::trace
