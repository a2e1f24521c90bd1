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
#include "in_threads.h"
#include "kernel.h"
#include "pack_rows.h"
#include "top_items.h"

namespace {

// Products of a code of a row (0 to 255) and one of a query are summed by twos in 16 bits where there is no VNNI: 2 * 255 * 64 is
// the most that fits.
#if defined(__AVX512VNNI__)
constexpr int QUERY_LEVELS = 127;
#else
constexpr int QUERY_LEVELS = 64;
#endif

typedef uint16_t pairs __attribute__((vector_size(LANES * 4)));
typedef int16_t signedPairs __attribute__((vector_size(LANES * 4)));
typedef double doubles __attribute__((vector_size(32)));
typedef float fourFloats __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t unalignedInts __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

// Adds to each sum the inner product of four codes of a row, unsigned, and four of the query.
inline ivec addProducts(ivec sums, ivec row, ivec query) {
#if defined(__AVX512VNNI__)
  return (ivec)_mm512_dpbusd_epi32((__m512i)sums, (__m512i)row, (__m512i)query);
#elif defined(__AVX512BW__)
  return sums + (ivec)_mm512_madd_epi16(_mm512_maddubs_epi16((__m512i)row, (__m512i)query), _mm512_set1_epi16(1));
#elif defined(__AVX2__)
  return sums + (ivec)_mm256_madd_epi16(_mm256_maddubs_epi16((__m256i)row, (__m256i)query), _mm256_set1_epi16(1));
#else
  const pairs evenCodes = (pairs)row & 255, oddCodes = (pairs)row >> 8;
  const signedPairs evenQuery = (signedPairs)((pairs)query << 8) >> 8, oddQuery = (signedPairs)query >> 8;
  const ivec both = (ivec)((signedPairs)evenCodes * evenQuery + (signedPairs)oddCodes * oddQuery);
  return sums + (both << 16 >> 16) + (both >> 16);
#endif
}

struct CodedQuery {
  std::vector<int32_t> words;  // four codes each
  float scale, norm, errorNorm;
  int32_t offset;  // what the rows' codes being 128 too large adds to a sum
};

void codeQuery(const float* q, int64_t dim, CodedQuery& coded) {
  coded.words.assign((dim + 3) / 4, 0);
  const double scale = scaleFor(largestOf(q, dim), QUERY_LEVELS);
  int8_t* codes = reinterpret_cast<int8_t*>(coded.words.data());
  Coded sums;
  double norm = 0;
  coded.offset = 0;
  for (int64_t i = 0; i < dim; i++) {
    codes[i] = sums.code(q[i], scale, QUERY_LEVELS);
    coded.offset += 128 * codes[i];
    norm += static_cast<double>(q[i]) * q[i];
  }
  coded.scale = static_cast<float>(scale);
  coded.norm = above(std::sqrt(norm));
  coded.errorNorm = above(scale * std::sqrt(sums.error));
}

// Of a row that may be among the best, the most and the least that its score can be.
struct Candidate {
  float most, least;
  int32_t place;
};

// One query's way through the blocks.
class RowScan {
 public:
  void begin(const ScanInput& in, int64_t at) {
    in_ = &in;
    query_ = in.queries + at * in.packed.dim;
    codeQuery(query_, in.packed.dim, coded_);
    // Floats round by 2^-24 a step, of which there are a handful, and by an absolute amount where they end.
    ofErrors_ = coded_.norm * (1 + 1e-5f);
    ofCodes_ = coded_.errorNorm * (1 + 1e-5f) + 1e-6f * coded_.norm;
    slack_ = static_cast<float>(4e-7 * in.largestBias + 1e-37);
    any_ = !(in.largestNorm * coded_.norm + in.largestBias < 1e37);
    candidates_.clear();
    below_ = -std::numeric_limits<float>::infinity();
    room_ = 2 * in.k + 256;
  }

  void scan(int64_t from, int64_t to) {
    const PackInput& p = in_->packed;
    const int64_t groups = coded_.words.size();
    const vec scale = splat(coded_.scale);
    for (int64_t block = from; block < to; block++) {
      if (p.order == nullptr && in_->allowed != nullptr && allowedOf(block) == 0) continue;
      ivec sums[BLOCK / LANES];
      products(p.codes + block * groups * 4 * BLOCK, groups, sums);
      const float reach = p.bounds[2 * block] * ofErrors_ + p.bounds[2 * block + 1] * ofCodes_;
      vec most[BLOCK / LANES];
      uint32_t may = 0;
      for (int v = 0; v < BLOCK / LANES; v++) {
        const int64_t place = block * BLOCK + v * LANES;
        most[v] = load(p.scales + place) * (__builtin_convertvector(sums[v], vec) * scale + reach) + slack_;
        if (in_->bias != nullptr) most[v] += load(in_->bias + place);
        may |= whereAbove(most[v], splat(below_)) << (v * LANES);
      }
      if (any_) may = (1u << BLOCK) - 1;
      if (may != 0) keep(block, may, most, reach);
    }
  }

