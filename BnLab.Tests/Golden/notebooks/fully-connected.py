"""What FullyConnectedNets.ipynb prints without images."""
import numpy as np
from course import *

x = np.linspace(-0.1, 0.5, num=240).reshape(2, 4, 5, 6)
w = np.linspace(-0.2, 0.3, num=360).reshape(120, 3)
b = np.linspace(-0.3, 0.1, num=3)
expected = np.array([[1.49834967, 1.70660132, 1.91485297], [3.25553199, 3.5141327, 3.77273342]])
print('Testing affine_forward function:')
print('difference: ', rel_error(affine(x, w, b), expected))

np.random.seed(231)
x, w, b, dout = np.random.randn(10, 2, 3), np.random.randn(6, 5), np.random.randn(5), np.random.randn(10, 5)
check('Testing affine_backward function:', (x, w, b), lambda: affine(x, w, b), dout, affine_backward(dout, x, w))

x = np.linspace(-0.5, 0.5, num=12).reshape(3, 4)
expected = np.array([[0, 0, 0, 0], [0, 0, 0.04545455, 0.13636364], [0.22727273, 0.31818182, 0.40909091, 0.5]])
print('Testing relu_forward function:')
print('difference: ', rel_error(relu(x), expected))

np.random.seed(231)
x, dout = np.random.randn(10, 10), np.random.randn(10, 10)
check('Testing relu_backward function:', (x,), lambda: relu(x), dout, (relu_backward(dout, x),))

np.random.seed(231)
x, w, b, dout = np.random.randn(2, 3, 4), np.random.randn(12, 10), np.random.randn(10), np.random.randn(2, 10)
check('Testing affine_relu_forward and affine_relu_backward:', (x, w, b), lambda: relu(affine(x, w, b)), dout,
      affine_backward(relu_backward(dout, affine(x, w, b)), x, w))

np.random.seed(231)
x, y = 0.001 * np.random.randn(50, 10), np.random.randint(10, size=50)
for name, loss in (('svm_loss', svm_loss), ('softmax_loss', softmax_loss)):
    print(('\n' if name == 'softmax_loss' else '') + 'Testing %s:' % name)
    print('loss: ', loss(x, y)[0])
    print('dx error: ', rel_error(numerical(lambda: loss(x, y)[0], x), loss(x, y)[1]))

np.random.seed(231)
N, D, H, C = 3, 5, 50, 7
X, y = np.random.randn(N, D), np.random.randint(C, size=N)
print('Testing initialization ... ')
model = Net([D, H, C], 1e-3)
print('Testing test-time forward pass ... ')
model.params['W1'] = np.linspace(-0.7, 0.3, num=D * H).reshape(D, H)
model.params['b1'] = np.linspace(-0.1, 0.9, num=H)
model.params['W2'] = np.linspace(-0.3, 0.4, num=H * C).reshape(H, C)
model.params['b2'] = np.linspace(-0.9, 0.1, num=C)
X = np.linspace(-5.5, 4.5, num=N * D).reshape(D, N).T
expected = np.array([[11.53165108, 12.2917344, 13.05181771, 13.81190102, 14.57198434, 15.33206765, 16.09215096],
                     [12.05769098, 12.74614105, 13.43459113, 14.1230412, 14.81149128, 15.49994135, 16.18839143],
                     [12.58373087, 13.20054771, 13.81736455, 14.43418138, 15.05099822, 15.66781506, 16.2846319]])
assert np.abs(model.loss(X) - expected).sum() < 1e-6
print('Testing training loss (no regularization)')
y = np.array([0, 5, 1])
assert abs(model.loss(X, y)[0] - 3.4702243556) < 1e-10
model.reg = 1.0
assert abs(model.loss(X, y)[0] - 26.5948426952) < 1e-10
for reg in [0.0, 0.7]:
    print('Running numeric gradient check with reg = ', reg)
    model.reg = reg
    check_net(model, X, y)

