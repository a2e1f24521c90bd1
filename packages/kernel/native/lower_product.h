// Adds a product to the lower triangle of a square matrix, tiles of it dealt out to threads.
#pragma once
#include <atomic>
#include <vector>
#include "in_threads.h"
#include "kernel.h"
#include "matrix_product.h"

namespace {

// Of a tile, its rows of a and b stay in the second cache; 6 and 64 divide it.
constexpr int64_t LOWER_TILE = 384;

void addLowerTile(const LowerProduct& in, int64_t row, int64_t column, std::vector<float>& right) {
  const auto left = [&](int64_t from) { return in.order - from < LOWER_TILE ? in.order - from : LOWER_TILE; };
  const int64_t rows = left(row), columns = left(column);
  right.resize(in.depth * columns);
  for (int64_t j = 0; j < columns; j++)
    for (int64_t k = 0; k < in.depth; k++) right[k * columns + j] = in.b[(column + j) * in.depth + k];
  matrixProduct(rows, columns, in.depth, in.a + row * in.depth, in.depth, 1, right.data(), columns,
                in.out + row * in.order + column, in.order, true);
}

void addLowerProduct(const LowerProduct& in) {
  const int64_t side = (in.order + LOWER_TILE - 1) / LOWER_TILE, tiles = side * (side + 1) / 2;
  std::atomic<int64_t> next{0};
  inThreads(in.threads < tiles ? in.threads : tiles, [&](const std::atomic<bool>& stopped) {
    std::vector<float> right;
    int64_t row = 0, before = 0;
    for (int64_t t = next.fetch_add(1); t < tiles && !stopped; t = next.fetch_add(1)) {
      // Tile row r has r + 1 tiles, and `before` stand in the rows above.
      while (t > before + row) before += ++row;
      addLowerTile(in, row * LOWER_TILE, (t - before) * LOWER_TILE, right);
    }
  });
}

}  // namespace