  void finish(int32_t* ranking, float* scores) {
    if (static_cast<int64_t>(candidates_.size()) > in_->k) prune();
    const PackInput& p = in_->packed;
    scored_.clear();
    for (const Candidate& one : candidates_) __builtin_prefetch(p.vectors + rowAt(p, one.place) * p.dim);
    for (const Candidate& one : candidates_) {
      const int64_t row = rowAt(p, one.place);
      scored_.push_back({scoreOf(p.vectors + row * p.dim, one.place), static_cast<int32_t>(row)});
    }
    const int64_t found = std::min<int64_t>(in_->k, scored_.size());
    std::partial_sort(scored_.begin(), scored_.begin() + found, scored_.end(), better);
    for (int64_t j = 0; j < in_->k; j++) {
      ranking[j] = j < found ? scored_[j].item : -1;
      scores[j] = j < found ? scored_[j].score : -std::numeric_limits<float>::infinity();
    }
  }

 private:
  // Inner products of the codes of a block's rows, in whole numbers.
  void products(const uint8_t* codes, int64_t groups, ivec* sums) const {
    const int32_t* words = coded_.words.data();
    ivec odd[BLOCK / LANES];
    for (int v = 0; v < BLOCK / LANES; v++) sums[v] = ivec{} - coded_.offset, odd[v] = ivec{};
    int64_t g = 0;
    for (; g + 2 <= groups; g += 2)
      for (int v = 0; v < BLOCK / LANES; v++) {
        const uint8_t* at = codes + g * 4 * BLOCK + v * 4 * LANES;
        sums[v] = addProducts(sums[v], loadInts(at), ivec{} + words[g]);
        odd[v] = addProducts(odd[v], loadInts(at + 4 * BLOCK), ivec{} + words[g + 1]);
      }
    for (int v = 0; v < BLOCK / LANES; v++) {
      if (g < groups) sums[v] = addProducts(sums[v], loadInts(codes + g * 4 * BLOCK + v * 4 * LANES), ivec{} + words[g]);
      sums[v] += odd[v];
    }
  }

  static ivec loadInts(const uint8_t* p) { return *reinterpret_cast<const unalignedInts*>(p); }

  // A bit a row of a block whose places are its rows.
  uint32_t allowedOf(int64_t block) const {
    return in_->allowed[block * BLOCK / 32] >> (block * BLOCK % 32) & ((1u << BLOCK) - 1);
  }

  bool isAllowed(int64_t row) const {
    return in_->allowed == nullptr || (in_->allowed[row / 32] >> (row % 32) & 1u) != 0;
  }

  void keep(int64_t block, uint32_t may, const vec* most, float reach) {
    const PackInput& p = in_->packed;
    for (; may != 0; may &= may - 1) {
      const int j = __builtin_ctz(may);
      const int64_t place = block * BLOCK + j, row = rowAt(p, place);
      if (row < 0 || !isAllowed(row)) continue;
      const float top = any_ ? std::numeric_limits<float>::infinity() : most[j / LANES][j % LANES];
      candidates_.push_back({top, top - 2 * (p.scales[place] * reach + slack_), static_cast<int32_t>(place)});
    }
    if (!any_ && static_cast<int64_t>(candidates_.size()) >= room_) {
      prune();
      room_ = static_cast<int64_t>(candidates_.size()) + in_->k + 256;
    }
  }

  // Forgets those that k others are surely better than.
  void prune() {
    if (any_) return;
    leasts_.clear();
    for (const Candidate& one : candidates_) leasts_.push_back(one.least);
    std::nth_element(leasts_.begin(), leasts_.begin() + (in_->k - 1), leasts_.end(), std::greater<float>());
    const float kth = leasts_[in_->k - 1];
    candidates_.erase(std::remove_if(candidates_.begin(), candidates_.end(),
                                     [&](const Candidate& one) { return one.most < kth; }),
                      candidates_.end());
    below_ = std::nextafter(kth, -std::numeric_limits<float>::infinity());
  }

  // Four sums of doubles in which the products are exact: the same bits on every processor, and in JavaScript.
  float scoreOf(const float* x, int64_t place) const {
    const int64_t dim = in_->packed.dim, whole = dim - dim % 4;
    doubles sums = {};
    for (int64_t i = 0; i < whole; i += 4)
      sums += __builtin_convertvector(*reinterpret_cast<const fourFloats*>(x + i), doubles) *
              __builtin_convertvector(*reinterpret_cast<const fourFloats*>(query_ + i), doubles);
    for (int64_t i = whole; i < dim; i++) sums[0] += static_cast<double>(x[i]) * query_[i];
    const double product = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    return static_cast<float>(in_->bias == nullptr ? product : product + in_->bias[place]);
  }

  const ScanInput* in_ = nullptr;
  const float* query_ = nullptr;
  CodedQuery coded_;
  float ofErrors_ = 0, ofCodes_ = 0, slack_ = 0, below_ = 0;
  bool any_ = false;  // numbers beyond what the bound holds for: every row counts
  int64_t room_ = 0;
  std::vector<Candidate> candidates_;
  std::vector<float> leasts_;
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