np.random.seed(231)
X, y = np.random.randn(2, 15), np.random.randint(10, size=(2,))
for reg in [0, 3.14]:
    print('Running check with reg = ', reg)
    model = Net([15, 20, 30, 10], 5e-2, reg=reg)
    print('Initial loss: ', model.loss(X, y)[0])
    check_net(model, X, y)

lin = lambda a, b: np.linspace(a, b, num=20).reshape(4, 5)
w, dw = lin(-0.4, 0.6), lin(-0.6, 0.4)
v = 0.9 * lin(0.6, 0.9) - 1e-3 * dw
print('next_w error: ', rel_error(w + v, np.array([
    [0.1406, 0.20738947, 0.27417895, 0.34096842, 0.40775789], [0.47454737, 0.54133684, 0.60812632, 0.67491579, 0.74170526],
    [0.80849474, 0.87528421, 0.94207368, 1.00886316, 1.07565263], [1.14244211, 1.20923158, 1.27602105, 1.34281053, 1.4096]])))
print('velocity error: ', rel_error(v, np.array([
    [0.5406, 0.55475789, 0.56891579, 0.58307368, 0.59723158], [0.61138947, 0.62554737, 0.63970526, 0.65386316, 0.66802105],
    [0.68217895, 0.69633684, 0.71049474, 0.72465263, 0.73881053], [0.75296842, 0.76712632, 0.78128421, 0.79544211, 0.8096]])))

cache = 0.99 * lin(0.6, 0.9) + (1 - 0.99) * dw ** 2
print('next_w error: ', rel_error(w - 1e-2 * dw / (np.sqrt(cache) + 1e-8), np.array([
    [-0.39223849, -0.34037513, -0.28849239, -0.23659121, -0.18467247], [-0.132737, -0.08078555, -0.02881884, 0.02316247, 0.07515774],
    [0.12716641, 0.17918792, 0.23122175, 0.28326742, 0.33532447], [0.38739248, 0.43947102, 0.49155973, 0.54365823, 0.59576619]])))
print('cache error: ', rel_error(cache, np.array([
    [0.5976, 0.6126277, 0.6277108, 0.64284931, 0.65804321], [0.67329252, 0.68859723, 0.70395734, 0.71937285, 0.73484377],
    [0.75037008, 0.7659518, 0.78158892, 0.79728144, 0.81302936], [0.82883269, 0.84469141, 0.86060554, 0.87657507, 0.8926]])))

m, v, t = 0.9 * lin(0.6, 0.9) + (1 - 0.9) * dw, 0.999 * lin(0.7, 0.5) + (1 - 0.999) * dw ** 2, 6
mt, vt = m / (1 - 0.9 ** t), v / (1 - 0.999 ** t)
print('next_w error: ', rel_error(w - 1e-2 * mt / (np.sqrt(vt) + 1e-8), np.array([
    [-0.40094747, -0.34836187, -0.29577703, -0.24319299, -0.19060977], [-0.1380274, -0.08544591, -0.03286534, 0.01971428, 0.0722929],
    [0.1248705, 0.17744702, 0.23002243, 0.28259667, 0.33516969], [0.38774145, 0.44031188, 0.49288093, 0.54544852, 0.59801459]])))
print('v error: ', rel_error(v, np.array([
    [0.69966, 0.68908382, 0.67851319, 0.66794809, 0.65738853], [0.64683452, 0.63628604, 0.6257431, 0.61520571, 0.60467385],
    [0.59414753, 0.58362676, 0.57311152, 0.56260183, 0.55209767], [0.54159906, 0.53110598, 0.52061845, 0.51013645, 0.49966]])))
print('m error: ', rel_error(m, np.array([
    [0.48, 0.49947368, 0.51894737, 0.53842105, 0.55789474], [0.57736842, 0.59684211, 0.61631579, 0.63578947, 0.65526316],
    [0.67473684, 0.69421053, 0.71368421, 0.73315789, 0.75263158], [0.77210526, 0.79157895, 0.81105263, 0.83052632, 0.85]])))
