// Vectors as wide as the instruction set that this file is compiled for, by the compilers' vector extension.
#pragma once
#include <cstdint>
#include <cstring>
#if defined(__AVX2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
#define LANES 16
#define TILE_VECTORS 4
#elif defined(__AVX2__)
#define LANES 8
#define TILE_VECTORS 2
#else
#define LANES 4
#define TILE_VECTORS 4
#endif

typedef float vec __attribute__((vector_size(LANES * 4)));
typedef int32_t ivec __attribute__((vector_size(LANES * 4)));
typedef float unaligned __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

static inline vec load(const float* p) { return *reinterpret_cast<const unaligned*>(p); }
static inline void store(float* p, vec x) { *reinterpret_cast<unaligned*>(p) = x; }
static inline vec splat(float x) { return x - vec{}; }
// A number of b that is none never counts.
static inline vec most(vec a, vec b) { return b > a ? b : a; }

// Whether any number of x is greater than its number of y.
static inline bool anyAbove(vec x, vec y) {
#if defined(__AVX512F__)
  return _mm512_cmp_ps_mask((__m512)x, (__m512)y, _CMP_GT_OQ) != 0;
#elif defined(__AVX2__)
  return _mm256_movemask_ps(_mm256_cmp_ps((__m256)x, (__m256)y, _CMP_GT_OQ)) != 0;
#else
  const ivec above = x > y;
  int32_t any = 0;
  for (int i = 0; i < LANES; i++) any |= above[i];
  return any != 0;
#endif
}

// Bit i says whether number i of x is greater than that of y.
static inline uint32_t whereAbove(vec x, vec y) {
#if defined(__AVX512F__)
  return _mm512_cmp_ps_mask((__m512)x, (__m512)y, _CMP_GT_OQ);
#elif defined(__AVX2__)
  return _mm256_movemask_ps(_mm256_cmp_ps((__m256)x, (__m256)y, _CMP_GT_OQ));
#else
  const ivec above = x > y;
  uint32_t bits = 0;
  for (int i = 0; i < LANES; i++) bits |= (above[i] & 1u) << i;
  return bits;
#endif
}

static inline float sumOf(vec x) {
  float sum = 0;
  for (int i = 0; i < LANES; i++) sum += x[i];
  return sum;
}

static inline float mostOf(vec x) {
  float top = x[0];
  for (int i = 1; i < LANES; i++) top = x[i] > top ? x[i] : top;
  return top;
}

// e^x for x <= 0, relative error below 2e-7; exactly 0 below -87, NaN of NaN. Range reduction to [-ln2/2, ln2/2], then the minimax
// polynomial of degree 5 of Cephes' expf.
static inline vec expOf(vec x) {
  const float magic = 12582912.0f;  // 1.5 * 2^23: adding it rounds to a whole number in the low bits
  vec shifted = x * 1.44269504088896341f + magic;
  vec n = shifted - magic;
  vec f = x - n * 0.693359375f + n * 2.12194440e-4f;
  vec p = splat(1.9875691500e-4f);
  p = p * f + 1.3981999507e-3f;
  p = p * f + 8.3334519073e-3f;
  p = p * f + 4.1665795894e-2f;
  p = p * f + 1.6666665459e-1f;
  p = p * f + 5.0000001201e-1f;
  p = p * (f * f) + f + 1.0f;
  ivec bits;
  memcpy(&bits, &p, sizeof bits);
  ivec power;
  memcpy(&power, &shifted, sizeof power);
  bits += (power - 0x4B400000) << 23;
  memcpy(&p, &bits, sizeof p);
  const vec e = x < splat(-87.0f) ? vec{} : p;
  return x == x ? e : x;
}
