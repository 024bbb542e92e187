import { adam, calibrate, data, dropout, fit, flatten, key, linear, metrics, predict, relu, sequential } from 'thinned'

const model = sequential(flatten(), linear(784, 64), relu(), dropout({ keep: 0.5 }), linear(64, 10))
const [train, heldOut] = [data.digits({ size: 1000, key: key(1) }), data.digits({ size: 500, key: key(2) })]
const options = { loss: 'crossEntropy', epochs: 5, batchSize: 50, optimizer: adam(), key: key(3) } as const
await fit(model, { data: { train }, ...options })

const thinned = { samples: 100, key: key(4) }
const sets = await calibrate(model, heldOut, { with: metrics.conformalSets({ alpha: 0.05 }), ...thinned })
const rejection = metrics.rejectAbove({ coverage: 0.9 }).fit({ uncertainty: sets.prediction.entropy })
const stroke = [20, 80, 45].map((x, i) => [x, [10, 10, 95][i]!] as const)
const { mean, entropy } = await predict(model, data.inkDrawings([[stroke]]), thinned)
const { mask } = sets.fitted.sets({ probabilities: mean.data, classes: 10 })
console.log(metrics.setMembers({ mask, classes: 10 }), rejection.accepts(entropy)[0] === 1)
