// The kernel as a Node addon: N-API, typed arrays in and out, each length checked before anything is touched.
#include <node_api.h>
#include <atomic>
#include <cmath>
#include <exception>
#include <string>
#include <vector>
#include "kernel.h"

namespace {

// The variants that this processor can run, the widest last.
std::vector<const Kernel*> runnable() {
  std::vector<const Kernel*> kernels = {&generalKernel};
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) kernels.push_back(&avx2Kernel);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq")) {
    kernels.push_back(&avx512Kernel);
    if (__builtin_cpu_supports("avx512vnni")) kernels.push_back(&vnniKernel);
  }
#endif
  return kernels;
}

// The process's one choice: every worker thread that loads the addon initialises it again, and must not undo `use`.
std::atomic<const Kernel*>& choice() {
  static std::atomic<const Kernel*> chosen{runnable().back()};
  return chosen;
}

const Kernel* kernel() { return choice().load(std::memory_order_relaxed); }

// Sizes come from outside: a product or sum beyond 64 bits is as good as the largest, which no array holds.
int64_t times(int64_t a, int64_t b) {
  int64_t product;
  return __builtin_mul_overflow(a, b, &product) ? INT64_MAX : product;
}

int64_t plus(int64_t a, int64_t b) {
  int64_t sum;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

// Numbers up to the end of the last of `count` stretches of `length`, each `stride` after the one before; 0 for none.
int64_t spanOf(int64_t count, int64_t stride, int64_t length) {
  return count == 0 ? 0 : plus(times(count - 1, stride), length);
}

// Reads the arguments of one call in order, or the fields of its one object by name. The first that does not fit throws a
// RangeError that names it, and the call must end: check `failed()`.
class Arguments {
 public:
  Arguments(napi_env env, napi_callback_info info) : env_(env) {
    size_t count = MOST;
    napi_get_cb_info(env, info, &count, values_, nullptr, nullptr);
    count_ = count;
  }

  bool failed() const { return failed_; }

  double number(const char* field = nullptr) {
    double value = 0;
    const napi_value given = next(field);
    if (given == nullptr || napi_get_value_double(env_, given, &value) != napi_ok) fail("is no number");
    return value;
  }

  int64_t size(const char* field = nullptr) {
    const double value = number(field);
    if (!(value >= 0 && value <= 1e15 && value == std::floor(value))) fail("is no size");
    return failed_ ? 0 : static_cast<int64_t>(value);
  }

  float* floats(int64_t least, const char* field = nullptr) {
    return static_cast<float*>(array(next(field), napi_float32_array, least, "Float32Array"));
  }
  int32_t* integers(int64_t least, const char* field = nullptr) {
    return static_cast<int32_t*>(array(next(field), napi_int32_array, least, "Int32Array"));
  }
  float* optionalFloats(int64_t least, const char* field) {
    const napi_value given = next(field);
    return absent(given) ? nullptr : static_cast<float*>(array(given, napi_float32_array, least, "Float32Array"));
  }
  uint8_t* optionalBytes(int64_t least, const char* field) {
    const napi_value given = next(field);
    return absent(given) ? nullptr : static_cast<uint8_t*>(array(given, napi_uint8_array, least, "Uint8Array"));
  }

  const int32_t* optionalIntegers(int64_t least, const char* field) {
    const napi_value given = next(field);
    return absent(given) ? nullptr : static_cast<int32_t*>(array(given, napi_int32_array, least, "Int32Array"));
  }
  const uint32_t* optionalWords(int64_t least, const char* field) {
    const napi_value given = next(field);
    return absent(given) ? nullptr : static_cast<uint32_t*>(array(given, napi_uint32_array, least, "Uint32Array"));
  }
  // Bytes from the first address in the array that is a multiple of 64; the array must have room for that.
  uint8_t* alignedBytes(int64_t least, const char* field) {
    void* data = array(next(field), napi_uint8_array, plus(least, 63), "Uint8Array");
    return reinterpret_cast<uint8_t*>((reinterpret_cast<uintptr_t>(data) + 63) / 64 * 64);
  }

  // Of the array read last.
  int64_t length() const { return length_; }

  // Of the argument read last.
  void fail(const std::string& what) {
    fail(field_ != nullptr ? field_ : "argument " + std::to_string(next_ - 1), what);
  }

  void fail(const std::string& which, const std::string& what) {
    if (failed_) return;
    failed_ = true;
    bool thrown = false;
    if (napi_is_exception_pending(env_, &thrown) == napi_ok && thrown) return;
    napi_throw_range_error(env_, nullptr, ("kernel: " + which + " " + what).c_str());
  }

 private:
  static constexpr size_t MOST = 16;

  napi_value next(const char* field) {
    field_ = field;
    if (field != nullptr) {
      napi_value value = nullptr;
      if (count_ == 0 || napi_get_named_property(env_, values_[0], field, &value) != napi_ok) return nullptr;
      return value;
    }
    const size_t at = next_++;
    return at < count_ ? values_[at] : nullptr;
  }

  bool absent(napi_value given) {
    napi_valuetype type = napi_undefined;
    if (given != nullptr) napi_typeof(env_, given, &type);
    return type == napi_undefined;
  }

  void* array(napi_value given, napi_typedarray_type wanted, int64_t least, const char* name) {
    bool is = false;
    if (given != nullptr) napi_is_typedarray(env_, given, &is);
    napi_typedarray_type type = napi_int8_array;
    size_t length = 0;
    void* data = nullptr;
    if (is) napi_get_typedarray_info(env_, given, &type, &length, &data, nullptr, nullptr);
    length_ = static_cast<int64_t>(length);
    if (!is || type != wanted) fail(std::string("is no ") + name);
    else if (length_ < least) fail("holds " + std::to_string(length) + " numbers and needs " + std::to_string(least));
    return data;
  }

  napi_env env_;
  napi_value values_[MOST];
  size_t count_ = 0;
  size_t next_ = 0;
  const char* field_ = nullptr;
  int64_t length_ = 0;
  bool failed_ = false;
};

napi_value numberOf(napi_env env, double value) {
  napi_value result = nullptr;
  napi_create_double(env, value, &result);
  return result;
}

// ({ kind, c, temperature, size, dim, candidates, ownPerRow, users, items, logQ, positiveLogQ?, shares, present?, hits,
// hitNumbers, ofUsers, ofItems }) -> loss
napi_value softmaxLoss(napi_env env, napi_callback_info info) {
  static thread_local std::vector<float> factors, pulls;
  Arguments a(env, info);
  SoftmaxInput in{};
  const int64_t kind = a.size("kind");
  if (kind > REFINED) a.fail("is no loss of this family");
  in.kind = static_cast<int>(kind);
  in.c = static_cast<float>(a.number("c"));
  in.temperature = static_cast<float>(a.number("temperature"));
  in.size = a.size("size");
  in.dim = a.size("dim");
  in.candidates = a.size("candidates");
  if (in.candidates < in.size) a.fail("is fewer than the rows");
  in.ownPerRow = a.size("ownPerRow");
  const int64_t own = times(in.size, in.ownPerRow), items = plus(in.candidates, own);
  in.users = a.floats(times(in.size, in.dim), "users");
  in.items = a.floats(times(items, in.dim), "items");
  in.logQ = a.floats(items, "logQ");
  in.positiveLogQ = a.optionalFloats(in.size, "positiveLogQ");
  in.shares = a.floats(in.size, "shares");
  in.present = a.optionalBytes(own, "present");
  in.hits = a.integers(0, "hits");
  const int64_t hitsThere = a.length();
  in.hitNumbers = a.size("hitNumbers");
  if (in.hitNumbers > hitsThere || in.hitNumbers % 2 != 0) a.fail("is odd, or more than there are hits");
  in.ofUsers = a.floats(times(in.size, in.dim), "ofUsers");
  in.ofItems = a.floats(times(items, in.dim), "ofItems");
  if (a.failed()) return nullptr;
  for (int64_t h = 0; h < in.hitNumbers; h += 2) {
    const int32_t row = in.hits[h], column = in.hits[h + 1];
    const bool inside = row >= 0 && row < in.size && column >= 0 && column < in.candidates && row != column;
    if (!inside || (h > 0 && in.hits[h - 2] > row)) {
      a.fail("hits", "has pair (" + std::to_string(row) + ", " + std::to_string(column) +
                         "), which is outside the batch, a record's own positive, or out of order");
      return nullptr;
    }
  }
  factors.resize(96);
  pulls.resize(in.size);
  in.factors = factors.data();
  in.pulls = pulls.data();
  return numberOf(env, kernel()->softmaxLosses(in));
}

// ({ rows, columns, depth, a, aRow, aColumn, b, bRow, out, outRow, add })
napi_value matrixProduct(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const int64_t rows = a.size("rows"), columns = a.size("columns"), depth = a.size("depth");
  const bool none = depth == 0 || rows == 0 || columns == 0;
  const int64_t leftRow = a.size("aRow"), leftColumn = a.size("aColumn");
  const int64_t left = none ? 0 : plus(spanOf(rows, leftRow, 0), spanOf(depth, leftColumn, 1));
  const float* x = a.floats(left, "a");
  const int64_t rightRow = a.size("bRow");
  if (depth > 1 && rightRow < columns) a.fail("is less than the columns");
  const float* y = a.floats(none ? 0 : spanOf(depth, rightRow, columns), "b");
  const int64_t outRow = a.size("outRow");
  if (rows > 1 && outRow < columns) a.fail("is less than the columns");
  float* out = a.floats(columns == 0 ? 0 : spanOf(rows, outRow, columns), "out");
  const bool add = a.number("add") != 0;
  if (a.failed() || rows == 0 || columns == 0) return nullptr;
  kernel()->matrixProduct(rows, columns, depth, x, leftRow, leftColumn, y, rightRow, out, outRow, add);
  return nullptr;
}

// Reads (offsets, rows, weights, size, dim, stride, offset) and checks that entries and records lie inside.
BagInput bagOf(Arguments& a, int64_t* recordNumbers) {
  BagInput bag{};
  bag.offsets = a.integers(1);
  const int64_t offsetsThere = a.length();
  bag.rows = a.integers(0);
  const int64_t rowsThere = a.length();
  bag.weights = a.floats(rowsThere);
  bag.size = a.size();
  bag.dim = a.size();
  if (bag.dim == 0) a.fail("is 0");
  bag.stride = a.size();
  bag.offset = a.size();
  *recordNumbers = bag.size == 0 ? 0 : plus(spanOf(bag.size, bag.stride, bag.dim), bag.offset);
  if (a.failed()) return bag;
  if (offsetsThere < plus(bag.size, 1)) a.fail("offsets", "has not an offset for each record and one more");
  else if (bag.offsets[0] < 0 || bag.offsets[bag.size] > rowsThere) a.fail("offsets", "points outside the rows");
  for (int64_t r = 0; r < bag.size && !a.failed(); r++)
    if (bag.offsets[r + 1] < bag.offsets[r]) a.fail("offsets", "is not ascending");
  return bag;
}

// (offsets, rows, weights, size, dim, stride, offset, table rows, values, out) -> -1, or an entry whose row is none of them
napi_value pool(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  int64_t numbers = 0;
  const BagInput bag = bagOf(a, &numbers);
  const int64_t table = a.size();
  const float* values = a.floats(times(table, bag.dim));
  float* out = a.floats(numbers);
  return a.failed() ? nullptr : numberOf(env, static_cast<double>(kernel()->pool(bag, values, table, out)));
}

// (offsets, rows, weights, size, dim, stride, offset, table rows, gradient, slots, touchedRows, sums, touched) -> rows
// touched then, or -1 - an entry as above
napi_value scatter(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  int64_t numbers = 0;
  const BagInput bag = bagOf(a, &numbers);
  const int64_t table = a.size();
  const float* gradient = a.floats(numbers);
  int32_t* slots = a.integers(table);
  int32_t* touchedRows = a.integers(0);
  const int64_t rowsThere = a.length();
  float* sums = a.floats(0);
  const int64_t sumsThere = a.length(), touched = a.size();
  if (a.failed()) return nullptr;
  const int64_t most = plus(touched, bag.offsets[bag.size] - bag.offsets[0]);
  const int64_t needed = most < table ? most : table;
  if (rowsThere < needed || sumsThere < times(needed, bag.dim)) a.fail("sums", "has too little room for the rows");
  return a.failed() ? nullptr
                    : numberOf(env, static_cast<double>(
                                        kernel()->scatter(bag, gradient, table, slots, touchedRows, sums, touched)));
}

// (values, accumulator, changedAt, stamp, dim, slots, touchedRows, sums, touched, rate, epsilon, l2)
napi_value applyRows(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  RowStep in{};
  in.values = a.floats(0);
  const int64_t there = a.length();
  in.accumulator = a.floats(0);
  const int64_t table = a.length();
  in.changedAt = a.integers(table);
  const int64_t stamp = a.size();
  if (stamp > INT32_MAX) a.fail("is more than an Int32Array holds");
  in.stamp = static_cast<int32_t>(stamp);
  in.dim = a.size();
  if (there < times(table, in.dim)) a.fail("values", "is shorter than its accumulator asks for");
  in.slots = a.integers(table);
  in.touchedRows = a.integers(0);
  const int64_t rowsThere = a.length();
  in.sums = a.floats(0);
  const int64_t sumsThere = a.length();
  in.touched = a.size();
  if (rowsThere < in.touched || sumsThere < times(in.touched, in.dim)) a.fail("is more than the sums hold");
  in.rate = static_cast<float>(a.number());
  in.epsilon = static_cast<float>(a.number());
  in.l2 = static_cast<float>(a.number());
  if (!a.failed()) kernel()->applyRows(in);
  return nullptr;
}

// (values, accumulator, gradient, rate, epsilon)
napi_value adagrad(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  float* values = a.floats(0);
  const int64_t n = a.length();
  float* accumulator = a.floats(n);
  const float* gradient = a.floats(n);
  const float rate = static_cast<float>(a.number()), epsilon = static_cast<float>(a.number());
  if (!a.failed()) kernel()->adagrad(values, accumulator, gradient, n, rate, epsilon);
  return nullptr;
}

// (x, size, dim, epsilon, inverse)
napi_value normalise(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  float* x = a.floats(0);
  const int64_t there = a.length(), size = a.size(), dim = a.size();
  if (there < times(size, dim)) a.fail("x", "is too short");
  const float epsilon = static_cast<float>(a.number());
  float* inverse = a.floats(size);
  if (!a.failed()) kernel()->normalise(x, size, dim, epsilon, inverse);
  return nullptr;
}

// (gradient, y, inverse, size, dim)
napi_value normaliseBackward(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  float* gradient = a.floats(0);
  const int64_t there = a.length();
  const float* y = a.floats(0);
  const int64_t outputs = a.length();
  const float* inverse = a.floats(0);
  const int64_t inverses = a.length(), size = a.size(), dim = a.size(), numbers = times(size, dim);
  if (there < numbers || outputs < numbers || inverses < size) a.fail("gradient", "is too short, or what follows it");
  if (!a.failed()) kernel()->normaliseBackward(gradient, y, inverse, size, dim);
  return nullptr;
}

// (x, size, inputs, weights, bias, outputs, relu, y)
napi_value affine(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const float* x = a.floats(0);
  const int64_t there = a.length(), size = a.size(), inputs = a.size();
  const float* weights = a.floats(0);
  const int64_t weightsThere = a.length();
  const float* bias = a.floats(0);
  const int64_t biasThere = a.length(), outputs = a.size();
  const bool relu = a.number() != 0;
  float* y = a.floats(times(size, outputs));
  if (there < times(size, inputs) || weightsThere < times(inputs, outputs) || biasThere < outputs)
    a.fail("x", "does not fit the layer");
  if (!a.failed() && size > 0 && outputs > 0) kernel()->affine(x, size, inputs, weights, bias, outputs, relu, y);
  return nullptr;
}

// (x, size, inputs, weights, outputs, ofOutputs, ofWeights, ofBias, ofInputs)
napi_value affineBackward(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const float* x = a.floats(0);
  const int64_t there = a.length(), size = a.size(), inputs = a.size();
  const float* weights = a.floats(0);
  const int64_t weightsThere = a.length(), outputs = a.size();
  const float* ofOutputs = a.floats(times(size, outputs));
  float* ofWeights = a.floats(times(inputs, outputs));
  float* ofBias = a.floats(outputs);
  float* ofInputs = a.floats(times(size, inputs));
  if (there < times(size, inputs) || weightsThere < times(inputs, outputs)) a.fail("x", "does not fit the layer");
  if (!a.failed() && size > 0 && outputs > 0)
    kernel()->affineBackward(x, size, inputs, weights, outputs, ofOutputs, ofWeights, ofBias, ofInputs);
  return nullptr;
}

// (gradient, y, numbers)
napi_value reluBackward(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  float* gradient = a.floats(0);
  const int64_t there = a.length();
  const float* y = a.floats(0);
  const int64_t outputs = a.length(), numbers = a.size();
  if (there < numbers || outputs < numbers) a.fail("gradient", "is too short, or what follows it");
  if (!a.failed()) kernel()->reluBackward(gradient, y, numbers);
  return nullptr;
}

// (x, size, parts, dim, y)
napi_value addParts(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const float* x = a.floats(0);
  const int64_t there = a.length(), size = a.size(), parts = a.size(), dim = a.size();
  float* y = a.floats(times(size, dim));
  if (there < times(times(size, parts), dim)) a.fail("x", "is too short");
  if (!a.failed() && dim > 0) kernel()->addParts(x, size, parts, dim, y);
  return nullptr;
}

// (y, size, parts, dim, x)
napi_value addToParts(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const float* y = a.floats(0);
  const int64_t there = a.length(), size = a.size(), parts = a.size(), dim = a.size();
  float* x = a.floats(times(times(size, parts), dim));
  if (there < times(size, dim)) a.fail("y", "is too short");
  if (!a.failed() && dim > 0) kernel()->addToParts(y, size, parts, dim, x);
  return nullptr;
}

// ({ users, vectors, size, items, dim, k, threads, maskedOffsets, masked, ranking, scores })
napi_value topItems(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  TopInput in{};
  in.size = a.size("size");
  in.items = a.size("items");
  if (in.items > INT32_MAX) a.fail("is more than an Int32Array can name");
  in.dim = a.size("dim");
  if (in.dim == 0) a.fail("is 0");
  in.k = a.size("k");
  in.threads = a.size("threads");
  in.users = a.floats(times(in.size, in.dim), "users");
  in.vectors = a.floats(times(in.items, in.dim), "vectors");
  in.maskedOffsets = a.integers(plus(in.size, 1), "maskedOffsets");
  in.masked = a.integers(0, "masked");
  const int64_t maskedThere = a.length();
  in.ranking = a.integers(times(in.size, in.k), "ranking");
  in.scores = a.floats(times(in.size, in.k), "scores");
  if (a.failed()) return nullptr;
  for (int64_t r = 0; r <= in.size; r++) {
    const bool inside = in.maskedOffsets[r] >= 0 && in.maskedOffsets[r] <= maskedThere;
    if (!inside || (r > 0 && in.maskedOffsets[r] < in.maskedOffsets[r - 1])) {
      a.fail("maskedOffsets", "is not ascending within what is masked");
      return nullptr;
    }
  }
  if (in.size > 0 && in.k > 0) kernel()->topItems(in);
  return nullptr;
}

// Reads { vectors, order?, rows, places, dim, codes, scales, bounds }.
PackInput packOf(Arguments& a) {
  PackInput in{};
  in.rows = a.size("rows");
  if (in.rows > INT32_MAX) a.fail("is more than an Int32Array can name");
  in.places = a.size("places");
  if (in.places % 16 != 0) a.fail("is no multiple of 16");
  in.dim = a.size("dim");
  if (in.dim == 0 || in.dim > 65536) a.fail("is not from 1 to 65,536");
  in.vectors = a.floats(times(in.rows, in.dim), "vectors");
  in.order = a.optionalIntegers(in.places, "order");
  in.codes = a.alignedBytes(times(in.places, (in.dim + 3) / 4 * 4), "codes");
  in.scales = a.floats(in.places, "scales");
  in.bounds = a.floats(in.places / 8, "bounds");
  return in;
}

// ({ as above }) -> the largest norm of a row
napi_value packRows(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const PackInput in = packOf(a);
  return a.failed() ? nullptr : numberOf(env, kernel()->packRows(in));
}

// ({ as above, largestNorm, largestBias, bias?, queries, count, k, threads, allowed?, stretchOffsets?, stretches?, ranking,
// scores })
napi_value scanRows(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  ScanInput in{};
  in.packed = packOf(a);
  in.largestNorm = a.number("largestNorm");
  in.largestBias = a.number("largestBias");
  in.bias = a.optionalFloats(in.packed.places, "bias");
  in.count = a.size("count");
  in.queries = a.floats(times(in.count, in.packed.dim), "queries");
  in.k = a.size("k");
  in.threads = a.size("threads");
  in.allowed = a.optionalWords(plus(in.packed.rows, 31) / 32, "allowed");
  in.stretchOffsets = a.optionalIntegers(plus(in.count, 1), "stretchOffsets");
  if (in.stretchOffsets != nullptr) in.stretches = a.integers(0, "stretches");
  const int64_t stretchesThere = in.stretchOffsets == nullptr ? 0 : a.length() / 2;
  in.ranking = a.integers(times(in.count, in.k), "ranking");
  in.scores = a.floats(times(in.count, in.k), "scores");
  if (a.failed()) return nullptr;
  for (int64_t c = 0; in.stretchOffsets != nullptr && c < in.count; c++) {
    const int64_t from = in.stretchOffsets[c], to = in.stretchOffsets[c + 1];
    bool inside = from >= 0 && to >= from && to <= stretchesThere;
    for (int64_t s = from; inside && s < to; s++)
      inside = in.stretches[2 * s] >= 0 && in.stretches[2 * s] <= in.stretches[2 * s + 1] &&
               in.stretches[2 * s + 1] <= in.packed.places / 16;
    if (!inside) {
      a.fail("stretches", "of query " + std::to_string(c) + " do not lie within the blocks");
      return nullptr;
    }
  }
  if (in.count > 0 && in.k > 0) kernel()->scanRows(in);
  return nullptr;
}

// ({ a, b, order, depth, threads, out })
napi_value addLowerProduct(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  LowerProduct in{};
  in.order = a.size("order");
  in.depth = a.size("depth");
  in.threads = a.size("threads");
  in.a = a.floats(times(in.order, in.depth), "a");
  in.b = a.floats(times(in.order, in.depth), "b");
  in.out = a.floats(times(in.order, in.order), "out");
  if (!a.failed() && in.order > 0 && in.depth > 0) kernel()->addLowerProduct(in);
  return nullptr;
}

// A C++ exception, as where memory runs out, must not leave the addon: it would end the process.
template <napi_callback call>
napi_value guarded(napi_env env, napi_callback_info info) {
  try {
    return call(env, info);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, (std::string("kernel: ") + error.what()).c_str());
    return nullptr;
  }
}

