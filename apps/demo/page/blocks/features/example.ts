import { adam, data, diagnosis, dropout, fit, flatten, key, linear, relu, sequential } from 'thinned'

const [train, test] = [1, 2].map((part) => data.digits({ size: 300, key: key(part) }))
for (const keep of [1, 0.5]) {
  const model = sequential(flatten(), linear(784, 64), relu(), dropout({ keep }), linear(64, 10))
  const options = { loss: 'crossEntropy', epochs: 10, batchSize: 50, optimizer: adam(), key: key(3) } as const
  await fit(model, { data: { train: train! }, ...options })
  const [hidden] = (await diagnosis.diagnose(model, test!, { draws: 0 })).layers
  console.log(keep, hidden!.zeroShare.toFixed(3), hidden!.mean.toFixed(3), hidden!.contributions!.gini!.toFixed(3))
}
