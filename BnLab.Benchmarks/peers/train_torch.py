#!/usr/bin/env python3
"""The six-layer pair and the sweep over initial weight scales in PyTorch, as its users write them.

nn.Sequential with BatchNorm1d, cross_entropy, optim.Adam, evaluation in batches of 100 under no_grad. Weights and
mini-batches come from the same NumPy draws as the notebook's, so all peers train on the same batches; PyTorch's running
variance is unbiased, which the accuracies of the net with batch normalization notice and its losses do not. Only the
training loops are timed.

    python3 train_torch.py --data DIR [--sweep] [--threads 1]
"""

import argparse
import time

import numpy as np
import torch
from torch import nn

from sweep_numpy import HIDDEN, NETS, finish, report, scales_of, summary, sweep_options
from train_numpy import load


class Solver:
    """The course's Solver: what train_numpy's does, with PyTorch's modules."""

    def __init__(self, net, data, epochs, batch_size=50):
        self.net, self.epochs, self.batch_size, self.data = net, epochs, batch_size, data
        self.optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
        self.loss_history, self.train_acc_history, self.val_acc_history = [], [], []
        self.best_val_acc, self.best_params = 0.0, None

    def step(self):
        batch = torch.from_numpy(np.random.choice(len(self.data["X_train"]), self.batch_size))
        self.net.train()
        self.optimizer.zero_grad()
        loss = nn.functional.cross_entropy(self.net(self.data["X_train"][batch]), self.data["y_train"][batch])
        loss.backward()
        self.optimizer.step()
        self.loss_history.append(loss.item())

    @torch.no_grad()
    def check_accuracy(self, x, y, num_samples=None, batch_size=100):
        if num_samples is not None and len(x) > num_samples:
            chosen = torch.from_numpy(np.random.choice(len(x), num_samples))
            x, y = x[chosen], y[chosen]
        self.net.eval()
        right = sum((self.net(bx).argmax(1) == by).sum().item() for bx, by in zip(x.split(batch_size), y.split(batch_size)))
        return right / len(x)

    def train(self):
        per_epoch = max(len(self.data["X_train"]) // self.batch_size, 1)
        iterations = self.epochs * per_epoch
        for t in range(iterations):
            self.step()
            if t == 0 or t == iterations - 1 or (t + 1) % per_epoch == 0:
                self.train_acc_history.append(self.check_accuracy(self.data["X_train"], self.data["y_train"], 1000))
                self.val_acc_history.append(self.check_accuracy(self.data["X_val"], self.data["y_val"]))
                if self.val_acc_history[-1] > self.best_val_acc:
                    self.best_val_acc = self.val_acc_history[-1]
                    self.best_params = {name: value.clone() for name, value in self.net.state_dict().items()}
        if self.best_params:
            self.net.load_state_dict(self.best_params)


def make_net(sizes, weight_scale, batchnorm, dtype):
    layers = []
    for i in range(1, len(sizes)):
        affine = nn.Linear(sizes[i - 1], sizes[i], dtype=dtype)
        with torch.no_grad():
            affine.weight.copy_(torch.from_numpy(weight_scale * np.random.randn(sizes[i - 1], sizes[i])).T)
            affine.bias.zero_()
        layers.append(affine)
        if i < len(sizes) - 1:
            if batchnorm:
                layers.append(nn.BatchNorm1d(sizes[i], dtype=dtype))
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def run(scale, hidden, data, args, dtype):
    """Both nets at one scale, in the order in which the notebook draws their numbers."""
    sizes = [data["X_train"].shape[1]] + hidden + [10]
    nets = {name: make_net(sizes, scale, name == "batchnorm", dtype) for name in NETS}
    row = {"weight_scale": float(scale)}
    for name, net in nets.items():
        solver = Solver(net, data, args.epochs)
        start = time.perf_counter()
        solver.train()
        row[name] = {"seconds": time.perf_counter() - start, "loss_history": solver.loss_history, **summary(solver)}
    return row


def main():
    parser = sweep_options(argparse.ArgumentParser(description=__doc__.splitlines()[0]))
    parser.add_argument("--sweep", action="store_true", help="the sweep, not the six-layer pair")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    dtype = torch.float64 if args.dtype == "float64" else torch.float32
    data = {name: torch.from_numpy(value) for name, value in load(args.data, args.split, args.num_train).items()}
    data = {name: value.to(dtype) if value.is_floating_point() else value for name, value in data.items()}
    np.random.seed(args.seed)
    rows = []
    for scale in scales_of(args) if args.sweep else [2e-2]:
        rows.append(run(scale, HIDDEN if args.sweep else [100] * 5, data, args, dtype))
        report(rows[-1], args)
    finish(rows, args)


if __name__ == "__main__":
    main()
