import { adam, data, dropout, evaluate, fit, key, linear, metrics, relu, sequential } from 'thinned'

async function testLoss(keep: number, seed: number): Promise<number> {
  const moons = (size: number) => data.twoMoons({ size, noise: 0.4, key: key(`${size} points of seed ${seed}`) })
  const model = sequential(linear(2, 64), relu(), dropout({ keep }), linear(64, 64), relu(), linear(64, 2))
  const options = { epochs: 50, batchSize: 20, optimizer: adam({ learningRate: 0.02 }), key: key(seed) }
  await fit(model, { data: { train: moons(40) }, loss: 'crossEntropy', ...options })
  return (await evaluate(model, moons(1000))).loss
}
const differences: number[] = []
for (const seed of [1, 2, 3, 4]) differences.push((await testLoss(0.3, seed)) - (await testLoss(1, seed)))
const { value, low, high } = metrics.meanInterval(differences)
console.log(`keep 0.3 against no dropout: ${value.toFixed(2)}, between ${low.toFixed(2)} and ${high.toFixed(2)}`)
