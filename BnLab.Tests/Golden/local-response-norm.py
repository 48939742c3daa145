#!/usr/bin/env python3
"""Makes local-response-norm.json with PyTorch: python3 local-response-norm.py > local-response-norm.json

PyTorch divides alpha by the number of neighbours, the paper does not: alpha here is the paper's.
"""
import json

import torch

torch.manual_seed(231)
cases = []
for channels, neighbours, k, alpha in ((7, 5, 2.0, 1e-4), (7, 5, 2.0, 0.3), (4, 3, 1.0, 0.5), (2, 5, 0.5, 1.0)):
    x = (20.0 * torch.randn(2, channels, 2, 3, dtype=torch.float64)).requires_grad_()
    dout = torch.randn(2, channels, 2, 3, dtype=torch.float64)
    y = torch.nn.LocalResponseNorm(neighbours, alpha=alpha * neighbours, beta=0.75, k=k)(x)
    y.backward(dout)
    cases.append({
        "volume": [channels, 2, 3], "neighbours": neighbours, "k": k, "alpha": alpha,
        **{name: values.detach().reshape(2, -1).tolist() for name, values in (("x", x), ("dout", dout), ("y", y), ("dx", x.grad))},
    })
print('{"source": "PyTorch %s, local-response-norm.py", "cases": [\n  %s\n]}' % (
    torch.__version__, ",\n  ".join(json.dumps(case) for case in cases)))
