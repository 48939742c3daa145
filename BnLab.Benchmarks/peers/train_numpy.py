#!/usr/bin/env python3
"""The notebook's way: the six-layer net, with and without batch normalization, in plain NumPy.

This is the peer that `bnlab train --batchnorm` is measured against. It follows the course's
conventions (layers with caches, one dictionary of parameters, a Solver that draws each batch with
replacement) in idiomatic vectorized NumPy, with nothing sped up and nothing slowed down. Only the
training loops are timed, not the loading of the data.

    OPENBLAS_NUM_THREADS=1 python3 train_numpy.py --data DIR [--dtype float64] [--check GOLDEN.json]

DIR is a folder like cifar-10-batches-bin (or one file in that layout, with any number of records).
"""

import argparse
import json
import pathlib
import sys
import time

import numpy as np

# ---- layers: each forward returns its output and what its backward needs ----


def affine_forward(x, w, b):
    return x.dot(w) + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    return dout.dot(w.T), x.T.dot(dout), dout.sum(axis=0)


def relu_forward(x):
    return np.maximum(0, x), x


def relu_backward(dout, x):
    return dout * (x > 0)


def batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = 1e-5, 0.9
    if bn_param["mode"] == "test":
        x_hat = (x - bn_param["running_mean"]) / np.sqrt(bn_param["running_var"] + eps)
        return gamma * x_hat + beta, None
    mean = x.mean(axis=0)
    var = x.var(axis=0)  # biased
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    bn_param["running_mean"] = momentum * bn_param["running_mean"] + (1 - momentum) * mean
    bn_param["running_var"] = momentum * bn_param["running_var"] + (1 - momentum) * var
    return gamma * x_hat + beta, (x_hat, gamma, std)


