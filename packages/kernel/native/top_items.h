// The best items of each user by inner product: scores in tiles that stay in the first cache, a heap a user, so that no
// [users, items] matrix is formed.
#pragma once
#include <algorithm>
#include <atomic>
#include <limits>
#include <vector>
#include "kernel.h"
#include "in_threads.h"
#include "matrix_product.h"

namespace {

struct Scored {
  float score;
  int32_t item;
};

// Best first: the higher score, of equal ones the lower item.
constexpr auto better = [](const Scored& a, const Scored& b) {
  return a.score > b.score || (a.score == b.score && a.item < b.item);
};

// `best` is a heap with the worst of the best on top.
inline void offer(std::vector<Scored>& best, int64_t k, Scored one) {
  if (static_cast<int64_t>(best.size()) < k) {
    best.push_back(one);
    std::push_heap(best.begin(), best.end(), better);
  } else if (better(one, best.front())) {
    std::pop_heap(best.begin(), best.end(), better);
    best.back() = one;
    std::push_heap(best.begin(), best.end(), better);
  }
}

void rankBlock(const TopInput& in, const float* packed, int64_t first, int64_t rows, std::vector<float>& tile,
               std::vector<std::vector<Scored>>& best) {
  const float none = -std::numeric_limits<float>::infinity();
  for (int64_t r = 0; r < rows; r++) best[r].clear();
  for (int64_t s = 0; s < stripsOf(in.items); s++) {
    strip(TILE_VECTORS, rows, in.dim, in.users + first * in.dim, in.dim, 1, packed + s * in.dim * TILE_COLUMNS,
          TILE_COLUMNS, tile.data(), TILE_COLUMNS, false);
    const int64_t start = s * TILE_COLUMNS;
    const int64_t columns = in.items - start < TILE_COLUMNS ? in.items - start : TILE_COLUMNS;
    for (int64_t r = 0; r < rows; r++) {
      const float* scores = &tile[r * TILE_COLUMNS];
      const float worst = static_cast<int64_t>(best[r].size()) < in.k ? none : best[r].front().score;
      vec tops = load(scores);
      for (int v = 1; v < TILE_VECTORS; v++) tops = most(tops, load(scores + v * LANES));
      if (!anyAbove(tops, splat(worst))) continue;
      const int32_t* from = in.masked + in.maskedOffsets[first + r];
      const int32_t* end = in.masked + in.maskedOffsets[first + r + 1];
      for (int64_t j = 0; j < columns; j++) {
        if (!(scores[j] > worst)) continue;
        const int32_t item = static_cast<int32_t>(start + j);
        if (!std::binary_search(from, end, item)) offer(best[r], in.k, {scores[j], item});
      }
    }
  }
  for (int64_t r = 0; r < rows; r++) {
    std::sort_heap(best[r].begin(), best[r].end(), better);
    const int64_t to = (first + r) * in.k, found = best[r].size();
    for (int64_t j = 0; j < in.k; j++) {
      in.ranking[to + j] = j < found ? best[r][j].item : -1;
      in.scores[to + j] = j < found ? best[r][j].score : none;
    }
  }
}

void topItems(const TopInput& in) {
  const int64_t atOnce = 8 * TILE_ROWS;
  std::vector<float> packed(stripsOf(in.items) * in.dim * TILE_COLUMNS);
  packTransposed(in.vectors, in.items, in.dim, packed.data());
  std::atomic<int64_t> next{0};
  const int64_t blocks = (in.size + atOnce - 1) / atOnce;
  inThreads(in.threads < blocks ? in.threads : blocks, [&](const std::atomic<bool>& stopped) {
    std::vector<float> tile(atOnce * TILE_COLUMNS);
    std::vector<std::vector<Scored>> best(atOnce);
    for (int64_t first = next.fetch_add(atOnce); first < in.size && !stopped; first = next.fetch_add(atOnce))
      rankBlock(in, packed.data(), first, in.size - first < atOnce ? in.size - first : atOnce, tile, best);
  });
}

}  // namespace
