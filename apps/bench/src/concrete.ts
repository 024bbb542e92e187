// What concrete dropout learns: the synthetic regression of Gal, Hron and Kendall (2017), y = 2x + 8 + noise of deviation 1, and the drop
// probabilities of its five layers after the published number of epochs, beside those that the authors' notebook prints (means of three runs).
//   node --conditions=@thinned/source apps/bench/src/concrete.ts [--width 1024] [--seed 0] [examples …]
import { parseArgs } from 'node:util'
import { concreteDropout } from '@thinned/dropout'
import { compose, initializers, linear, losses, relu, sequential } from '@thinned/nn'
import { foldIn, key, normal } from '@thinned/rng'
import type { Tensor } from '@thinned/tensor'
import { adam, fit } from '@thinned/train'
import { wasm } from '@thinned/wasm'

const published: Readonly<Record<number, { readonly epochs: number; readonly drop: readonly number[] }>> = {
  10: { epochs: 2000, drop: [0.077, 0.404, 0.404, 0.403, 0.404] },
  25: { epochs: 1000, drop: [0.069, 0.404, 0.403, 0.403, 0.404] },
  50: { epochs: 500, drop: [0.071, 0.326, 0.325, 0.325, 0.326] },
  100: { epochs: 200, drop: [0.079, 0.236, 0.236, 0.236, 0.236] },
  1000: { epochs: 20, drop: [0.075, 0.231, 0.225, 0.224, 0.233] },
  10000: { epochs: 2, drop: [0.079, 0.137, 0.127, 0.112, 0.169] },
}

const { values, positionals } = parseArgs({
  options: { width: { type: 'string', default: '1024' }, seed: { type: 'string', default: '0' } },
  allowPositionals: true,
})
const [width, seed] = [Number(values.width), Number(values.seed)]
const sizes = positionals.length > 0 ? positionals.map(Number) : Object.keys(published).map(Number)
const unknown = sizes.find((size) => !published[size])
if (unknown !== undefined)
  throw new Error(`There is no published row of ${unknown} examples; there are ${Object.keys(published).join(', ')}.`)
const backend = await wasm()
const line = (title: string, cells: readonly string[]): void =>
  void process.stdout.write(`${title.padEnd(24)}${cells.map((cell) => cell.padStart(12)).join('')}\n`)

line(`width ${width}, seed ${seed}`, ['input', 'layer 1', 'layer 2', 'to mean', 'to variance', 'seconds'])
for (const examples of sizes) {
  const { epochs, drop } = published[examples]!
  const before = performance.now()
  const learned = await train(examples, epochs)
  const seconds = ((performance.now() - before) / 1000).toFixed(0)
  line(`${examples} examples`, [...learned.map((each) => each.toFixed(3)), seconds])
  line('  published', [...drop.map((each) => each.toFixed(3)), ''])
}
backend.close()

/** The drop probabilities after training, from the input to the two heads. */
async function train(examples: number, epochs: number): Promise<number[]> {
  const before = <const I extends number, const O extends number>(inputs: I, outputs: O) =>
    concreteDropout(
      { drop: 0.1, examples, lengthScale: 1e-4 },
      linear(inputs, outputs, { weight: initializers.glorot() }),
    )
  const network = compose(
    {
      body: sequential(before(1, width), relu(), before(width, width), relu(), before(width, width), relu()),
      mean: before(width, 1),
      logVariance: before(width, 1),
    },
    (x: Tensor, use) => {
      const features = use.body(x)
      return { mean: use.mean(features), logVariance: use.logVariance(features) }
    },
  )
  const run = foldIn(key(seed), examples)
  const inputs = normal(foldIn(run, 'inputs'), examples)
  const noise = normal(foldIn(run, 'noise'), examples)
  const targets = inputs.map((x, i) => 2 * x + 8 + noise[i]!)
  const shape = [examples, 1]
  const { history } = await fit(network, {
    data: { train: { name: 'line', inputs: { data: inputs, shape }, targets: { data: targets, shape } } },
    loss: losses.gaussianNll,
    epochs,
    batchSize: 20,
    optimizer: adam(),
    key: foldIn(run, 'fit'),
    backend,
  })
  const paths = [1, 2, 3].map((layer) => `body/concreteDropout${layer}`)
  return [...paths, 'mean', 'logVariance'].map((path) => 1 - history.at(-1)!.keep[path]!)
}
