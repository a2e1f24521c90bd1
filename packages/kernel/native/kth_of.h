// The k-th largest of many numbers, nearly, by counting: a few passes over a vector at a time, where a selection would move them.
#pragma once
#include <cstring>
#include "vectors.h"

namespace {

// Whole numbers in the order of floats.
inline int32_t orderOf(float x) {
  int32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits ^ ((bits >> 31) & INT32_MAX);
}

inline float floatOf(int32_t order) {
  const int32_t bits = order ^ ((order >> 31) & INT32_MAX);
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

inline int64_t countAbove(const float* x, int64_t n, float than) {
  ivec counts = {};
  int64_t i = 0, count = 0;
  for (; i + LANES <= n; i += LANES) counts -= load(x + i) > splat(than);
  for (; i < n; i++) count += x[i] > than;
  for (int lane = 0; lane < LANES; lane++) count += counts[lane];
  return count;
}

// A number below at least k of n, and of such numbers nearly the largest; `least` where that is below fewer than k. Numbers that
// are none count nowhere.
inline float belowKth(const float* x, int64_t n, int64_t k, float least) {
  vec tops = splat(least);
  int64_t i = 0;
  for (; i + LANES <= n; i += LANES) tops = most(tops, load(x + i));
  float top = mostOf(tops);
  for (; i < n; i++) top = x[i] > top ? x[i] : top;
  int64_t low = orderOf(least), high = orderOf(top);
  while (high - low > 1) {
    const int64_t middle = (low + high) / 2;
    const int64_t count = countAbove(x, n, floatOf(static_cast<int32_t>(middle)));
    if (count < k) {
      high = middle;
      continue;
    }
    low = middle;
    if (count <= k + k / 32) break;
  }
  return floatOf(static_cast<int32_t>(low));
}

}  // namespace
