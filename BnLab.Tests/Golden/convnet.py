#!/usr/bin/env python3
"""Makes convnet.json with NumPy's draws and PyTorch's layers: python3 convnet.py > convnet.json

Six images of (2, 6, 8), four filters of 3 x 3, a hidden layer of 5, three classes; L2 penalty 0.5 * 0.1 * sum of W^2;
eight steps of gradient descent with rate 0.05 on the same mini-batch.
"""
import json

import numpy as np
import torch
from torch.nn.functional import conv2d, cross_entropy, max_pool2d

REG, RATE, STEPS = 0.1, 0.05, 8
WEIGHTS = {"W1": (4, 18), "W2": (4 * 3 * 4, 5), "W3": (5, 3)}
SIZES = {1: 4, 2: 5, 3: 3}


def normalized(x, p, i):
    if "gamma%d" % i not in p:
        return x
    return torch.nn.functional.batch_norm(x, None, None, p["gamma%d" % i], p["beta%d" % i], training=True, eps=1e-5)


def losses(batchnorm, local_response):
    np.random.seed(231)
    x = torch.tensor(10.0 * np.random.randn(6, 96)).reshape(6, 2, 6, 8)
    labels = torch.tensor([0, 1, 2, 0, 1, 2])
    p = {name: torch.tensor(0.1 * np.random.randn(*shape)) for name, shape in WEIGHTS.items()}
    for i, size in SIZES.items():
        p["b%d" % i] = torch.zeros(size, dtype=torch.float64)
        if batchnorm and i < 3:
            p["gamma%d" % i], p["beta%d" % i] = torch.ones(size, dtype=torch.float64), torch.zeros(size, dtype=torch.float64)
    for values in p.values():
        values.requires_grad_()
    lrn = torch.nn.LocalResponseNorm(5, alpha=5 * 1e-4, beta=0.75, k=2.0)
    for _ in range(STEPS):
        h = normalized(conv2d(x, p["W1"].reshape(4, 2, 3, 3), p["b1"], padding=1), p, 1).relu()
        h = max_pool2d(lrn(h) if local_response else h, 2).reshape(6, -1)
        h = normalized(h @ p["W2"] + p["b2"], p, 2).relu()
        loss = cross_entropy(h @ p["W3"] + p["b3"], labels) + 0.5 * REG * sum((p[name] ** 2).sum() for name in WEIGHTS)
        grads = torch.autograd.grad(loss, list(p.values()))
        with torch.no_grad():
            for values, grad in zip(p.values(), grads):
                values -= RATE * grad
        yield loss.item()


print(json.dumps({
    "source": "NumPy %s, PyTorch %s, convnet.py" % (np.__version__, torch.__version__),
    "baseline": list(losses(False, False)), "batchnorm": list(losses(True, False)), "lrn": list(losses(False, True)),
}, indent=1))
