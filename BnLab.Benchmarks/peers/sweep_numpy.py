#!/usr/bin/env python3
"""The notebook's way: the sweep over initial weight scales, with and without batch normalization, in plain NumPy.

This is the peer that bnlab's sweep is measured against: nets and Solver are those of train_numpy.py. One seed at the
start; then for each scale the weights of both nets and both trainings, in the order in which the notebook draws them.
Only the training loops are timed.

    OPENBLAS_NUM_THREADS=2 python3 sweep_numpy.py --data DIR [--points 20] [--check GOLDEN.json]
"""

import argparse
import json
import pathlib
import sys
import time

import numpy as np

from train_numpy import FullyConnectedNet, Solver, load

HIDDEN = [50] * 7
NETS = ("batchnorm", "baseline")


def sweep_options(parser):
    """The options that every peer of the sweep has."""
    parser.add_argument("--data", required=True, help="a folder with data_batch_N.bin, or one such file")
    parser.add_argument("--num-train", type=int, default=1000)
    parser.add_argument("--split", help="TRAIN,VAL (49000,1000; of a smaller set the last tenth, at most 1000, is VAL)")
    parser.add_argument("--points", type=int, default=20, help="weight scales, evenly spaced on a log axis")
    parser.add_argument("--part", default="1/1", metavar="I/N", help="only every N-th scale, from the I-th on, with other draws")
    parser.add_argument("--scale-min", type=float, default=1e-4)
    parser.add_argument("--scale-max", type=float, default=1.0)
    parser.add_argument("--dtype", choices=["float32", "float64"], default="float32")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=231)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a line for each training")
    return parser


def scales_of(args):
    part, parts = (int(number) for number in args.part.split("/"))
    return np.logspace(np.log10(args.scale_min), np.log10(args.scale_max), num=args.points)[part - 1 :: parts]


def summary(solver):
    """What the notebook keeps of a training."""
    return {
        "best_train_accuracy": max(solver.train_acc_history),
        "best_val_accuracy": max(solver.val_acc_history),
        "final_train_loss": float(np.mean(solver.loss_history[-100:])),
    }


def report(row, args):
    if args.json:
        return
    for name in NETS:
        net = row[name]
        print(f"{row['weight_scale']:.6g} {name}: train acc {net['best_train_accuracy']:f}, val acc "
              f"{net['best_val_accuracy']:f}, final loss {net['final_train_loss']:f}, {net['seconds']:.3f} s", flush=True)


def finish(rows, args):
    seconds = sum(row[name]["seconds"] for row in rows for name in NETS)
    if args.json:
        print(json.dumps({"seconds": seconds, "rows": rows}))
    else:
        print(f"{seconds:.3f} s in {len(NETS) * len(rows)} training loops")


def sweep(data, args):
    np.random.seed(args.seed)
    dtype = np.dtype(args.dtype).type
    rows = []
    for scale in scales_of(args):
        sizes = [data["X_train"].shape[1]] + HIDDEN + [10]
        nets = {name: FullyConnectedNet(sizes, scale, name == "batchnorm", dtype) for name in NETS}
        row = {"weight_scale": float(scale)}
        for name, net in nets.items():
            solver = Solver(net, data, args.epochs)
            start = time.perf_counter()
            solver.train()
            row[name] = {**summary(solver), "seconds": time.perf_counter() - start}
        rows.append(row)
        report(row, args)
    return rows


def check(rows, path):
    """Prints how far the rows are from those of a golden file; returns whether they meet."""
    golden = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["rows"]
    met = len(rows) == len(golden)
    for ours, theirs in zip(rows, golden):
        for name in NETS:
            (a, b) = (ours[name], theirs[name])
            far = abs(a["final_train_loss"] - b["final_train_loss"]) / b["final_train_loss"]
            same = (a["best_train_accuracy"], a["best_val_accuracy"]) == (b["best_train_acc"], b["best_val_acc"])
            met = met and same and far <= 1e-9 and np.isclose(ours["weight_scale"], theirs["weight_scale"], rtol=1e-12)
            print(f"{ours['weight_scale']:.6g} {name}: relative difference of final losses {far:.1e}; "
                  f"accuracies {'equal' if same else 'DIFFER'}", file=sys.stderr)
    return met


def main():
    parser = sweep_options(argparse.ArgumentParser(description=__doc__.splitlines()[0]))
    parser.add_argument("--check", metavar="GOLDEN.json", help="compare with recorded rows; 2 if they differ")
    args = parser.parse_args()
    rows = sweep(load(args.data, args.split, args.num_train), args)
    finish(rows, args)
    if args.check and not check(rows, args.check):
        sys.exit(2)


if __name__ == "__main__":
    main()
