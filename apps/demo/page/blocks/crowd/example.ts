import { adam, data, dropout, fit, key, linear, predict, relu, sequential } from 'thinned'

const model = sequential(linear(2, 64), relu(), dropout({ keep: 0.8 }), linear(64, 2))
const train = data.twoMoons({ size: 200, key: key(1) })
await fit(model, { data: { train }, loss: 'crossEntropy', epochs: 60, batchSize: 20, optimizer: adam(), key: key(2) })

const points = { data: Float32Array.of(0, 1, 0.5, 0.25, 9, -3), shape: [3, 2] } // on a moon, between them, far away
const crowd = await predict(model, points, { samples: 64, key: key(3), share: 'batch', everySample: true })
console.log(
  crowd.samples!.shape,
  [...crowd.mutualInformation].map((nats) => nats.toFixed(3)),
)
