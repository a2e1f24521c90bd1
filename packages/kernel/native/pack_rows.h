// Rows of floats into rows of bytes with a scale each, and how far the bytes may be from the floats.
#pragma once
#include <cfloat>
#include <cmath>
#include <limits>
#include "kernel.h"
#include "vectors.h"

namespace {

constexpr int64_t BLOCK = 16;

// The row at a place, or -1; an order comes from outside, and what it names may be no row.
inline int64_t rowAt(const PackInput& in, int64_t place) {
  const int64_t row = in.order == nullptr ? place : in.order[place];
  return row >= 0 && row < in.rows ? row : -1;
}

// So that largest / scale is `levels`, and never so small that dividing by it overflows.
inline double scaleFor(double largest, int levels) {
  const float scale = static_cast<float>(largest / levels);
  return scale > FLT_MIN ? scale : FLT_MIN;
}

// x in whole multiples of the scale, with the squared lengths of what is left over and of the codes, in the scale.
struct Coded {
  double error = 0, length = 0;
  int8_t code(double x, double scale, int levels) {
    const double exact = x / scale;
    double whole = std::nearbyint(exact);
    whole = whole > levels ? levels : whole < -levels ? -levels : whole;
    error += (exact - whole) * (exact - whole);
    length += whole * whole;
    return static_cast<int8_t>(whole);
  }
};

double largestOf(const float* x, int64_t n) {
  double largest = 0;
  for (int64_t i = 0; i < n; i++) largest = std::fabs(x[i]) > largest ? std::fabs(x[i]) : largest;
  return largest;
}

// A little more than x, as a float.
inline float above(double x) { return static_cast<float>(x * (1 + 1e-6)); }

double packRows(const PackInput& in) {
  const int64_t groups = (in.dim + 3) / 4;
  double largestNorm = 0;
  for (int64_t block = 0; block < in.places / BLOCK; block++) {
    uint8_t* codes = in.codes + block * groups * 4 * BLOCK;
    memset(codes, 128, groups * 4 * BLOCK);
    double error = 0, length = 0;
    for (int64_t j = 0; j < BLOCK; j++) {
      const int64_t place = block * BLOCK + j, row = rowAt(in, place);
      // No score of a place without a row is above anything.
      in.scales[place] = std::numeric_limits<float>::quiet_NaN();
      if (row < 0) continue;
      const float* x = in.vectors + row * in.dim;
      const double scale = scaleFor(largestOf(x, in.dim), 127);
      Coded coded;
      for (int64_t i = 0; i < in.dim; i++)
        codes[(i / 4 * BLOCK + j) * 4 + i % 4] = static_cast<uint8_t>(128 + coded.code(x[i], scale, 127));
      in.scales[place] = static_cast<float>(scale);
      error = coded.error > error ? coded.error : error;
      length = coded.length > length ? coded.length : length;
      const double norm = scale * (std::sqrt(coded.error) + std::sqrt(coded.length));
      largestNorm = norm > largestNorm ? norm : largestNorm;
    }
    in.bounds[2 * block] = above(std::sqrt(error));
    in.bounds[2 * block + 1] = above(std::sqrt(length));
  }
  return largestNorm;
}

}  // namespace
