"""What ConvolutionalNetworks.ipynb prints without images."""
import numpy as np
from course import *

lin = lambda a, b, *shape: np.linspace(a, b, num=np.prod(shape)).reshape(shape)
expected = np.array([[[[-0.08759809, -0.10987781], [-0.18387192, -0.2109216]], [[0.21027089, 0.21661097], [0.22847626, 0.23004637]],
                      [[0.50813986, 0.54309974], [0.64082444, 0.67101435]]],
                     [[[-0.98053589, -1.03143541], [-1.19128892, -1.24695841]], [[0.69108355, 0.66880383], [0.59480972, 0.56776003]],
                      [[2.36270298, 2.36904306], [2.38090835, 2.38247847]]]])
print('Testing conv_forward_naive')
print('difference: ', rel_error(conv(lin(-0.1, 0.5, 2, 3, 4, 4), lin(-0.2, 0.3, 3, 3, 4, 4), np.linspace(-0.1, 0.2, num=3), 2, 1), expected))

np.random.seed(231)
x, w, b, dout = np.random.randn(4, 3, 5, 5), np.random.randn(2, 3, 3, 3), np.random.randn(2,), np.random.randn(4, 2, 5, 5)
check('Testing conv_backward_naive function', (x, w, b), lambda: conv(x, w, b, 1, 1), dout, conv_backward(dout, x, w, 1, 1))

expected = np.array([[[[-0.26315789, -0.24842105], [-0.20421053, -0.18947368]], [[-0.14526316, -0.13052632], [-0.08631579, -0.07157895]],
                      [[-0.02736842, -0.01263158], [0.03157895, 0.04631579]]],
                     [[[0.09052632, 0.10526316], [0.14947368, 0.16421053]], [[0.20842105, 0.22315789], [0.26736842, 0.28210526]],
                      [[0.32631579, 0.34105263], [0.38526316, 0.4]]]])
print('Testing max_pool_forward_naive function:')
print('difference: ', rel_error(pool(lin(-0.3, 0.4, 2, 3, 4, 4)), expected))

np.random.seed(231)
x, dout = np.random.randn(3, 2, 8, 8), np.random.randn(3, 2, 4, 4)
check('Testing max_pool_backward_naive function:', (x,), lambda: pool(x), dout, (pool_backward(dout, x),))

np.random.seed(231)
x, w, b, dout = np.random.randn(2, 3, 16, 16), np.random.randn(3, 3, 3, 3), np.random.randn(3,), np.random.randn(2, 3, 8, 8)
a = conv_fast(x, w, b, 1)
check('Testing conv_relu_pool', (x, w, b), lambda: pool(relu(conv_fast(x, w, b, 1))), dout,
      conv_fast_backward(relu_backward(pool_backward(dout, relu(a)), a), x, w, 1))

np.random.seed(231)
x, w, b, dout = np.random.randn(2, 3, 8, 8), np.random.randn(3, 3, 3, 3), np.random.randn(3,), np.random.randn(2, 3, 8, 8)
check('Testing conv_relu:', (x, w, b), lambda: relu(conv_fast(x, w, b, 1)), dout,
      conv_fast_backward(relu_backward(dout, conv_fast(x, w, b, 1)), x, w, 1))


