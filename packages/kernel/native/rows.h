// Gathers, scatters and optimiser steps over rows of embedding tables: bound by memory, so rows to come are asked for early.
#pragma once
#include <cmath>
#include "kernel.h"
#include "vectors.h"

namespace {

constexpr int64_t AHEAD = 12;

inline void askFor(const float* row, int64_t dim, int forWriting) {
  for (int64_t j = 0; j < dim; j += 16) {
    if (forWriting) __builtin_prefetch(row + j, 1);
    else __builtin_prefetch(row + j, 0);
  }
}

inline void addScaled(float* y, float a, const float* x, int64_t n) {
  int64_t j = 0;
  for (; j + LANES <= n; j += LANES) store(y + j, load(y + j) + a * load(x + j));
  for (; j < n; j++) y[j] += a * x[j];
}

inline float dot(const float* x, const float* y, int64_t n) {
  vec sums{};
  int64_t j = 0;
  for (; j + LANES <= n; j += LANES) sums += load(x + j) * load(y + j);
  float sum = sumOf(sums);
  for (; j < n; j++) sum += x[j] * y[j];
  return sum;
}

int64_t poolRows(const BagInput& bag, const float* values, int64_t table, float* out) {
  const int64_t last = bag.offsets[bag.size];
  for (int64_t r = 0; r < bag.size; r++) {
    float* to = out + r * bag.stride + bag.offset;
    for (int64_t e = bag.offsets[r]; e < bag.offsets[r + 1]; e++) {
      const int64_t row = bag.rows[e];
      if (row < 0 || row >= table) return e;
      if (e + AHEAD < last) {
        const int64_t next = bag.rows[e + AHEAD];
        if (next >= 0 && next < table) askFor(values + next * bag.dim, bag.dim, 0);
      }
      addScaled(to, bag.weights[e], values + row * bag.dim, bag.dim);
    }
  }
  return -1;
}

int64_t scatterRows(const BagInput& bag, const float* gradient, int64_t table, int32_t* slots, int32_t* touchedRows,
                    float* sums, int64_t touched) {
  const int64_t dim = bag.dim, last = bag.offsets[bag.size], before = touched;
  for (int64_t r = 0; r < bag.size; r++) {
    const float* from = gradient + r * bag.stride + bag.offset;
    for (int64_t e = bag.offsets[r]; e < bag.offsets[r + 1]; e++) {
      const int64_t row = bag.rows[e];
      if (row < 0 || row >= table) {
        while (touched > before) slots[touchedRows[--touched]] = -1;
        return -1 - e;
      }
      if (e + AHEAD < last) {
        const int64_t next = bag.rows[e + AHEAD];
        if (next >= 0 && next < table) __builtin_prefetch(slots + next, 1);
      }
      int64_t slot = slots[row];
      if (slot < 0) {
        slot = touched++;
        slots[row] = slot;
        touchedRows[slot] = row;
        memset(sums + slot * dim, 0, dim * 4);
      }
      addScaled(sums + slot * dim, bag.weights[e], from, dim);
    }
  }
  return touched;
}

// The sum of the squares of x + a y.
inline float squaresOf(const float* x, const float* y, float a, int64_t n) {
  vec lanes{};
  int64_t j = 0;
  for (; j + LANES <= n; j += LANES) {
    const vec sum = load(x + j) + a * load(y + j);
    lanes += sum * sum;
  }
  float squares = sumOf(lanes);
  for (; j < n; j++) squares += (x[j] + a * y[j]) * (x[j] + a * y[j]);
  return squares;
}

void applyRowSums(const RowStep& in) {
  const int64_t dim = in.dim;
  for (int64_t slot = 0; slot < in.touched; slot++) {
    if (slot + AHEAD < in.touched) {
      const int64_t next = in.touchedRows[slot + AHEAD];
      askFor(in.values + next * dim, dim, 1);
      __builtin_prefetch(in.accumulator + next, 1);
      if (in.stamp != 0) __builtin_prefetch(in.changedAt + next, 1);
    }
    const int64_t row = in.touchedRows[slot];
    const float* sum = in.sums + slot * dim;
    float* value = in.values + row * dim;
    in.slots[row] = -1;
    if (squaresOf(sum, value, 0, dim) == 0) continue;
    in.accumulator[row] += squaresOf(sum, value, in.l2, dim) / dim;
    const float scale = in.rate / std::sqrt(in.accumulator[row] + in.epsilon);
    if (in.l2 != 0)
      for (int64_t j = 0; j < dim; j++) value[j] -= scale * in.l2 * value[j];
    addScaled(value, -scale, sum, dim);
    if (in.stamp != 0) in.changedAt[row] = in.stamp;
  }
}

void adagradStep(float* values, float* accumulator, const float* gradient, int64_t n, float rate, float epsilon) {
  for (int64_t i = 0; i < n; i++) {
    accumulator[i] += gradient[i] * gradient[i];
    values[i] -= rate * gradient[i] / std::sqrt(accumulator[i] + epsilon);
  }
}

void normaliseRows(float* x, int64_t size, int64_t dim, float epsilon, float* inverse) {
  for (int64_t r = 0; r < size; r++) {
    float* y = x + r * dim;
    const float times = 1 / std::sqrt(epsilon + dot(y, y, dim));
    inverse[r] = times;
    int64_t j = 0;
    for (; j + LANES <= dim; j += LANES) store(y + j, load(y + j) * times);
    for (; j < dim; j++) y[j] *= times;
  }
}

void normaliseRowsBackward(float* gradient, const float* y, const float* inverse, int64_t size, int64_t dim) {
  for (int64_t r = 0; r < size; r++) {
    float* g = gradient + r * dim;
    const float* v = y + r * dim;
    const float along = dot(g, v, dim);
    const float times = inverse[r];
    int64_t j = 0;
    for (; j + LANES <= dim; j += LANES) store(g + j, (load(g + j) - load(v + j) * along) * times);
    for (; j < dim; j++) g[j] = (g[j] - v[j] * along) * times;
  }
}

}  // namespace
