// What the addon calls, one table of functions an instruction set.
#pragma once
#include <cstdint>

enum SoftmaxKind { SOFTMAX = 0, BSL = 1, REFINED = 2 };

// Shapes: users [size, dim], items [candidates + size * ownPerRow, dim], logQ one an item, shares [size], present
// [size * ownPerRow] or null, positiveLogQ [size] or null, hits flat (row, column) pairs ordered by row. Written: ofUsers
// and ofItems like users and items; factors [96] and pulls [size] are room to work in.
struct SoftmaxInput {
  int kind;
  float c, temperature;
  int64_t size, dim, candidates, ownPerRow, hitNumbers;
  const float *users, *items, *logQ, *positiveLogQ, *shares;
  const uint8_t* present;
  const int32_t* hits;
  float *ofUsers, *ofItems, *factors, *pulls;
};

struct BagInput {
  const int32_t *offsets, *rows;
  const float* weights;
  int64_t size, dim, stride, offset;
};

// The k best of `vectors` [items, dim] for each of `users` [size, dim], best first, without each user's `masked` items
// (ascending, user r's between maskedOffsets[r] and [r + 1]). Written: ranking and scores [size, k], -1 and -infinity behind
// the last.
struct TopInput {
  const float *users, *vectors;
  int64_t size, items, dim, k, threads;
  const int32_t *maskedOffsets, *masked;
  int32_t* ranking;
  float* scores;
};

// Rows by blocks of 16 places in one byte a number, for a scan. Place p holds row order[p] (negative: none); without an order
// the row p. Written: codes [places / 16, ceil(dim / 4), 16, 4], 128 + number / scale; scales [places], none where there is no row; bounds
// [places / 16, 2], of any row of the block the most that the length of its rounding error is, and of its codes, in its scale.
struct PackInput {
  const float* vectors;
  const int32_t* order;
  int64_t rows, places, dim;
  uint8_t* codes;
  float *scales, *bounds;
};

// The k rows with the best inner product plus bias for each of `queries` [count, dim], best first, ties by the lower row;
// `packed` is what packRows wrote. bias [places] or null; allowed, a bit a row, or null; of query c only the blocks
// stretches[2 s] up to before stretches[2 s + 1] for s from stretchOffsets[c] up to before stretchOffsets[c + 1], or, null,
// all. Norms of rows reach largestNorm, biases largestBias. Written: ranking and scores [count, k], -1 and -infinity behind the
// last.
struct ScanInput {
  PackInput packed;
  double largestNorm, largestBias;
  const float *bias, *queries;
  int64_t count, k, threads;
  const uint32_t* allowed;
  const int32_t *stretchOffsets, *stretches;
  int32_t* ranking;
  float* scores;
};

// Adds a bT to the lower triangle of `out` [order, order]; a and b [order, depth]. What is above the diagonal is undefined then.
struct LowerProduct {
  const float *a, *b;
  int64_t order, depth, threads;
  float* out;
};

// One step of row-wise Adagrad: sums [touched, dim] of the rows touchedRows, whose slots are set free. A row that moves gets
// the stamp, where it is not 0, in changedAt.
struct RowStep {
  float *values, *accumulator;
  int32_t *changedAt, *slots;
  int32_t stamp;
  int64_t dim, touched;
  const int32_t* touchedRows;
  const float* sums;
  float rate, epsilon, l2;
};

struct Kernel {
  const char* name;
  double (*softmaxLosses)(const SoftmaxInput&);
  void (*matrixProduct)(int64_t rows, int64_t columns, int64_t depth, const float* a, int64_t aRow, int64_t aColumn,
                        const float* b, int64_t bRow, float* c, int64_t cRow, bool add);
  // Adds each record's weighted rows to its place; -1, or the first entry whose row `table` has not.
  int64_t (*pool)(const BagInput&, const float* values, int64_t table, float* out);
  // Adds each record's gradient, weighted, to its rows' sums; how many rows are touched then, or -1 - entry as above.
  int64_t (*scatter)(const BagInput&, const float* gradient, int64_t table, int32_t* slots, int32_t* touchedRows,
                     float* sums, int64_t touched);
  void (*applyRows)(const RowStep&);
  void (*adagrad)(float* values, float* accumulator, const float* gradient, int64_t n, float rate, float epsilon);
  void (*normalise)(float* x, int64_t size, int64_t dim, float epsilon, float* inverse);
  void (*normaliseBackward)(float* gradient, const float* y, const float* inverse, int64_t size, int64_t dim);
  void (*affine)(const float* x, int64_t size, int64_t inputs, const float* weights, const float* bias, int64_t outputs,
                 bool relu, float* y);
  // Adds to ofWeights and ofBias, writes ofInputs.
  void (*affineBackward)(const float* x, int64_t size, int64_t inputs, const float* weights, int64_t outputs,
                         const float* ofOutputs, float* ofWeights, float* ofBias, float* ofInputs);
  void (*reluBackward)(float* gradient, const float* y, int64_t n);
  void (*addParts)(const float* x, int64_t size, int64_t parts, int64_t dim, float* y);
  void (*addToParts)(const float* y, int64_t size, int64_t parts, int64_t dim, float* x);
  void (*topItems)(const TopInput&);
  // Returns the largest norm of a row.
  double (*packRows)(const PackInput&);
  void (*scanRows)(const ScanInput&);
  void (*addLowerProduct)(const LowerProduct&);
};

extern const Kernel generalKernel;
#if defined(__x86_64__)
extern const Kernel avx2Kernel;
extern const Kernel avx512Kernel;
extern const Kernel vnniKernel;
#endif
