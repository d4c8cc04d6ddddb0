#pragma once
// Logarithm and exponential by basic arithmetic only: what they give reaches drawn times, which are the same on every platform.

namespace headroom::model {

/// Natural logarithm of a finite x > 0; relative error below 1e-15.
double portableLog(double x);
/// e to the power of x, |x| <= 700; relative error below 1e-14.
double portableExp(double x);

}  // namespace headroom::model
