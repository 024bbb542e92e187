import { adam, data, dropout, fit, key, linear, relu, sequential } from 'thinned'

const model = sequential(linear(2, 32), relu(), dropout({ keep: 0.5 }), linear(32, 2))
const train = data.twoMoons({ size: 60, noise: 0.3, key: key(1) })
const validation = data.twoMoons({ size: 500, noise: 0.3, key: key(2) })
const options = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 50,
  batchSize: 10,
  optimizer: adam(),
} as const
const { thinnedLoss, loss, validationLoss } = (await fit(model, { ...options, key: key(3) })).history.at(-1)!
console.log(thinnedLoss.toFixed(3), loss.toFixed(3), validationLoss!.toFixed(3))