class ConvNet:
    """conv - relu - 2 x 2 max pool - affine - relu - affine - softmax, its weights rounded to dtype."""

    def __init__(self, shape=(3, 32, 32), filters=32, size=7, hidden=100, classes=10, weight_scale=1e-3, reg=0.0, dtype=np.float32):
        c, h, w = shape
        self.reg = reg
        self.params = {'W1': weight_scale * np.random.randn(filters, c, size, size), 'b1': np.zeros(filters),
                       'W2': weight_scale * np.random.randn(filters * h * w // 4, hidden), 'b2': np.zeros(hidden),
                       'W3': weight_scale * np.random.randn(hidden, classes), 'b3': np.zeros(classes)}
        self.params = {name: value.astype(dtype) for name, value in self.params.items()}

    def loss(self, x, y):
        p, pad = self.params, (self.params['W1'].shape[2] - 1) // 2
        a = conv_fast(x, p['W1'], p['b1'], pad)
        pooled = pool(relu(a))
        hidden = affine(pooled, p['W2'], p['b2'])
        loss, d = softmax_loss(affine(relu(hidden), p['W3'], p['b3']), y)
        grads = {}
        d, grads['W3'], grads['b3'] = affine_backward(d, relu(hidden), p['W3'])
        d, grads['W2'], grads['b2'] = affine_backward(relu_backward(d, hidden), pooled, p['W2'])
        _, grads['W1'], grads['b1'] = conv_fast_backward(relu_backward(pool_backward(d, relu(a)), a), x, p['W1'], pad)
        loss += 0.5 * self.reg * (np.sum(p['W1'] ** 2) + np.sum(p['W2'] ** 2) + np.sum(p['W3'] ** 2))
        return loss, grads


model = ConvNet()
X, y = np.random.randn(50, 3, 32, 32), np.random.randint(10, size=50)
print('Initial loss (no regularization): ', model.loss(X, y)[0])
model.reg = 0.5
print('Initial loss (with regularization): ', model.loss(X, y)[0])

np.random.seed(231)
X, y = np.random.randn(2, 3, 16, 16), np.random.randint(10, size=2)
check_net(ConvNet((3, 16, 16), 3, 3, 7, dtype=np.float64), X, y, '%s max relative error: %e', h=1e-6)

np.random.seed(231)
x = 4 * np.random.randn(2, 3, 4, 5) + 10


def spatial(heading, x):
    print(heading)
    print('  Shape: ', x.shape)
    print('  Means: ', x.mean(axis=(0, 2, 3)))
    print('  Stds: ', x.std(axis=(0, 2, 3)))


def spatial_batchnorm(x, gamma, beta, *running):
    return to_images(batchnorm(to_rows(x), gamma, beta, *running)[0], x.shape)


spatial('Before spatial batch normalization:', x)
spatial('After spatial batch normalization:', spatial_batchnorm(x, np.ones(3), np.zeros(3)))
spatial('After spatial batch normalization (nontrivial gamma, beta):', spatial_batchnorm(x, np.array([3.0, 4, 5]), np.array([6.0, 7, 8])))

np.random.seed(231)
running = [np.zeros(4), np.zeros(4)]
for t in range(50):
    spatial_batchnorm(2.3 * np.random.randn(10, 4, 11, 12) + 13, np.ones(4), np.zeros(4), running)
x = 2.3 * np.random.randn(10, 4, 11, 12) + 13
a = to_images(batchnorm_test(to_rows(x), np.ones(4), np.zeros(4), running), x.shape)
print('After spatial batch normalization (test-time):')
print('  means: ', a.mean(axis=(0, 2, 3)))
print('  stds: ', a.std(axis=(0, 2, 3)))

np.random.seed(231)
x, gamma, beta, dout = 5 * np.random.randn(2, 3, 4, 5) + 12, np.random.randn(3), np.random.randn(3), np.random.randn(2, 3, 4, 5)
d = batchnorm_backward(to_rows(dout), batchnorm(to_rows(x), gamma, beta)[1])
names = ('dx', 'dgamma', 'dbeta')
check('', (x, gamma, beta), lambda: spatial_batchnorm(x, gamma, beta), dout, (to_images(d[0], x.shape), d[1], d[2]), names)

np.random.seed(231)
x = 4 * np.random.randn(2, 6, 4, 5) + 10
for heading, value in (('Before', x), ('After', groupnorm(x, np.ones((1, 6, 1, 1)), np.zeros((1, 6, 1, 1)), 2)[0])):
    rows = value.reshape(4, -1)
    print(heading + ' spatial group normalization:')
    print('  Shape: ', value.shape)
    print('  Means: ', rows.mean(axis=1))
    print('  Stds: ', rows.std(axis=1))

np.random.seed(231)
x, gamma, beta, dout = (5 * np.random.randn(2, 6, 4, 5) + 12, np.random.randn(1, 6, 1, 1), np.random.randn(1, 6, 1, 1), np.random.randn(2, 6, 4, 5))
check('', (x, gamma, beta), lambda: groupnorm(x, gamma, beta, 2)[0], dout, groupnorm_backward(dout, groupnorm(x, gamma, beta, 2)[1]), names)
