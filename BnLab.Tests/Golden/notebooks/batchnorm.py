"""What BatchNormalization.ipynb prints without images."""
import numpy as np
from course import *


def mean_std(x, axis=0):
    print('  means: ', x.mean(axis=axis))
    print('  stds:  ', x.std(axis=axis))
    print()


np.random.seed(231)
X, W1, W2 = np.random.randn(200, 50), np.random.randn(50, 60), np.random.randn(60, 3)
a = relu(X.dot(W1)).dot(W2)
print('Before batch normalization:')
mean_std(a)
print('After batch normalization (gamma=1, beta=0)')
mean_std(batchnorm(a, np.ones(3), np.zeros(3))[0])
gamma, beta = np.array([1.0, 2.0, 3.0]), np.array([11.0, 12.0, 13.0])
print('After batch normalization (gamma=', gamma, ', beta=', beta, ')')
mean_std(batchnorm(a, gamma, beta)[0])

np.random.seed(231)
W1, W2, running = np.random.randn(50, 60), np.random.randn(60, 3), [np.zeros(3), np.zeros(3)]
for t in range(50):
    batchnorm(relu(np.random.randn(200, 50).dot(W1)).dot(W2), np.ones(3), np.zeros(3), running)
a = batchnorm_test(relu(np.random.randn(200, 50).dot(W1)).dot(W2), np.ones(3), np.zeros(3), running)
print('After batch normalization (test-time):')
mean_std(a)

np.random.seed(231)
x, gamma, beta, dout = 5 * np.random.randn(4, 5) + 12, np.random.randn(5), np.random.randn(5), np.random.randn(4, 5)
names = ('dx', 'dgamma', 'dbeta')
check('', (x, gamma, beta), lambda: batchnorm(x, gamma, beta)[0], dout, batchnorm_backward(dout, batchnorm(x, gamma, beta)[1]), names)

np.random.seed(231)
x, gamma, beta, dout = 5 * np.random.randn(100, 500) + 12, np.random.randn(500), np.random.randn(500), np.random.randn(100, 500)
_, cache = batchnorm(x, gamma, beta)
for name, one, other in zip(names, batchnorm_backward(dout, cache), batchnorm_backward_alt(dout, cache)):
    print(name + ' difference: ', rel_error(one, other))

np.random.seed(231)
X, y = np.random.randn(2, 15), np.random.randint(10, size=(2,))
for reg in [0, 3.14]:
    print('Running check with reg = ', reg)
    model = Net([15, 20, 30, 10], 5e-2, reg=reg, normalization='batchnorm')
    print('Initial loss: ', model.loss(X, y)[0])
    check_net(model, X, y)
    if reg == 0:
        print()

np.random.seed(231)
X, W1, W2 = np.random.randn(4, 50), np.random.randn(50, 60), np.random.randn(60, 3)
a = relu(X.dot(W1)).dot(W2)
print('Before layer normalization:')
mean_std(a, axis=1)
print('After layer normalization (gamma=1, beta=0)')
mean_std(layernorm(a, np.ones(3), np.zeros(3))[0], axis=1)
gamma, beta = np.array([3.0, 3.0, 3.0]), np.array([5.0, 5.0, 5.0])
print('After layer normalization (gamma=', gamma, ', beta=', beta, ')')
mean_std(layernorm(a, gamma, beta)[0], axis=1)

np.random.seed(231)
x, gamma, beta, dout = 5 * np.random.randn(4, 5) + 12, np.random.randn(5), np.random.randn(5), np.random.randn(4, 5)
check('', (x, gamma, beta), lambda: layernorm(x, gamma, beta)[0], dout, layernorm_backward(dout, layernorm(x, gamma, beta)[1]), names)
