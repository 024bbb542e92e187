import { dropout, key, nn, ops } from 'thinned'

const x = ops.ones([100_000])
const [train, evaluate] = [nn.createPass({ mode: 'train', key: key(1) }), nn.createPass({ mode: 'evaluate' })]
for (const scale of ['training', 'evaluation'] as const) {
  const layer = dropout({ keep: 0.8, scale })
  const means = [train, evaluate].map((pass) => ops.mean(layer.forward(x, pass)).readSync()[0]!)
  console.log(`scale in ${scale}: mean ${means[0]!.toFixed(2)} in training, ${means[1]!.toFixed(2)} at prediction`)
}
