// The best rows by inner product plus bias, exactly: a scan of one byte a number, and every row whose score could be among the
// best scored again from its floats.
//
// With x = s c + e (scale, codes, rounding error) and likewise the query q = t d + f, x q = s t (c d) + e q + s c f, so that by
// Cauchy and Schwarz a scanned score is off by at most |e| |q| + s |c| |f|. A row counts where its score plus that reaches the
// k-th best of the scores less that.
#pragma once
#include <algorithm>
#include <atomic>
#include <limits>
#include <vector>
#include "byte_products.h"
#include "in_threads.h"
#include "kernel.h"
#include "kth_of.h"
#include "pack_rows.h"
#include "top_items.h"

namespace {

constexpr float NONE = -std::numeric_limits<float>::infinity();
typedef double doubles __attribute__((vector_size(32)));
typedef double unalignedDoubles __attribute__((vector_size(32), aligned(8), may_alias));
typedef float fourFloats __attribute__((vector_size(16), aligned(4), may_alias));

// Rows that may be among the best: the most and the least that each one's score can be.
struct Candidates {
  std::vector<float> most, least;
  std::vector<int32_t> place;
  int64_t count = 0;

  // Room for a block more, written to before it is known how many of it stay.
  void reserve() {
    if (count + 16 <= static_cast<int64_t>(most.size())) return;
    const size_t size = 2 * most.size() + 1024;
    // The one that is asked about last: if memory runs out before, it stays the shortest.
    place.resize(size), least.resize(size), most.resize(size);
  }

  void add(float itsMost, float itsLeast, int64_t itsPlace) {
    most[count] = itsMost;
    least[count] = itsLeast;
    place[count++] = static_cast<int32_t>(itsPlace);
  }

  void keepAbove(float below) {
    int64_t kept = 0;
    for (int64_t i = 0; i < count; i++) {
      most[kept] = most[i], least[kept] = least[i], place[kept] = place[i];
      kept += most[i] > below;
    }
    count = kept;
  }
};

// One query's way through the blocks.
class RowScan {
 public:
  void begin(const ScanInput& in, int64_t at) {
    in_ = &in;
    const float* query = in.queries + at * in.packed.dim;
    query_.assign(query, query + in.packed.dim);
    codeQuery(query, in.packed.dim, coded_);
    // Floats round by 2^-24 a step, of which there are a handful, and by an absolute amount where they end.
    ofErrors_ = coded_.norm * (1 + 1e-5f);
    ofCodes_ = coded_.errorNorm * (1 + 1e-5f) + 1e-6f * coded_.norm;
    slack_ = static_cast<float>(4e-7 * in.largestBias + 1e-37);
    any_ = !(in.largestNorm * coded_.norm + in.largestBias < 1e37);
    candidates_.count = 0;
    below_ = NONE;
    room_ = 2 * in.k + 4096;
  }

  void scan(int64_t from, int64_t to) {
    const PackInput& p = in_->packed;
    const int64_t bytes = coded_.words.size() * 4 * BLOCK;
    const vec scale = splat(coded_.scale);
    for (int64_t block = from; block < to; block++) {
      const uint32_t open = in_->allowed == nullptr ? ALL : allowedOf(block);
      if (open == 0) continue;
      const float reach = p.bounds[2 * block] * ofErrors_ + p.bounds[2 * block + 1] * ofCodes_;
      ivec products[BLOCK / LANES];
      byteProducts(coded_, p.codes + block * bytes, products);
      vec most[BLOCK / LANES];
      uint32_t may = 0;
#pragma GCC unroll 4
      for (int v = 0; v < BLOCK / LANES; v++) {
        const int64_t place = block * BLOCK + v * LANES;
        most[v] = load(p.scales + place) * (__builtin_convertvector(products[v], vec) * scale + reach) + slack_;
        if (in_->bias != nullptr) most[v] += load(in_->bias + place);
        may |= whereAbove(most[v], splat(below_)) << (v * LANES);
      }
      if (any_) may = ALL;
      if ((may & open) != 0) keep(block, may & open, reinterpret_cast<const float*>(most), reach);
    }
  }

  void finish(int32_t* ranking, float* scores) {
    prune();
    const PackInput& p = in_->packed;
    scored_.clear();
    for (int64_t i = 0; i < candidates_.count; i++) {
      if (i + AHEAD < candidates_.count) prefetch(rowAt(p, candidates_.place[i + AHEAD]));
      const int32_t place = candidates_.place[i], row = static_cast<int32_t>(rowAt(p, place));
      scored_.push_back({scoreOf(row, place), row});
    }
    const int64_t found = std::min<int64_t>(in_->k, scored_.size());
    if (found > 0) std::nth_element(scored_.begin(), scored_.begin() + (found - 1), scored_.end(), better);
    std::sort(scored_.begin(), scored_.begin() + found, better);
    for (int64_t j = 0; j < in_->k; j++) {
      ranking[j] = j < found ? scored_[j].item : -1;
      scores[j] = j < found ? scored_[j].score : NONE;
    }
  }

 private:
  static constexpr uint32_t ALL = (1u << BLOCK) - 1;

  // Rows to be scored lie anywhere in memory.
  static constexpr int64_t AHEAD = 8;
  void prefetch(int64_t row) const {
    const float* x = in_->packed.vectors + row * in_->packed.dim;
    for (int64_t i = 0; i < in_->packed.dim; i += 16) __builtin_prefetch(x + i);
  }

