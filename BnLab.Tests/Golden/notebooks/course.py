"""The layers of the course's assignment in NumPy, in their plainest form, and its checks' helpers."""
import numpy as np


def rel_error(x, y):
    return np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y)))


def numerical(f, x, df=None, h=1e-5):
    """Centred differences; with df, of the outputs weighted with their gradient."""
    gradient = np.zeros_like(x)
    for place in np.ndindex(*x.shape):
        old = x[place]
        x[place] = old + h
        above = np.array(f())
        x[place] = old - h
        below = np.array(f())
        x[place] = old
        difference = above - below if df is None else np.sum((above - below) * df)
        gradient[place] = difference / (2 * h)
    return gradient


def affine(x, w, b):
    return x.reshape(x.shape[0], -1).dot(w) + b


def affine_backward(dout, x, w):
    rows = x.reshape(x.shape[0], -1)
    return dout.dot(w.T).reshape(x.shape), rows.T.dot(dout), np.sum(dout, axis=0)


def relu(x):
    return np.maximum(0, x)


def relu_backward(dout, x):
    return dout * (x > 0)


def svm_loss(x, y):
    n = np.arange(x.shape[0])
    margins = np.maximum(0, x - x[n, y][:, np.newaxis] + 1.0)
    margins[n, y] = 0
    dx = (margins > 0).astype(x.dtype)
    dx[n, y] -= np.sum(margins > 0, axis=1)
    return np.sum(margins) / x.shape[0], dx / x.shape[0]


def softmax_loss(x, y):
    n = np.arange(x.shape[0])
    shifted = x - np.max(x, axis=1, keepdims=True)
    log_probs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    dx = np.exp(log_probs)
    dx[n, y] -= 1
    return -np.sum(log_probs[n, y]) / x.shape[0], dx / x.shape[0]


def batchnorm(x, gamma, beta, running=None, momentum=0.9, eps=1e-5):
    mu = np.mean(x, axis=0)
    centred = x - mu
    var = np.mean(centred ** 2, axis=0)
    std = np.sqrt(var + eps)
    xhat = centred / std
    if running is not None:
        running[0] = momentum * running[0] + (1 - momentum) * mu
        running[1] = momentum * running[1] + (1 - momentum) * var
    return gamma * xhat + beta, (gamma, centred, std, xhat)


def batchnorm_test(x, gamma, beta, running, eps=1e-5):
    return gamma * ((x - running[0]) / np.sqrt(running[1] + eps)) + beta


def batchnorm_backward(dout, cache):
    """Step by step: each line of the forward pass, in reverse."""
    gamma, centred, std, xhat = cache
    n = dout.shape[0]
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * xhat, axis=0)
    dxhat = dout * gamma
    dcentred = dxhat / std
    dstd = -np.sum(dxhat * centred, axis=0) / (std * std)
    dvar = dstd / (std * 2.0)
    dcentred += centred * (dvar / n) * 2.0
    dmu = -np.sum(dcentred, axis=0)
    return dcentred + dmu / n, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    """In closed form."""
    gamma, centred, std, xhat = cache
    n = dout.shape[0]
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * xhat, axis=0)
    return gamma / std * (dout - dbeta / n - xhat * dgamma / n), dgamma, dbeta


def layernorm(x, gamma, beta, eps=1e-5):
    centred = x - np.mean(x, axis=1, keepdims=True)
    std = np.sqrt(np.mean(centred ** 2, axis=1, keepdims=True) + eps)
    xhat = centred / std
    return gamma * xhat + beta, (gamma, std, xhat)


def layernorm_backward(dout, cache):
    gamma, std, xhat = cache
    dxhat = dout * gamma
    mean = np.mean(dxhat, axis=1, keepdims=True)
    product = np.mean(dxhat * xhat, axis=1, keepdims=True)
    return (dxhat - mean - xhat * product) / std, np.sum(dout * xhat, axis=0), np.sum(dout, axis=0)


def to_rows(x):
    return x.transpose(0, 2, 3, 1).reshape(-1, x.shape[1])


def to_images(rows, shape):
    n, c, h, w = shape
    return rows.reshape(n, h, w, c).transpose(0, 3, 1, 2)


def groupnorm(x, gamma, beta, groups, eps=1e-5):
    n, c, h, w = x.shape
    rows = x.reshape(n * groups, -1)
    centred = rows - np.mean(rows, axis=1, keepdims=True)
    std = np.sqrt(np.mean(centred ** 2, axis=1, keepdims=True) + eps)
    xhat = (centred / std).reshape(x.shape)
    return gamma * xhat + beta, (gamma, std, xhat, groups)


def groupnorm_backward(dout, cache):
    gamma, std, xhat, groups = cache
    n = dout.shape[0]
    rows = (dout * gamma).reshape(n * groups, -1)
    hat = xhat.reshape(n * groups, -1)
    mean = np.mean(rows, axis=1, keepdims=True)
    product = np.mean(rows * hat, axis=1, keepdims=True)
    dx = ((rows - mean - hat * product) / std).reshape(dout.shape)
    return dx, np.sum(dout * xhat, axis=(0, 2, 3), keepdims=True), np.sum(dout, axis=(0, 2, 3), keepdims=True)


def dropout(x, keep, mask=None):
    if mask is None:
        mask = (np.random.rand(*x.shape) < keep) / keep
    return x * mask, mask


def conv(x, w, b, stride, pad):
    n, _, height, width = x.shape
    filters, _, k, _ = w.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    p, q = 1 + (height + 2 * pad - k) // stride, 1 + (width + 2 * pad - k) // stride
    out = np.zeros((n, filters, p, q))
    for i in range(p):
        for j in range(q):
            window = padded[:, :, i * stride:i * stride + k, j * stride:j * stride + k]
            for f in range(filters):
                out[:, f, i, j] = np.sum(window * w[f], axis=(1, 2, 3)) + b[f]
    return out


