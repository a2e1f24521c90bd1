// The kernel as a Node addon: N-API, typed arrays in and out, each length checked before anything is touched.
#include <node_api.h>
#include <exception>
#include <string>
#include <vector>
#include "kernel.h"

namespace {

const Kernel* kernel = &generalKernel;

// Reads the arguments of one call in order. The first that does not fit throws a RangeError that names it, and the call
// must end: check `failed()`.
class Arguments {
 public:
  Arguments(napi_env env, napi_callback_info info) : env_(env) {
    size_t count = MOST;
    napi_get_cb_info(env, info, &count, values_, nullptr, nullptr);
    count_ = count;
  }

  bool failed() const { return failed_; }

  double number() {
    double value = 0;
    const size_t at = next_++;
    if (at >= count_ || napi_get_value_double(env_, values_[at], &value) != napi_ok) fail(at, "is no number");
    return value;
  }

  int64_t size() {
    const double value = number();
    if (!failed_ && !(value >= 0 && value <= 1e15)) fail(next_ - 1, "is no size");
    return static_cast<int64_t>(value);
  }

  float* floats(int64_t least) { return static_cast<float*>(array(napi_float32_array, least, "Float32Array")); }
  int32_t* integers(int64_t least) { return static_cast<int32_t*>(array(napi_int32_array, least, "Int32Array")); }
  float* optionalFloats(int64_t least) { return skipped() ? nullptr : floats(least); }
  uint8_t* optionalBytes(int64_t least) {
    return skipped() ? nullptr : static_cast<uint8_t*>(array(napi_uint8_array, least, "Uint8Array"));
  }

  // Of the array read last.
  int64_t length() const { return length_; }

  void fail(size_t at, const std::string& what) {
    if (failed_) return;
    failed_ = true;
    napi_throw_range_error(env_, nullptr, ("kernel: argument " + std::to_string(at) + " " + what).c_str());
  }

 private:
  static constexpr size_t MOST = 20;

  bool skipped() {
    napi_valuetype type = napi_undefined;
    if (next_ < count_) napi_typeof(env_, values_[next_], &type);
    if (type != napi_undefined) return false;
    next_++;
    return true;
  }

  void* array(napi_typedarray_type wanted, int64_t least, const char* name) {
    const size_t at = next_++;
    bool is = false;
    if (at < count_) napi_is_typedarray(env_, values_[at], &is);
    napi_typedarray_type type = napi_int8_array;
    size_t length = 0;
    void* data = nullptr;
    if (is) napi_get_typedarray_info(env_, values_[at], &type, &length, &data, nullptr, nullptr);
    length_ = static_cast<int64_t>(length);
    if (!is || type != wanted) fail(at, std::string("is no ") + name);
    else if (length_ < least) fail(at, "holds " + std::to_string(length) + " numbers and needs " + std::to_string(least));
    return data;
  }

