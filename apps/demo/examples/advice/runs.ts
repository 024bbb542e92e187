import { data, dropout, flatten, key, type Layer, linear, relu, sequential } from 'thinned'

/** A small training on data that we know. */
export interface Run {
  readonly name: string
  /** What to do next, as somebody says who knows the data. */
  readonly expected: string
  readonly train: data.Dataset
  readonly validation: data.Dataset
  readonly model: Layer
  readonly epochs: number
}

/** Hidden layers of these widths, each followed by dropout where `keep` is below 1. */
function dense([inputs, ...widths]: readonly [number, ...number[]], keep = 1): Layer {
  const outputs = widths.pop()!
  const layers = widths.flatMap((width, i) => [
    linear([inputs, ...widths][i]!, width),
    relu(),
    ...(keep < 1 ? [dropout({ keep })] : []),
  ])
  return sequential(flatten(), ...layers, linear(widths.at(-1)!, outputs))
}

interface Sized {
  readonly size: number
  readonly key: ReturnType<typeof key>
}

/** Other examples of the same kind for validation. */
const split = (size: number, validation: number, make: (sized: Sized) => data.Dataset) => ({
  train: make({ size, key: key('train') }),
  validation: make({ size: validation, key: key('validation') }),
})

/** The targets in standard deviations of the training targets. */
function standardized({ train, validation }: Pick<Run, 'train' | 'validation'>) {
  const scaler = data.standardizeArrays({ of: 'targets' }).fit(train)
  return { train: scaler.apply(train), validation: scaler.apply(validation) }
}

function greenhouse(target: 'grade' | 'humidity', train: number) {
  const table = data.parseCsv(data.greenhouse({ size: 900, key: key('plants') }))
  const rows = data.dropMissingRows(table, [target])
  const parts = data.splitTable(rows, { train, validation: 300, rest: rows.rows - train - 300 }, key('parts'))
  const numbers = [data.impute('median'), data.standardize()]
  const categories = [data.impute('mostFrequent'), data.oneHot()]
  const prepare = data.preprocess({ target, numbers, categories }).fit(parts.train)
  return { train: prepare.dataset(parts.train), validation: prepare.dataset(parts.validation) }
}

const grades = greenhouse('grade', 300)
const friedman = standardized(split(300, 300, data.friedman1))
const moons = (noise: number) => (sized: Sized) => data.twoMoons({ noise, ...sized })

export const runs: readonly Run[] = [
  {
    name: '200 digits',
    expected: 'More images; dropout may help.',
    ...split(200, 300, data.digits),
    model: dense([784, 64, 10]),
    epochs: 20,
  },
  {
    name: '400 digits, keep 0.5',
    expected: 'More images.',
    ...split(400, 300, data.digits),
    model: dense([784, 64, 10], 0.5),
    epochs: 20,
  },
  {
    name: '400 digits, 3 hidden units',
    expected: 'A larger network.',
    ...split(400, 300, data.digits),
    model: dense([784, 3, 10]),
    epochs: 20,
  },
  {
    name: 'greenhouse, grade',
    expected: 'Dropout, or stop early.',
    ...grades,
    model: dense([13, 64, 64, 3]),
    epochs: 40,
  },
  {
    name: 'greenhouse, grade, keep 0.1',
    expected: 'Keep more.',
    ...grades,
    model: dense([13, 64, 64, 3], 0.1),
    epochs: 20,
  },
  {
    name: 'greenhouse, humidity',
    expected: 'Stop early, dropout: the other columns hardly tell humidity.',
    ...standardized(greenhouse('humidity', 200)),
    model: dense([15, 64, 1]),
    epochs: 40,
  },
  {
    name: 'Friedman 1, keep 0.5',
    expected: 'Keep more, and drop nothing before the output.',
    ...friedman,
    model: dense([10, 64, 1], 0.5),
    epochs: 20,
  },
  {
    name: 'Friedman 1, 6 epochs',
    expected: 'Train longer.',
    ...friedman,
    model: dense([10, 32, 1]),
    epochs: 6,
  },
  {
    name: 'moons, noise 0.35, 30 to validate',
    expected: 'More points to validate on.',
    ...split(100, 30, moons(0.35)),
    model: dense([2, 64, 64, 2]),
    epochs: 20,
  },
  {
    name: 'moons, noise 0.5',
    expected: 'Nothing: the moons overlap.',
    ...split(500, 500, moons(0.5)),
    model: dense([2, 16, 2]),
    epochs: 20,
  },
  {
    name: 'spirals, 4 hidden units',
    expected: 'A larger network.',
    ...split(400, 400, data.spirals),
    model: dense([2, 4, 2]),
    epochs: 20,
  },
  {
    name: 'circles, keep 0.8',
    expected: 'Nothing: they are learned.',
    ...split(400, 400, (sized) => data.circles({ factor: 0.3, noise: 0.05, ...sized })),
    model: dense([2, 32, 2], 0.8),
    epochs: 20,
  },
]
