// Fully connected layers, forward and backward.
#pragma once
#include "kernel.h"
#include "matrix_product.h"
#include "rows.h"

namespace {

void affineForward(const float* x, int64_t size, int64_t inputs, const float* weights, const float* bias, int64_t outputs,
                   bool relu, float* y) {
  for (int64_t r = 0; r < size; r++) memcpy(y + r * outputs, bias, outputs * 4);
  matrixProduct(size, outputs, inputs, x, inputs, 1, weights, outputs, y, outputs, true);
  if (relu)
    for (int64_t i = 0; i < size * outputs; i++) y[i] = y[i] > 0 ? y[i] : 0;
}

void affineBackward(const float* x, int64_t size, int64_t inputs, const float* weights, int64_t outputs,
                    const float* ofOutputs, float* ofWeights, float* ofBias, float* ofInputs) {
  static thread_local std::vector<float> transposed;
  transposed.resize(inputs * outputs);
  for (int64_t i = 0; i < inputs; i++)
    for (int64_t j = 0; j < outputs; j++) transposed[j * inputs + i] = weights[i * outputs + j];
  matrixProduct(inputs, outputs, size, x, 1, inputs, ofOutputs, outputs, ofWeights, outputs, true);
  for (int64_t r = 0; r < size; r++) addScaled(ofBias, 1, ofOutputs + r * outputs, outputs);
  matrixProduct(size, inputs, outputs, ofOutputs, outputs, 1, transposed.data(), inputs, ofInputs, inputs, false);
}

void reluBackward(float* gradient, const float* y, int64_t n) {
  for (int64_t i = 0; i < n; i++) gradient[i] = y[i] > 0 ? gradient[i] : 0;
}

// y[size, dim] += the sum of x[size, parts * dim] over its parts.
void addParts(const float* x, int64_t size, int64_t parts, int64_t dim, float* y) {
  for (int64_t r = 0; r < size; r++)
    for (int64_t p = 0; p < parts; p++) addScaled(y + r * dim, 1, x + (r * parts + p) * dim, dim);
}

// The other way: every part of x += y.
void addToParts(const float* y, int64_t size, int64_t parts, int64_t dim, float* x) {
  for (int64_t r = 0; r < size; r++)
    for (int64_t p = 0; p < parts; p++) addScaled(x + (r * parts + p) * dim, 1, y + r * dim, dim);
}

}  // namespace