// (place among instructionSets): what all calls of the process run from then on
napi_value use(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const size_t place = static_cast<size_t>(a.size());
  const std::vector<const Kernel*> kernels = runnable();
  if (place >= kernels.size()) a.fail("is no place among the instruction sets");
  if (!a.failed()) choice().store(kernels[place], std::memory_order_relaxed);
  return nullptr;
}

napi_value textOf(napi_env env, const char* text) {
  napi_value value = nullptr;
  napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value);
  return value;
}

struct Named {
  const char* name;
  napi_callback call;
};

constexpr Named functions[] = {
    {"softmaxLoss", guarded<softmaxLoss>},
    {"matrixProduct", guarded<matrixProduct>},
    {"pool", guarded<pool>},
    {"scatter", guarded<scatter>},
    {"applyRows", guarded<applyRows>},
    {"adagrad", guarded<adagrad>},
    {"normalise", guarded<normalise>},
    {"normaliseBackward", guarded<normaliseBackward>},
    {"affine", guarded<affine>},
    {"affineBackward", guarded<affineBackward>},
    {"reluBackward", guarded<reluBackward>},
    {"addParts", guarded<addParts>},
    {"addToParts", guarded<addToParts>},
    {"topItems", guarded<topItems>},
    {"packRows", guarded<packRows>},
    {"scanRows", guarded<scanRows>},
    {"addLowerProduct", guarded<addLowerProduct>},
    {"use", guarded<use>},
};

napi_value initialise(napi_env env, napi_value exports) {
  const std::vector<const Kernel*> kernels = runnable();
  napi_value names = nullptr;
  napi_create_array(env, &names);
  for (size_t k = 0; k < kernels.size(); k++) napi_set_element(env, names, k, textOf(env, kernels[k]->name));
  napi_set_named_property(env, exports, "instructionSets", names);
  for (const Named& named : functions) {
    napi_value function = nullptr;
    napi_create_function(env, named.name, NAPI_AUTO_LENGTH, named.call, nullptr, &function);
    napi_set_named_property(env, exports, named.name, function);
  }
  napi_set_named_property(env, exports, "instructions", textOf(env, kernel()->name));
  return exports;
}

}  // namespace

NAPI_MODULE(NODE_GYP_MODULE_NAME, initialise)