  // A bit a place of a block.
  uint32_t allowedOf(int64_t block) const {
    const PackInput& p = in_->packed;
    if (p.order == nullptr) return in_->allowed[block * BLOCK / 32] >> (block * BLOCK % 32) & ALL;
    uint32_t bits = 0;
    for (int64_t j = 0; j < BLOCK; j++) {
      const int64_t row = rowAt(p, block * BLOCK + j);
      if (row >= 0) bits |= (in_->allowed[row / 32] >> (row % 32) & 1u) << j;
    }
    return bits;
  }

  void keep(int64_t block, uint32_t may, const float* most, float reach) {
    const PackInput& p = in_->packed;
    candidates_.reserve();
    const int64_t before = candidates_.count;
    if (may == ALL && !any_) {
      // As at the beginning, while nothing is known to be below.
      const int64_t at = candidates_.count;
      for (int v = 0; v < BLOCK; v += LANES) {
        const vec top = load(most + v);
        store(&candidates_.most[at + v], top);
        store(&candidates_.least[at + v], top - 2 * (load(p.scales + block * BLOCK + v) * reach + slack_));
      }
      for (int j = 0; j < BLOCK; j++) candidates_.place[at + j] = static_cast<int32_t>(block * BLOCK + j);
      candidates_.count += BLOCK;
      may = 0;
    }
    for (; may != 0; may &= may - 1) {
      const int j = __builtin_ctz(may);
      const int64_t place = block * BLOCK + j;
      if (!any_) candidates_.add(most[j], most[j] - 2 * (p.scales[place] * reach + slack_), place);
      else if (rowAt(p, place) >= 0) candidates_.add(-NONE, NONE, place);
    }
    if (any_) return;
    if (in_->k == 1) raise(before);
    if (candidates_.count < room_) return;
    prune();
    room_ = candidates_.count + in_->k + 256;
  }

  // For the best alone, the least of each new candidate is known to be reached at once.
  void raise(int64_t from) {
    float best = NONE;
    for (int64_t i = from; i < candidates_.count; i++) best = std::max(best, candidates_.least[i]);
    below_ = std::max(below_, std::nextafter(best, NONE));
  }

  // Forgets those that k others are surely better than.
  void prune() {
    if (any_ || candidates_.count <= in_->k) return;
    below_ = belowKth(candidates_.least.data(), candidates_.count, in_->k, below_);
    candidates_.keepAbove(below_);
  }

  // Four sums of doubles in which the products are exact: the same bits on every processor, and in JavaScript.
  float scoreOf(int64_t row, int64_t place) const {
    const int64_t dim = in_->packed.dim, whole = dim - dim % 4;
    const float* x = in_->packed.vectors + row * dim;
    doubles sums = {};
    for (int64_t i = 0; i < whole; i += 4)
      sums += __builtin_convertvector(*reinterpret_cast<const fourFloats*>(x + i), doubles) *
              *reinterpret_cast<const unalignedDoubles*>(&query_[i]);
    for (int64_t i = whole; i < dim; i++) sums[0] += x[i] * query_[i];
    const double product = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    return static_cast<float>(in_->bias == nullptr ? product : product + in_->bias[place]);
  }

  const ScanInput* in_ = nullptr;
  std::vector<double> query_;
  CodedQuery coded_;
  float ofErrors_ = 0, ofCodes_ = 0, slack_ = 0;
  float below_ = 0;   // what a row must be able to be above
  bool any_ = false;  // numbers beyond what the bound holds for: every row counts
  int64_t room_ = 0;
  Candidates candidates_;
  std::vector<Scored> scored_;
};

// Several queries go through a stretch of blocks that stays in the second cache, one after the other.
constexpr int64_t QUERIES_AT_ONCE = 8, BYTES_AT_ONCE = 1 << 18;

void scanQueries(const ScanInput& in, int64_t first, int64_t count, RowScan* scans) {
  const int64_t blocks = in.packed.places / BLOCK;
  const int64_t bytes = (in.packed.dim + 3) / 4 * 4 * BLOCK;
  const int64_t atOnce = count == 1 ? blocks : std::max<int64_t>(1, BYTES_AT_ONCE / bytes);
  for (int64_t c = 0; c < count; c++) scans[c].begin(in, first + c);
  if (in.stretchOffsets == nullptr) {
    for (int64_t from = 0; from < blocks; from += atOnce)
      for (int64_t c = 0; c < count; c++) scans[c].scan(from, std::min(blocks, from + atOnce));
  } else {
    for (int64_t c = 0; c < count; c++)
      for (int64_t s = in.stretchOffsets[first + c]; s < in.stretchOffsets[first + c + 1]; s++)
        scans[c].scan(in.stretches[2 * s], in.stretches[2 * s + 1]);
  }
  for (int64_t c = 0; c < count; c++)
    scans[c].finish(in.ranking + (first + c) * in.k, in.scores + (first + c) * in.k);
}

void scanRows(const ScanInput& in) {
  std::atomic<int64_t> next{0};
  const int64_t parts = (in.count + QUERIES_AT_ONCE - 1) / QUERIES_AT_ONCE;
  inThreads(std::min(in.threads, parts), [&](const std::atomic<bool>& stopped) {
    static thread_local RowScan scans[QUERIES_AT_ONCE];
    for (int64_t first = next.fetch_add(QUERIES_AT_ONCE); first < in.count && !stopped;
         first = next.fetch_add(QUERIES_AT_ONCE))
      scanQueries(in, first, std::min(QUERIES_AT_ONCE, in.count - first), scans);
  });
}

}  // namespace
