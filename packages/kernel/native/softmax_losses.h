// The softmax family over shared candidates, score block by score block: scores, exponentials and both gradients while
// the block is in cache. Formulas: the losses of @twotower/core, {softmax,bsl,refined-softmax}-loss.ts.
#pragma once
#include <cmath>
#include <limits>
#include "kernel.h"
#include "matrix_product.h"
#include "rows.h"

namespace {

// Exponentials of one row, `scores[n]` becoming `e^(score - top)`; sum and top.
struct RowSum {
  float top;
  double sum;
};

RowSum exponentials(float* scores, int64_t n) {
  const float none = -std::numeric_limits<float>::infinity();
  vec tops = splat(none);
  int64_t j = 0;
  for (; j + LANES <= n; j += LANES) tops = most(tops, load(scores + j));
  float top = mostOf(tops);
  for (int64_t i = j; i < n; i++) top = scores[i] > top ? scores[i] : top;
  if (top == none) {
    memset(scores, 0, n * 4);
    return {top, 0};
  }
  vec sums{};
  const vec shift = splat(top);
  for (j = 0; j + LANES <= n; j += LANES) {
    const vec e = expOf(load(scores + j) - shift);
    store(scores + j, e);
    sums += e;
  }
  double sum = sumOf(sums);
  if (j < n) {
    alignas(64) float rest[LANES];
    for (int64_t i = 0; i < LANES; i++) rest[i] = j + i < n ? scores[j + i] : none;
    const vec e = expOf(load(rest) - shift);
    store(rest, e);
    sum += sumOf(e);
    memcpy(scores + j, rest, (n - j) * 4);
  }
  return {top, sum};
}

double logOfRest(double logQ) { return logQ < 0 ? std::log1p(-std::exp(logQ)) : 0; }

double softmaxLosses(const SoftmaxInput& in) {
  const int64_t size = in.size, dim = in.dim, candidates = in.candidates, own = in.ownPerRow;
  const int64_t strips = stripsOf(candidates), shared = strips * TILE_COLUMNS, width = shared + own;
  memset(in.ofItems, 0, (candidates + size * own) * dim * 4);
  if (size == 0) return 0;
  const float none = -std::numeric_limits<float>::infinity();
  const float scale = 1 / in.temperature;
  // Some rows at once: half a megabyte of scores, a whole number of tiles.
  int64_t atOnce = (1 << 17) / width / TILE_ROWS * TILE_ROWS;
  if (atOnce > 96) atOnce = 96;
  if (atOnce < 2 * TILE_ROWS) atOnce = 2 * TILE_ROWS;

  static thread_local std::vector<float> packed, scores, users;
  packed.resize(strips * dim * TILE_COLUMNS);
  scores.resize(atOnce * width);
  users.resize(atOnce * dim);
  packTransposed(in.items, candidates, dim, packed.data());

  double loss = 0;
  const int32_t* hit = in.hits;
  const int32_t* lastHit = in.hits + in.hitNumbers;
  for (int64_t start = 0; start < size; start += atOnce) {
    const int64_t rows = size - start < atOnce ? size - start : atOnce;
    const float* u = in.users + start * dim;
    for (int64_t i = 0; i < rows * dim; i++) users[i] = u[i] * scale;
    for (int64_t s = 0; s < strips; s++)
      strip(TILE_VECTORS, rows, dim, users.data(), dim, 1, &packed[s * dim * TILE_COLUMNS], TILE_COLUMNS,
            &scores[s * TILE_COLUMNS], width, false);

    for (int64_t r = 0; r < rows; r++) {
      const int64_t row = start + r;
      float* s = &scores[r * width];
      for (int64_t j = 0; j < candidates; j++) s[j] -= in.logQ[j];
      for (int64_t j = candidates; j < shared; j++) s[j] = none;
      for (int64_t h = 0; h < own; h++) {
        const int64_t place = row * own + h;
        s[shared + h] = in.present != nullptr && in.present[place] == 0
                            ? none
                            : dot(&users[r * dim], in.items + (candidates + place) * dim, dim) -
                                  in.logQ[candidates + place];
      }
      for (; hit < lastHit && hit[0] == row; hit += 2) s[hit[1]] = none;
      float positive = s[row];
      if (in.kind == SOFTMAX) {
        if (in.positiveLogQ != nullptr) positive = s[row] += in.logQ[row] - in.positiveLogQ[row];
      } else {
        s[row] = none;
      }
      if (positive != positive) loss = positive;
      int64_t negatives = 0;
      if (in.kind != SOFTMAX)
        for (int64_t j = 0; j < width; j++) negatives += s[j] > none;
      const RowSum of = exponentials(s, width);
      const double logSum = of.top + std::log(of.sum), share = in.shares[row];
      double factor = share, pull = share;
      if (in.kind == SOFTMAX) {
        const double least = 87.0;
        const double lost = logSum - positive;
        loss += share * (lost > least ? least : lost);
      } else if (in.kind == BSL) {
        loss -= share * (positive + (double)in.logQ[row]);
        factor = negatives == 0 ? 0 : share * in.c;
        if (negatives > 0) loss += factor * (logSum - std::log((double)negatives));
      } else {
        factor = pull = 0;
        if (negatives > 0) {
          const double logMean = logSum - std::log((double)negatives), q = in.logQ[row];
          const double ahead = positive + q - (logMean + logOfRest(q));
          factor = pull = share / (1 + std::exp(ahead));
          loss -= factor * ahead;
        }
      }
      // From here on a row's users are U f / (Z tau): what each exponential is multiplied by on its way to an item.
      const float times = of.sum > 0 ? factor / of.sum : 0;
      for (int64_t j = 0; j < dim; j++) users[r * dim + j] *= times;
      float* du = in.ofUsers + row * dim;
      memset(du, 0, dim * 4);
      for (int64_t h = 0; h < own; h++) {
        const float e = s[shared + h];
        const int64_t place = candidates + row * own + h;
        addScaled(du, e, in.items + place * dim, dim);
        addScaled(in.ofItems + place * dim, e, &users[r * dim], dim);
      }
      in.factors[r] = times * scale;
      in.pulls[row] = pull * scale;
    }

    float* du = in.ofUsers + start * dim;
    matrixProduct(rows, dim, candidates, scores.data(), width, 1, in.items, dim, du, dim, own > 0);
    for (int64_t r = 0; r < rows; r++) {
      for (int64_t j = 0; j < dim; j++) du[r * dim + j] *= in.factors[r];
      addScaled(du + r * dim, -in.pulls[start + r], in.items + (start + r) * dim, dim);
    }
    matrixProduct(candidates, dim, rows, scores.data(), 1, width, users.data(), dim, in.ofItems, dim, true);
  }
  for (int64_t row = 0; row < size; row++)
    addScaled(in.ofItems + row * dim, -in.pulls[row], in.users + row * dim, dim);
  return loss;
}

}  // namespace
