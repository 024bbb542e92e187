// What a diagnosis costs in seconds of processor time: networks of 784 inputs, two hidden layers and 10 classes, and one with a convolution, on 1,000 examples of noise.
//   node --conditions=@thinned/source apps/bench/src/diagnosis-cost.ts [--parts units,removal] [widths …]
import { parseArgs } from 'node:util'
import {
  best,
  conv2d,
  type Dataset,
  diagnosis,
  dropout,
  flatten,
  init,
  key,
  type Layer,
  linear,
  maxPool2d,
  relu,
  rng,
  sequential,
} from 'thinned'

const EXAMPLES = 1000
const { values, positionals } = parseArgs({ options: { parts: { type: 'string' } }, allowPositionals: true })
const widths = positionals.length > 0 ? positionals.map(Number) : [128, 512]
const backend = await best()

const all: Readonly<Record<string, diagnosis.DiagnoseOptions>> = {
  units: {},
  contributions: { contributions: true },
  removal: { draws: 3 },
  'gradient noise': { gradientNoise: {} },
}
const parts = Object.entries(all).filter(([name]) => values.parts?.split(',').includes(name) ?? true)
const line = (cells: readonly string[]): void =>
  void process.stdout.write(
    `${cells[0]!.padEnd(22)}${cells
      .slice(1)
      .map((cell) => cell.padStart(20))
      .join('')}\n`,
  )

line(['passes, CPU seconds', ...parts.map(([name]) => name)])
for (const width of widths) {
  const hidden = [
    linear(784, width),
    relu(),
    dropout({ keep: 0.5 }),
    linear(width, width),
    relu(),
    dropout({ keep: 0.5 }),
  ] as const
  await row(`two layers of ${width}`, sequential(...hidden, linear(width, 10)), [784])
}
const features = [conv2d(1, 32, { kernel: 3, padding: 'same' }), relu(), maxPool2d(4), flatten()] as const
await row('28 × 28 × 32 features', sequential(...features, linear(1568, 10)), [28, 28, 1])

async function row(name: string, model: Layer, shape: readonly number[]): Promise<void> {
  init(model, key(1), { backend })
  const cells: string[] = []
  for (const [, options] of parts) {
    let passes = 0
    const before = process.cpuUsage()
    const onProgress = (progress: diagnosis.DiagnosisProgress): void => {
      passes = progress.passes
    }
    await diagnosis.diagnose(model, noise(shape), { contributions: false, draws: 0, ...options, onProgress })
    cells.push(`${passes}, ${seconds(process.cpuUsage(before)).toFixed(1)}`)
  }
  line([name, ...cells])
}

function seconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6
}

function noise(shape: readonly number[]): Dataset {
  const size = shape.reduce((product, extent) => product * extent, EXAMPLES)
  return {
    name: 'noise',
    inputs: { data: rng.normal(key(2), size), shape: [EXAMPLES, ...shape] },
    targets: { data: Int32Array.from({ length: EXAMPLES }, (_, i) => i % 10), shape: [EXAMPLES] },
    classes: 10,
  }
}
