// Compiled once for each instruction set, with its flags, KERNEL as the table's name and INSTRUCTIONS as the set's.
#include "layers.h"
#include "lower_product.h"
#include "pack_rows.h"
#include "rows.h"
#include "scan_rows.h"
#include "softmax_losses.h"
#include "top_items.h"

extern const Kernel KERNEL = {
    INSTRUCTIONS, softmaxLosses,         matrixProduct, poolRows,       scatterRows,  applyRowSums, adagradStep,
    normaliseRows, normaliseRowsBackward, affineForward, affineBackward, reluBackward, addParts,     addToParts,
    topItems,     packRows,              scanRows,      addLowerProduct,
};
