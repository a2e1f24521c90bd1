"""The step rate of TensorFlow Recommenders on the problem of `pnpm bench train`.

usage: tfrs_step.py BATCH SECONDS USERS ITEMS DIM HIDDEN TEMPERATURE

Graph mode, Adagrad over sparse gradients, batches drawn beforehand; accidental hits are not looked for, which is less work.
"""
import json
import sys
import time

import tensorflow as tf
import tensorflow_recommenders as tfrs

batch, users, items, dim, hidden = (int(sys.argv[n]) for n in (1, 3, 4, 5, 6))
seconds, temperature = float(sys.argv[2]), float(sys.argv[7])


def tower(rows):
    return tf.keras.Sequential(
        [
            tf.keras.layers.Embedding(rows, dim),
            tf.keras.layers.Dense(hidden, activation="relu"),
            tf.keras.layers.Dense(dim),
            tf.keras.layers.Lambda(lambda vectors: tf.math.l2_normalize(vectors, axis=1)),
        ]
    )


class TwoTowers(tfrs.Model):
    def __init__(self):
        super().__init__()
        self.user_tower = tower(users)
        self.item_tower = tower(items)
        self.retrieval = tfrs.tasks.Retrieval(temperature=temperature)

    def compute_loss(self, inputs, training=False):
        return self.retrieval(
            self.user_tower(inputs["user"]),
            self.item_tower(inputs["item"]),
            candidate_sampling_probability=inputs["probability"],
            compute_metrics=False,
        )


def draw():
    return {
        "user": tf.random.uniform((batch,), 0, users, tf.int32),
        "item": tf.random.uniform((batch,), 0, items, tf.int32),
        "probability": tf.fill((batch,), 1 / items),
    }


tf.random.set_seed(1)
model = TwoTowers()
model.compile(optimizer=tf.keras.optimizers.legacy.Adagrad(0.05))
step = tf.function(model.train_step)
batches = [draw() for _ in range(max(8, (1 << 18) // batch))]
for n in range(10):
    result = step(batches[n % len(batches)])

started, steps, elapsed = time.perf_counter(), 0, 0.0
while elapsed < seconds:
    result = step(batches[steps % len(batches)])
    steps += 1
    elapsed = time.perf_counter() - started
loss = float(result["loss"])
elapsed = time.perf_counter() - started
print(json.dumps({"samplesPerSecond": steps * batch / elapsed, "loss": loss / batch, "version": f"tfrs {tfrs.__version__}, tensorflow {tf.__version__}"}))
