// Matrix products of small depth, all in registers: tiles of 6 rows by TILE_VECTORS vectors.
#pragma once
#include <vector>
#include "vectors.h"

constexpr int64_t TILE_ROWS = 6;
constexpr int64_t TILE_COLUMNS = TILE_VECTORS * LANES;
constexpr int64_t DEPTH_AT_ONCE = 256;

// C[ROWS, VECTORS * LANES] = or += A B; A by any two strides, B and C row by row.
template <int ROWS, int VECTORS>
static inline void tile(int64_t depth, const float* a, int64_t aRow, int64_t aColumn, const float* b, int64_t bRow,
                        float* c, int64_t cRow, bool add) {
  vec sums[ROWS][VECTORS];
#pragma GCC unroll 8
  for (int i = 0; i < ROWS; i++)
#pragma GCC unroll 4
    for (int j = 0; j < VECTORS; j++) sums[i][j] = add ? load(c + i * cRow + j * LANES) : vec{};
  for (int64_t k = 0; k < depth; k++) {
    vec of[VECTORS];
#pragma GCC unroll 4
    for (int j = 0; j < VECTORS; j++) of[j] = load(b + k * bRow + j * LANES);
#pragma GCC unroll 8
    for (int i = 0; i < ROWS; i++) {
      const vec by = splat(a[i * aRow + k * aColumn]);
#pragma GCC unroll 4
      for (int j = 0; j < VECTORS; j++) sums[i][j] += by * of[j];
    }
  }
#pragma GCC unroll 8
  for (int i = 0; i < ROWS; i++)
#pragma GCC unroll 4
    for (int j = 0; j < VECTORS; j++) store(c + i * cRow + j * LANES, sums[i][j]);
}

template <int VECTORS>
static void tilesDown(int64_t rows, int64_t depth, const float* a, int64_t aRow, int64_t aColumn, const float* b,
                      int64_t bRow, float* c, int64_t cRow, bool add) {
  int64_t m = 0;
  for (; m + TILE_ROWS <= rows; m += TILE_ROWS)
    tile<TILE_ROWS, VECTORS>(depth, a + m * aRow, aRow, aColumn, b, bRow, c + m * cRow, cRow, add);
  for (; m + 2 <= rows; m += 2) tile<2, VECTORS>(depth, a + m * aRow, aRow, aColumn, b, bRow, c + m * cRow, cRow, add);
  if (m < rows) tile<1, VECTORS>(depth, a + m * aRow, aRow, aColumn, b, bRow, c + m * cRow, cRow, add);
}

// A strip of `vectors` vectors wide, at most TILE_VECTORS.
static inline void strip(int64_t vectors, int64_t rows, int64_t depth, const float* a, int64_t aRow, int64_t aColumn,
                         const float* b, int64_t bRow, float* c, int64_t cRow, bool add) {
  switch (vectors) {
    case 1: return tilesDown<1>(rows, depth, a, aRow, aColumn, b, bRow, c, cRow, add);
    case 2: return tilesDown<2>(rows, depth, a, aRow, aColumn, b, bRow, c, cRow, add);
#if TILE_VECTORS == 4
    case 3: return tilesDown<3>(rows, depth, a, aRow, aColumn, b, bRow, c, cRow, add);
    case 4: return tilesDown<4>(rows, depth, a, aRow, aColumn, b, bRow, c, cRow, add);
#endif
  }
}

// C[rows, columns] = or += A[rows, depth] B[depth, columns].
static void matrixProduct(int64_t rows, int64_t columns, int64_t depth, const float* a, int64_t aRow, int64_t aColumn,
                          const float* b, int64_t bRow, float* c, int64_t cRow, bool add) {
  static thread_local std::vector<float> padded, narrow;
  if (depth == 0 && !add)
    for (int64_t i = 0; i < rows; i++) memset(c + i * cRow, 0, columns * 4);
  for (int64_t k0 = 0; k0 < depth; k0 += DEPTH_AT_ONCE) {
    const int64_t k = depth - k0 < DEPTH_AT_ONCE ? depth - k0 : DEPTH_AT_ONCE;
    const bool adds = add || k0 > 0;
    const float* left = a + k0 * aColumn;
    const float* right = b + k0 * bRow;
    int64_t n = 0;
    for (; n < columns;) {
      const int64_t vectors = (columns - n) / LANES < TILE_VECTORS ? (columns - n) / LANES : TILE_VECTORS;
      if (vectors == 0) break;
      strip(vectors, rows, k, left, aRow, aColumn, right + n, bRow, c + n, cRow, adds);
      n += vectors * LANES;
    }
    if (n == columns) continue;
    // The last columns, less than a vector, by way of copies as wide as one.
    const int64_t rest = columns - n;
    padded.assign(k * LANES, 0);
    narrow.resize(rows * LANES);
    for (int64_t i = 0; i < k; i++) memcpy(&padded[i * LANES], right + i * bRow + n, rest * 4);
    if (adds)
      for (int64_t i = 0; i < rows; i++) memcpy(&narrow[i * LANES], c + i * cRow + n, rest * 4);
    strip(1, rows, k, left, aRow, aColumn, padded.data(), LANES, narrow.data(), LANES, adds);
    for (int64_t i = 0; i < rows; i++) memcpy(c + i * cRow + n, &narrow[i * LANES], rest * 4);
  }
}

// [rows, columns] into strips of its transpose: strip s holds columns s * TILE_COLUMNS and on, `depth`-major, the last
// one filled up with zeros; `out` holds `stripsOf(rows) * columns * TILE_COLUMNS` numbers.
static inline int64_t stripsOf(int64_t rows) { return (rows + TILE_COLUMNS - 1) / TILE_COLUMNS; }

static void packTransposed(const float* x, int64_t rows, int64_t columns, float* out) {
  for (int64_t s = 0; s < stripsOf(rows); s++) {
    float* to = out + s * columns * TILE_COLUMNS;
    for (int64_t j = 0; j < TILE_COLUMNS; j++) {
      const int64_t row = s * TILE_COLUMNS + j;
      for (int64_t k = 0; k < columns; k++) to[k * TILE_COLUMNS + j] = row < rows ? x[row * columns + k] : 0;
    }
  }
}
