"""What Dropout.ipynb prints without images."""
import numpy as np
from course import *

np.random.seed(231)
x = np.random.randn(500, 500) + 10
for p in [0.25, 0.4, 0.7]:
    out, _ = dropout(x, p)
    print('Running tests with p = ', p)
    print('Mean of input: ', x.mean())
    print('Mean of train-time output: ', out.mean())
    print('Mean of test-time output: ', x.mean())
    print('Fraction of train-time output set to zero: ', (out == 0).mean())
    print('Fraction of test-time output set to zero: ', (x == 0).mean())
    print()

np.random.seed(231)
x, dout = np.random.randn(10, 10) + 10, np.random.randn(10, 10)
np.random.seed(123)
_, mask = dropout(x, 0.2)
print('dx relative error: ', rel_error(dout * mask, numerical(lambda: dropout(x, 0.2, mask)[0], x, dout)))

np.random.seed(231)
X, y = np.random.randn(2, 15), np.random.randint(10, size=(2,))
for keep in [1, 0.75, 0.5]:
    print('Running check with dropout = ', keep)
    model = Net([15, 20, 30, 10], 5e-2, keep=keep, seed=123)
    print('Initial loss: ', model.loss(X, y)[0])
    check_net(model, X, y)
    print()