def conv_backward(dout, x, w, stride, pad):
    n, filters, p, q = dout.shape
    k = w.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded, dw, db = np.zeros_like(padded), np.zeros_like(w), np.zeros(filters)
    for i, f, r, c in np.ndindex(n, filters, p, q):
        at = np.s_[i, :, r * stride:r * stride + k, c * stride:c * stride + k]
        dw[f] += padded[at] * dout[i, f, r, c]
        dpadded[at] += w[f] * dout[i, f, r, c]
        db[f] += dout[i, f, r, c]
    inside = slice(pad, -pad if pad else None)
    return dpadded[:, :, inside, inside], dw, db


def columns(x, k, pad):
    """im2col with a stride of 1: a row for each weight, a column for each place."""
    n, c, h, w = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    p, q = h + 2 * pad - k + 1, w + 2 * pad - k + 1
    seen = np.zeros((c, k, k, n, p, q))
    for i in range(k):
        for j in range(k):
            seen[:, i, j] = padded[:, :, i:i + p, j:j + q].transpose(1, 0, 2, 3)
    return seen


def conv_fast(x, w, b, pad):
    """The same as one matrix product, as the course's fast layers have it."""
    filters, c, k, _ = w.shape
    seen = columns(x, k, pad)
    out = w.reshape(filters, -1).dot(seen.reshape(c * k * k, -1)) + b.reshape(-1, 1)
    return out.reshape(filters, *seen.shape[3:]).transpose(1, 0, 2, 3)


def conv_fast_backward(dout, x, w, pad):
    filters, c, k, _ = w.shape
    n, _, p, q = dout.shape
    d = dout.transpose(1, 0, 2, 3).reshape(filters, -1)
    dw = d.dot(columns(x, k, pad).reshape(c * k * k, -1).T).reshape(w.shape)
    dseen = w.reshape(filters, -1).T.dot(d).reshape(c, k, k, n, p, q)
    dpadded = np.zeros((n, c, x.shape[2] + 2 * pad, x.shape[3] + 2 * pad))
    for i in range(k):
        for j in range(k):
            dpadded[:, :, i:i + p, j:j + q] += dseen[:, i, j].transpose(1, 0, 2, 3)
    return dpadded[:, :, pad:-pad, pad:-pad], dw, np.sum(dout, axis=(0, 2, 3))


def pool(x):
    """Of 2 x 2 windows side by side."""
    n, c, h, w = x.shape
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))


def pool_backward(dout, x):
    up = lambda a: a.repeat(2, axis=2).repeat(2, axis=3)
    return (x == up(pool(x))) * up(dout)


class Net:
    """The course's FullyConnectedNet: affine, normalization, ReLU, dropout."""

    def __init__(self, sizes, weight_scale, reg=0.0, normalization=None, keep=1.0, seed=None):
        self.depth = len(sizes) - 1
        self.reg, self.normalization, self.keep, self.seed = reg, normalization, keep, seed
        self.params = {}
        for i in range(1, self.depth + 1):
            self.params['W%d' % i] = weight_scale * np.random.randn(sizes[i - 1], sizes[i])
            self.params['b%d' % i] = np.zeros(sizes[i])
            if normalization and i < self.depth:
                self.params['gamma%d' % i] = np.ones(sizes[i])
                self.params['beta%d' % i] = np.zeros(sizes[i])

    def loss(self, x, y=None):
        p, caches = self.params, []
        for i in range(1, self.depth):
            a, cache, mask = affine(x, p['W%d' % i], p['b%d' % i]), None, None
            caches.append([x, a])
            if self.normalization == 'batchnorm':
                a, cache = batchnorm(a, p['gamma%d' % i], p['beta%d' % i])
            if self.normalization == 'layernorm':
                a, cache = layernorm(a, p['gamma%d' % i], p['beta%d' % i])
            x = relu(a)
            if self.keep != 1:
                if self.seed is not None:
                    np.random.seed(self.seed)
                x, mask = dropout(x, self.keep)
            caches[-1] = (caches[-1][0], a, cache, mask)
        last = self.depth
        scores = affine(x, p['W%d' % last], p['b%d' % last])
        if y is None:
            return scores
        loss, d = softmax_loss(scores, y)
        grads = {}
        d, grads['W%d' % last], grads['b%d' % last] = affine_backward(d, x, p['W%d' % last])
        for i in range(last - 1, 0, -1):
            x, a, cache, mask = caches[i - 1]
            if mask is not None:
                d = d * mask
            d = relu_backward(d, a)
            if cache is not None:
                backward = batchnorm_backward_alt if self.normalization == 'batchnorm' else layernorm_backward
                d, grads['gamma%d' % i], grads['beta%d' % i] = backward(d, cache)
            d, grads['W%d' % i], grads['b%d' % i] = affine_backward(d, x, p['W%d' % i])
        for i in range(1, last + 1):
            w = p['W%d' % i]
            loss += 0.5 * self.reg * np.sum(w * w)
            grads['W%d' % i] += self.reg * w
        return loss, grads


def check_net(model, x, y, text='%s relative error: %.2e', h=1e-5):
    _, grads = model.loss(x, y)
    for name in sorted(grads):
        print(text % (name, rel_error(numerical(lambda: model.loss(x, y)[0], model.params[name], h=h), grads[name])))


def check(label, inputs, out, dout, gradients, names=('dx', 'dw', 'db')):
    print(label) if label else None
    for name, value, gradient in zip(names, inputs, gradients):
        print(name + ' error: ', rel_error(numerical(out, value, dout), gradient))