  napi_env env_;
  napi_value values_[MOST];
  size_t count_ = 0;
  size_t next_ = 0;
  int64_t length_ = 0;
  bool failed_ = false;
};

napi_value numberOf(napi_env env, double value) {
  napi_value result = nullptr;
  napi_create_double(env, value, &result);
  return result;
}

// (kind, c, temperature, size, dim, candidates, ownPerRow, users, items, logQ, positiveLogQ?, shares, present?, hits, hit
// numbers, ofUsers, ofItems) -> loss
napi_value softmaxLoss(napi_env env, napi_callback_info info) {
  static thread_local std::vector<float> factors, pulls;
  Arguments a(env, info);
  SoftmaxInput in{};
  in.kind = static_cast<int>(a.size());
  in.c = static_cast<float>(a.number());
  in.temperature = static_cast<float>(a.number());
  in.size = a.size();
  in.dim = a.size();
  in.candidates = a.size();
  in.ownPerRow = a.size();
  const int64_t items = in.candidates + in.size * in.ownPerRow;
  in.users = a.floats(in.size * in.dim);
  in.items = a.floats(items * in.dim);
  in.logQ = a.floats(items);
  in.positiveLogQ = a.optionalFloats(in.size);
  in.shares = a.floats(in.size);
  in.present = a.optionalBytes(in.size * in.ownPerRow);
  in.hits = a.integers(0);
  const int64_t hitsThere = a.length();
  in.hitNumbers = a.size();
  in.ofUsers = a.floats(in.size * in.dim);
  in.ofItems = a.floats(items * in.dim);
  if (in.hitNumbers > hitsThere || in.hitNumbers % 2 != 0) a.fail(14, "is odd, or more than there are hits");
  if (in.candidates < in.size) a.fail(5, "is fewer than the rows");
  if (a.failed()) return nullptr;
  for (int64_t h = 0; h < in.hitNumbers; h += 2) {
    const int32_t row = in.hits[h], column = in.hits[h + 1];
    const bool inside = row >= 0 && row < in.size && column >= 0 && column < in.candidates && row != column;
    if (!inside || (h > 0 && in.hits[h - 2] > row)) {
      a.fail(13, "has pair (" + std::to_string(row) + ", " + std::to_string(column) +
                     "), which is outside the batch, a record's own positive, or out of order");
      return nullptr;
    }
  }
  factors.resize(96);
  pulls.resize(in.size);
  in.factors = factors.data();
  in.pulls = pulls.data();
  return numberOf(env, kernel->softmaxLosses(in));
}

// (rows, columns, depth, a, aRow, aColumn, b, bRow, c, cRow, add)
napi_value matrixProduct(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const int64_t rows = a.size(), columns = a.size(), depth = a.size();
  const float* left = a.floats(0);
  const int64_t leftThere = a.length(), leftRow = a.size(), leftColumn = a.size();
  const float* right = a.floats(0);
  const int64_t rightThere = a.length(), rightRow = a.size();
  float* out = a.floats(0);
  const int64_t outThere = a.length(), outRow = a.size();
  const bool add = a.number() != 0;
  if (a.failed()) return nullptr;
  if (rows == 0 || columns == 0) return nullptr;
  const int64_t d = depth > 0 ? depth - 1 : 0;
  if (depth > 0 && leftThere < (rows - 1) * leftRow + d * leftColumn + 1) a.fail(3, "is too short");
  if (depth > 0 && rightThere < d * rightRow + columns) a.fail(6, "is too short");
  if (outThere < (rows - 1) * outRow + columns) a.fail(8, "is too short");
  if (a.failed()) return nullptr;
  kernel->matrixProduct(rows, columns, depth, left, leftRow, leftColumn, right, rightRow, out, outRow, add);
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
  bag.stride = a.size();
  bag.offset = a.size();
  *recordNumbers = bag.size == 0 ? 0 : (bag.size - 1) * bag.stride + bag.offset + bag.dim;
  if (a.failed()) return bag;
  if (offsetsThere < bag.size + 1) a.fail(0, "has not an offset for each record and one more");
  else if (bag.offsets[0] < 0 || bag.offsets[bag.size] > rowsThere) a.fail(0, "points outside the rows");
  for (int64_t r = 0; r < bag.size && !a.failed(); r++)
    if (bag.offsets[r + 1] < bag.offsets[r]) a.fail(0, "is not ascending");
  return bag;
}

// (offsets, rows, weights, size, dim, stride, offset, values, out) -> -1, or an entry whose row the table has not
napi_value pool(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  int64_t numbers = 0;
  const BagInput bag = bagOf(a, &numbers);
  const float* values = a.floats(0);
  const int64_t table = bag.dim > 0 ? a.length() / bag.dim : 0;
  float* out = a.floats(numbers);
  return a.failed() ? nullptr : numberOf(env, static_cast<double>(kernel->pool(bag, values, table, out)));
}

// (offsets, rows, weights, size, dim, stride, offset, gradient, slots, touchedRows, sums, touched) -> rows touched then
napi_value scatter(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  int64_t numbers = 0;
  const BagInput bag = bagOf(a, &numbers);
  const float* gradient = a.floats(numbers);
  int32_t* slots = a.integers(1);
  const int64_t table = a.length();
  int32_t* touchedRows = a.integers(0);
  const int64_t rowsThere = a.length();
  float* sums = a.floats(0);
  const int64_t sumsThere = a.length(), touched = a.size();
  if (a.failed()) return nullptr;
  const int64_t most = touched + bag.offsets[bag.size] - bag.offsets[0];
  const int64_t needed = most < table ? most : table;
  if (rowsThere < needed || sumsThere < needed * bag.dim) a.fail(9, "has too little room for the rows");
  return a.failed() ? nullptr
                    : numberOf(env, static_cast<double>(
                                        kernel->scatter(bag, gradient, table, slots, touchedRows, sums, touched)));
}

// (values, accumulator, dim, slots, touchedRows, sums, touched, rate, epsilon, l2)
napi_value applyRows(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  float* values = a.floats(0);
  const int64_t there = a.length();
  float* accumulator = a.floats(0);
  const int64_t table = a.length(), dim = a.size();
  int32_t* slots = a.integers(table);
  const int32_t* touchedRows = a.integers(0);
  const int64_t rowsThere = a.length();
  const float* sums = a.floats(0);
  const int64_t sumsThere = a.length(), touched = a.size();
  const float rate = static_cast<float>(a.number()), epsilon = static_cast<float>(a.number());
  const float l2 = static_cast<float>(a.number());
  if (there < table * dim) a.fail(0, "is shorter than its accumulator asks for");
  if (rowsThere < touched || sumsThere < touched * dim) a.fail(4, "is shorter than what was touched");
  if (!a.failed()) kernel->applyRows(values, accumulator, dim, slots, touchedRows, sums, touched, rate, epsilon, l2);
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
  if (!a.failed()) kernel->adagrad(values, accumulator, gradient, n, rate, epsilon);
  return nullptr;
}

// (x, size, dim, epsilon, inverse)
napi_value normalise(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  float* x = a.floats(0);
  const int64_t there = a.length(), size = a.size(), dim = a.size();
  const float epsilon = static_cast<float>(a.number());
  float* inverse = a.floats(size);
  if (there < size * dim) a.fail(0, "is too short");
  if (!a.failed()) kernel->normalise(x, size, dim, epsilon, inverse);
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
  const int64_t inverses = a.length(), size = a.size(), dim = a.size();
  if (there < size * dim || outputs < size * dim || inverses < size) a.fail(0, "is too short, or what follows it");
  if (!a.failed()) kernel->normaliseBackward(gradient, y, inverse, size, dim);
  return nullptr;
}

// (x, size, inputs, kernel, bias, outputs, relu, y)
napi_value affine(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const float* x = a.floats(0);
  const int64_t there = a.length(), size = a.size(), inputs = a.size();
  const float* weights = a.floats(0);
  const int64_t weightsThere = a.length();
  const float* bias = a.floats(0);
  const int64_t biasThere = a.length(), outputs = a.size();
  const bool relu = a.number() != 0;
  float* y = a.floats(size * outputs);
  if (there < size * inputs || weightsThere < inputs * outputs || biasThere < outputs) a.fail(0, "does not fit the layer");
  if (!a.failed()) kernel->affine(x, size, inputs, weights, bias, outputs, relu, y);
  return nullptr;
}

// (x, size, inputs, kernel, outputs, ofOutputs, ofKernel, ofBias, ofInputs)
napi_value affineBackward(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const float* x = a.floats(0);
  const int64_t there = a.length(), size = a.size(), inputs = a.size();
  const float* weights = a.floats(0);
  const int64_t weightsThere = a.length(), outputs = a.size();
  const float* ofOutputs = a.floats(size * outputs);
  float* ofKernel = a.floats(inputs * outputs);
  float* ofBias = a.floats(outputs);
  float* ofInputs = a.floats(size * inputs);
  if (there < size * inputs || weightsThere < inputs * outputs) a.fail(0, "does not fit the layer");
  if (!a.failed()) kernel->affineBackward(x, size, inputs, weights, outputs, ofOutputs, ofKernel, ofBias, ofInputs);
  return nullptr;
}

// (gradient, y, numbers)
napi_value reluBackward(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  float* gradient = a.floats(0);
  const int64_t there = a.length();
  const float* y = a.floats(0);
  const int64_t outputs = a.length(), numbers = a.size();
  if (there < numbers || outputs < numbers) a.fail(0, "is too short, or what follows it");
  if (!a.failed()) kernel->reluBackward(gradient, y, numbers);
  return nullptr;
}

// (x, size, parts, dim, y)
napi_value addParts(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const float* x = a.floats(0);
  const int64_t there = a.length(), size = a.size(), parts = a.size(), dim = a.size();
  float* y = a.floats(size * dim);
  if (there < size * parts * dim) a.fail(0, "is too short");
  if (!a.failed()) kernel->addParts(x, size, parts, dim, y);
  return nullptr;
}

// (y, size, parts, dim, x)
napi_value addToParts(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const float* y = a.floats(0);
  const int64_t there = a.length(), size = a.size(), parts = a.size(), dim = a.size();
  float* x = a.floats(size * parts * dim);
  if (there < size * dim) a.fail(0, "is too short");
  if (!a.failed()) kernel->addToParts(y, size, parts, dim, x);
  return nullptr;
}

// (users, vectors, size, items, dim, k, threads, maskedOffsets, masked, ranking, scores)
napi_value topItems(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  TopInput in{};
  in.users = a.floats(0);
  const int64_t usersThere = a.length();
  in.vectors = a.floats(0);
  const int64_t vectorsThere = a.length();
  in.size = a.size();
  in.items = a.size();
  in.dim = a.size();
  in.k = a.size();
  in.threads = a.size();
  in.maskedOffsets = a.integers(in.size + 1);
  in.masked = a.integers(0);
  const int64_t maskedThere = a.length();
  in.ranking = a.integers(in.size * in.k);
  in.scores = a.floats(in.size * in.k);
  if (usersThere < in.size * in.dim) a.fail(0, "is too short");
  if (vectorsThere < in.items * in.dim) a.fail(1, "is too short");
  if (a.failed()) return nullptr;
  for (int64_t r = 0; r <= in.size; r++) {
    const bool inside = in.maskedOffsets[r] >= 0 && in.maskedOffsets[r] <= maskedThere;
    if (!inside || (r > 0 && in.maskedOffsets[r] < in.maskedOffsets[r - 1])) {
      a.fail(7, "is not ascending within what is masked");
      return nullptr;
    }
  }
  kernel->topItems(in);
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

// The variants that this processor can run, the widest last.
std::vector<const Kernel*> runnable() {
  std::vector<const Kernel*> kernels = {&generalKernel};
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) kernels.push_back(&avx2Kernel);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq"))
    kernels.push_back(&avx512Kernel);
#endif
  return kernels;
}

// (place among instructionSets): what all calls of the process run from then on
napi_value use(napi_env env, napi_callback_info info) {
  Arguments a(env, info);
  const size_t place = static_cast<size_t>(a.size());
  const std::vector<const Kernel*> kernels = runnable();
  if (place >= kernels.size()) a.fail(0, "is no place among the instruction sets");
  if (!a.failed()) kernel = kernels[place];
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
    {"use", guarded<use>},
};

napi_value initialise(napi_env env, napi_value exports) {
  const std::vector<const Kernel*> kernels = runnable();
  kernel = kernels.back();
  napi_value names = nullptr;
  napi_create_array(env, &names);
  for (size_t k = 0; k < kernels.size(); k++) napi_set_element(env, names, k, textOf(env, kernels[k]->name));
  napi_set_named_property(env, exports, "instructionSets", names);
  for (const Named& named : functions) {
    napi_value function = nullptr;
    napi_create_function(env, named.name, NAPI_AUTO_LENGTH, named.call, nullptr, &function);
    napi_set_named_property(env, exports, named.name, function);
  }
  napi_set_named_property(env, exports, "instructions", textOf(env, kernel->name));
  return exports;
}

}  // namespace

NAPI_MODULE(NODE_GYP_MODULE_NAME, initialise)
