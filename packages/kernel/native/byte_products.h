// Inner products of rows in bytes and a query in bytes, in whole numbers.
#pragma once
#include <cmath>
#include <vector>
#include "pack_rows.h"
#include "vectors.h"

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

inline ivec loadInts(const void* p) { return *static_cast<const unalignedInts*>(p); }

struct CodedQuery {
  std::vector<int32_t> words;  // four codes each
  float scale, norm, errorNorm;
  int32_t offset;  // what a sum is too large by, as a row's codes are by 128
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

// Of the rows of one block, whose codes begin there.
inline void byteProducts(const CodedQuery& query, const uint8_t* codes, ivec* products) {
  const int32_t* words = query.words.data();
  const int64_t groups = query.words.size();
  ivec even[BLOCK / LANES], odd[BLOCK / LANES];
#pragma GCC unroll 4
  for (int v = 0; v < BLOCK / LANES; v++) even[v] = ivec{} - query.offset, odd[v] = ivec{};
  int64_t g = 0;
  for (; g + 2 <= groups; g += 2) {
    const uint8_t* at = codes + g * 4 * BLOCK;
    const ivec first = ivec{} + words[g], second = ivec{} + words[g + 1];
#pragma GCC unroll 4
    for (int v = 0; v < BLOCK / LANES; v++) {
      even[v] = addProducts(even[v], loadInts(at + v * 4 * LANES), first);
      odd[v] = addProducts(odd[v], loadInts(at + (BLOCK + v * LANES) * 4), second);
    }
  }
#pragma GCC unroll 4
  for (int v = 0; v < BLOCK / LANES; v++) {
    if (g < groups) even[v] = addProducts(even[v], loadInts(codes + (g * BLOCK + v * LANES) * 4), ivec{} + words[g]);
    products[v] = even[v] + odd[v];
  }
}

}  // namespace