def batchnorm_backward(dout, cache):
    """The closed form."""
    x_hat, gamma, std = cache
    n = dout.shape[0]
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (n * std) * (n * dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta


def softmax_loss(scores, y):
    n = scores.shape[0]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_probs[np.arange(n), y].sum() / n
    dscores = np.exp(log_probs)
    dscores[np.arange(n), y] -= 1
    return loss, dscores / n


class FullyConnectedNet:
    """{affine - [batchnorm] - relu} x (L - 1) - affine - softmax."""

    def __init__(self, sizes, weight_scale, batchnorm, dtype, reg=0.0):
        self.num_layers = len(sizes) - 1
        self.batchnorm, self.dtype, self.reg = batchnorm, dtype, reg
        self.params, self.bn_params = {}, {}
        for i in range(1, self.num_layers + 1):
            self.params[f"W{i}"] = weight_scale * np.random.randn(sizes[i - 1], sizes[i])
            self.params[f"b{i}"] = np.zeros(sizes[i])
            if batchnorm and i < self.num_layers:
                self.params[f"gamma{i}"] = np.ones(sizes[i])
                self.params[f"beta{i}"] = np.zeros(sizes[i])
                self.bn_params[i] = {
                    "running_mean": np.zeros(sizes[i], dtype),
                    "running_var": np.zeros(sizes[i], dtype),
                }
        self.params = {name: value.astype(dtype) for name, value in self.params.items()}

    def loss(self, x, y=None):
        """The scores of x (test mode), or with labels the loss and all gradients (train mode)."""
        h = x.astype(self.dtype)
        for bn_param in self.bn_params.values():
            bn_param["mode"] = "test" if y is None else "train"

        caches = {}
        for i in range(1, self.num_layers):
            h, affine_cache = affine_forward(h, self.params[f"W{i}"], self.params[f"b{i}"])
            bn_cache = None
            if self.batchnorm:
                gamma, beta = self.params[f"gamma{i}"], self.params[f"beta{i}"]
                h, bn_cache = batchnorm_forward(h, gamma, beta, self.bn_params[i])
            h, relu_cache = relu_forward(h)
            caches[i] = affine_cache, bn_cache, relu_cache
        last = self.num_layers
        scores, last_cache = affine_forward(h, self.params[f"W{last}"], self.params[f"b{last}"])
        if y is None:
            return scores

        grads = {}
        loss, dscores = softmax_loss(scores, y)
        dh, grads[f"W{last}"], grads[f"b{last}"] = affine_backward(dscores, last_cache)
        for i in range(self.num_layers - 1, 0, -1):
            affine_cache, bn_cache, relu_cache = caches[i]
            dh = relu_backward(dh, relu_cache)
            if self.batchnorm:
                dh, grads[f"gamma{i}"], grads[f"beta{i}"] = batchnorm_backward(dh, bn_cache)
            dh, grads[f"W{i}"], grads[f"b{i}"] = affine_backward(dh, affine_cache)
        if self.reg:
            for i in range(1, self.num_layers + 1):
                w = self.params[f"W{i}"]
                loss += 0.5 * self.reg * np.sum(w * w)
                grads[f"W{i}"] += self.reg * w
        return loss, grads


def adam(w, dw, config):
    beta1, beta2, eps = 0.9, 0.999, 1e-8
    config["t"] += 1
    config["m"] = beta1 * config["m"] + (1 - beta1) * dw
    config["v"] = beta2 * config["v"] + (1 - beta2) * dw**2
    m_hat = config["m"] / (1 - beta1 ** config["t"])
    v_hat = config["v"] / (1 - beta2 ** config["t"])
    return w - config["learning_rate"] * m_hat / (np.sqrt(v_hat) + eps)


class Solver:
    def __init__(self, model, data, epochs, batch_size=50, learning_rate=1e-3, lr_decay=1.0, log=None):
        self.model, self.data, self.log = model, data, log
        self.epochs, self.batch_size, self.lr_decay = epochs, batch_size, lr_decay
        self.loss_history, self.train_acc_history, self.val_acc_history = [], [], []
        self.best_val_acc, self.best_params = 0.0, {}
        self.configs = {
            name: {"learning_rate": learning_rate, "m": np.zeros_like(w), "v": np.zeros_like(w), "t": 0}
            for name, w in model.params.items()
        }

    def step(self):
        batch = np.random.choice(self.data["X_train"].shape[0], self.batch_size)
        loss, grads = self.model.loss(self.data["X_train"][batch], self.data["y_train"][batch])
        self.loss_history.append(float(loss))
        for name, w in self.model.params.items():
            self.model.params[name] = adam(w, grads[name], self.configs[name])

    def check_accuracy(self, x, y, num_samples=None, batch_size=100):
        if num_samples is not None and x.shape[0] > num_samples:
            chosen = np.random.choice(x.shape[0], num_samples)
            x, y = x[chosen], y[chosen]
        predicted = [
            self.model.loss(x[start : start + batch_size]).argmax(axis=1)
            for start in range(0, x.shape[0], batch_size)
        ]
        return float(np.mean(np.concatenate(predicted) == y))

    def train(self, print_every=20):
        per_epoch = max(self.data["X_train"].shape[0] // self.batch_size, 1)
        iterations = self.epochs * per_epoch
        epoch = 0
        for t in range(iterations):
            self.step()
            if self.log and t % print_every == 0:
                self.log(f"(Iteration {t + 1} / {iterations}) loss: {self.loss_history[-1]:f}")
            epoch_end = (t + 1) % per_epoch == 0
            if epoch_end:
                epoch += 1
                for config in self.configs.values():
                    config["learning_rate"] *= self.lr_decay
            if t == 0 or t == iterations - 1 or epoch_end:
                train_acc = self.check_accuracy(self.data["X_train"], self.data["y_train"], 1000)
                val_acc = self.check_accuracy(self.data["X_val"], self.data["y_val"])
                self.train_acc_history.append(train_acc)
                self.val_acc_history.append(val_acc)
                if self.log:
                    self.log(f"(Epoch {epoch} / {self.epochs}) train acc: {train_acc:f}; val_acc: {val_acc:f}")
                if val_acc > self.best_val_acc:
                    self.best_val_acc = val_acc
                    self.best_params = {name: w.copy() for name, w in self.model.params.items()}
        if self.best_params:
            self.model.params = self.best_params


# ---- data, runs, report ----


def load(path, split, num_train):
    """Mean-subtracted training and validation data; (N, 3072) features, (N,) labels."""
    path = pathlib.Path(path)
    files = sorted(path.glob("data_batch_[1-5].bin")) if path.is_dir() else [path]
    if not files:
        sys.exit(f"{path}: no data_batch_N.bin here")
    records = np.concatenate([np.fromfile(file, np.uint8).reshape(-1, 3073) for file in files])
    if split:
        train, val = (int(part) for part in split.split(","))
    elif len(records) >= 50000:
        train, val = 49000, 1000
    else:
        val = min(len(records) // 10, 1000)
        train = len(records) - val
    x, y = records[: train + val, 1:].astype(np.float64), records[: train + val, 0].astype(np.int64)
    x -= x[:train].mean(axis=0)
    return {"X_train": x[:num_train], "y_train": y[:num_train], "X_val": x[train:], "y_val": y[train:]}


def train_pair(data, args):
    """Both nets, in the order in which the notebook draws their numbers."""
    log = None if args.json else print
    np.random.seed(args.seed)
    sizes = [3072] + [100] * 5 + [10]
    dtype = np.dtype(args.dtype).type
    nets = {name: FullyConnectedNet(sizes, 2e-2, name == "batchnorm", dtype) for name in ("batchnorm", "baseline")}
    result = {}
    for name, net in nets.items():
        if log:
            log(f"Solver with{'' if name == 'batchnorm' else 'out'} batch norm:")
        solver = Solver(net, data, args.epochs, log=log)
        start = time.perf_counter()
        solver.train()
        result[name] = {
            "seconds": time.perf_counter() - start,
            "loss_history": solver.loss_history,
            "train_acc_history": solver.train_acc_history,
            "val_acc_history": solver.val_acc_history,
        }
    return result


def check(result, path):
    """Prints how far the histories are from those of a golden file; returns whether they meet."""
    golden = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    met = True
    for name in ("batchnorm", "baseline"):
        ours, theirs = result[name], golden[name]
        loss, expected = np.array(ours["loss_history"]), np.array(theirs["loss_history"])
        largest = np.max(np.abs(loss - expected) / np.abs(expected)) if loss.shape == expected.shape else np.inf
        same = all(ours[key] == theirs[key] for key in ("train_acc_history", "val_acc_history"))
        met = met and same and largest <= 1e-9
        print(f"{name}: largest relative difference of losses {largest:.1e}; accuracies {'equal' if same else 'DIFFER'}",
              file=sys.stderr)
    return met


def plot(result, path):
    """The notebook's three panels."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(3, 1, figsize=(15, 15))
    histories = ["loss_history", "train_acc_history", "val_acc_history"]
    for panel, title, history in zip(panels, ["Training loss", "Training accuracy", "Validation accuracy"], histories):
        for name, net in result.items():
            panel.plot(net[history], "o" if history == "loss_history" else "-o", label=name)
        panel.set_title(title)
        panel.set_xlabel("Iteration" if history == "loss_history" else "Epoch")
        panel.legend(loc="upper center", ncol=4)
    figure.savefig(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="a folder with data_batch_N.bin, or one such file")
    parser.add_argument("--num-train", type=int, default=1000)
    parser.add_argument("--split", help="TRAIN,VAL (49000,1000; of a smaller set the last tenth, at most 1000, is VAL)")
    parser.add_argument("--dtype", choices=["float32", "float64"], default="float32")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=231)
    parser.add_argument("--check", metavar="GOLDEN.json", help="compare with recorded histories; 2 if they differ")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the log")
    parser.add_argument("--plot", metavar="FILE.png", help="draw the notebook's three panels with Matplotlib")
    args = parser.parse_args()

    result = train_pair(load(args.data, args.split, args.num_train), args)
    if args.plot:
        plot(result, args.plot)
    if args.json:
        print(json.dumps(result))
    else:
        for name, net in result.items():
            print(f"{name}: {net['seconds']:.3f} s in the training loop, final loss {net['loss_history'][-1]:f}, "
                  f"train acc {net['train_acc_history'][-1]:f}, val acc {net['val_acc_history'][-1]:f}")
    if args.check and not check(result, args.check):
        sys.exit(2)


if __name__ == "__main__":
    main()
