"""Arrays of students, as np.savez writes them: python3 students.py FOLDER. A pass that is right, ten mistakes in
batchnorm_backward, five of two at once, five in batchnorm_forward, and files that must be refused."""
import os
import sys

import numpy as np

EPS = 1e-5
folder = sys.argv[1]
random = np.random.RandomState(231)
x, gamma, beta, dout = 5 * random.randn(12, 5) + 12, random.randn(5), random.randn(5), random.randn(12, 5)
N = x.shape[0]
mu, var = x.mean(axis=0), x.var(axis=0)
std = np.sqrt(var + EPS)
xhat = (x - mu) / std
out = gamma * xhat + beta
mean, product = dout.mean(axis=0), (dout * xhat).mean(axis=0)
dx = gamma / std * (dout - mean - xhat * product)
right = dict(x=x, gamma=gamma, beta=beta, dout=dout, out=out, dx=dx, dgamma=(dout * xhat).sum(axis=0), dbeta=dout.sum(axis=0))


def save(name, save_with=np.savez, **arrays):
    save_with(os.path.join(folder, name + ".npz"), **arrays)


def wrong(name, **arrays):
    save(name, **{**right, **arrays})


save("right", **right)
save("right-single", **{name: array.astype(np.float32) for name, array in right.items()})
save("right-fortran", **{name: np.asfortranarray(array) for name, array in right.items()})
save("right-compressed", np.savez_compressed, **right)

wrong("backward-mean-forgotten", dx=gamma / std * (dout - xhat * product))
wrong("backward-variance-forgotten", dx=gamma / std * (dout - mean))
wrong("backward-constants", dx=gamma / std * dout)
wrong("backward-gamma-forgotten", dx=(dout - mean - xhat * product) / std)
wrong("backward-sums-for-means", dx=gamma / std * (dout - N * mean - N * xhat * product))
wrong("backward-variance-for-std", dx=gamma / (var + EPS) * (dout - mean - xhat * product))
wrong("backward-sign-of-variance", dx=gamma / std * (dout - mean + xhat * product))
wrong("backward-dgamma-with-x", dgamma=(dout * x).sum(axis=0))
wrong("backward-dgamma-over-axis-1", dgamma=(dout * xhat).sum(axis=1))
wrong("backward-dbeta-as-mean", dbeta=mean)

wrong("both-mean-and-gamma", dx=(dout - xhat * product) / std)
wrong("both-variance-and-gamma", dx=(dout - mean) / std)
wrong("both-mean-and-std", dx=gamma * (dout - xhat * product))
wrong("both-half-variance-and-gamma", dx=(dout - mean - xhat * product / 2) / std)
wrong("both-gamma-and-std", dx=dout - mean - xhat * product)

wrong("forward-unbiased", out=gamma * (x - mu) / np.sqrt(x.var(axis=0, ddof=1) + EPS) + beta)
wrong("forward-eps-outside", out=gamma * (x - mu) / (np.sqrt(var) + EPS) + beta)
wrong("forward-axis-1", out=gamma * ((x.T - x.mean(axis=1)) / np.sqrt(x.var(axis=1) + EPS)).T + beta)
wrong("forward-variance-for-std", out=gamma * (x - mu) / (var + EPS) + beta)
wrong("forward-eps-of-keras", out=gamma * (x - mu) / np.sqrt(var + 1e-3) + beta)

wrong("bad-complex", dx=dx.astype(complex))
wrong("bad-whole", dx=dx.astype(int))
wrong("bad-nan", x=np.where(x > 15, np.nan, x))
save("bad-capitals", X=x, gamma=gamma, beta=beta, dout=dout, dx=dx)
save("bad-pickle", x=np.array([{}, 1], dtype=object))
save("bad-no-dout", x=x, gamma=gamma, beta=beta, dx=dx)
save("bad-shape", **{**right, "gamma": gamma[:4]})
