import { dropout, foldIn, key, nn, ops } from 'thinned'

const [layer, x] = [dropout({ keep: 0.5 }), ops.ones([1, 6], { requiresGrad: true })]
for (const step of [0, 1, 0]) {
  const y = layer.forward(x, nn.createPass({ mode: 'train', key: foldIn(key(1), step) }))
  console.log(
    'step',
    step,
    'output',
    y.readSync().join(' '),
    'gradient',
    ops.backward(ops.sum(y), x).readSync().join(' '),
  )
}
