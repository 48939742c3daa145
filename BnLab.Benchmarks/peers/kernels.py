#!/usr/bin/env python3
"""Single kernels in NumPy or PyTorch, single precision, one thread: seconds a call, the median of nine measures.

    OPENBLAS_NUM_THREADS=1 python3 kernels.py --with numpy|torch

Normalization layers, convolutions: a forward and a backward pass. The names are those of KernelWork.cs.
"""

import argparse
import json
import statistics
import time

import numpy as np

import train_numpy


def normal(*shape):
    return np.random.randn(*shape).astype(np.float32)


def numpy_works():
    x, w, dy = normal(50, 3072), normal(3072, 100), normal(50, 100)
    a, b = normal(1024, 1024), normal(1024, 1024)
    yield "A·B 50×3072×100", lambda: x.dot(w)
    yield "Aᵀ·B 50×3072×100", lambda: x.T.dot(dy)
    yield "A·B 1024×1024×1024", lambda: a.dot(b)
    for n, d in [(50, 100), (100, 500)]:
        yield f"batch norm ({n}, {d})", batchnorm_with_numpy(n, d)
    config = {"learning_rate": 1e-3, "m": np.zeros(372_000, np.float32), "v": np.zeros(372_000, np.float32), "t": 0}
    parameters, gradient = normal(372_000), normal(372_000)
    yield "Adam, 372000 parameters", lambda: train_numpy.adam(parameters, gradient, config)


def batchnorm_with_numpy(n, d):
    x, dy, gamma, beta = normal(n, d), normal(n, d), normal(d), normal(d)
    state = {"mode": "train", "running_mean": np.zeros(d, np.float32), "running_var": np.zeros(d, np.float32)}

    def work():
        _, cache = train_numpy.batchnorm_forward(x, gamma, beta, state)
        train_numpy.batchnorm_backward(dy, cache)

    return work


def torch_works():
    import torch
    from torch import nn

    torch.set_num_threads(1)

    def passes(layer, dy_shape, x_shape, input_gradient=True):
        x = torch.randn(x_shape, requires_grad=input_gradient)
        dy = torch.randn(dy_shape)

        def work():
            layer(x).backward(dy)
            x.grad = None
            layer.zero_grad(set_to_none=True)

        return work

    x, w, dy, a, b = (torch.randn(shape) for shape in [(50, 3072), (3072, 100), (50, 100), (1024, 1024), (1024, 1024)])
    yield "A·B 50×3072×100", lambda: x @ w
    yield "Aᵀ·B 50×3072×100", lambda: x.T @ dy
    yield "A·B 1024×1024×1024", lambda: a @ b
    for n, d in [(50, 100), (100, 500)]:
        yield f"batch norm ({n}, {d})", passes(nn.BatchNorm1d(d), (n, d), (n, d))
    yield "layer norm (50, 100)", passes(nn.LayerNorm(100), (50, 100), (50, 100))
    images = (32, 64, 32, 32)
    yield "spatial batch norm (32, 64, 32, 32)", passes(nn.BatchNorm2d(64), images, images)
    convolution = nn.Conv2d(3, 32, 3, padding=1)
    yield "convolution (50, 3, 32, 32), 32 of 3×3", passes(convolution, (50, 32, 32, 32), (50, 3, 32, 32), input_gradient=False)
    parameters = torch.nn.Parameter(torch.randn(372_000))
    parameters.grad = torch.randn(372_000)
    yield "Adam, 372000 parameters", torch.optim.Adam([parameters], lr=1e-3).step


def per_call(work, least=0.025):
    calls = 1
    while (taken := seconds(work, calls)) < least:
        calls *= 2
    return statistics.median(seconds(work, calls) / calls for _ in range(9))


def seconds(work, calls):
    start = time.perf_counter()
    for _ in range(calls):
        work()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--with", dest="tool", choices=["numpy", "torch"], required=True)
    np.random.seed(231)
    works = numpy_works if parser.parse_args().tool == "numpy" else torch_works
    print(json.dumps({name: per_call(work) for name, work in works()}))


if __name__ == "__main__":
    main()
