import type { Shape } from '@thinned/tensor'
import type { Noise, VariantFacts } from '../facts/variant-facts.ts'
import { keepSchedule } from '../keep/keep-option.ts'
import { blockRate } from '../kit/feature-maps.ts'
import { type DropBlockOptions, dropBlock } from './drop-block.ts'

const MAP: Shape = [3, 4]

/** Mean and variance over all elements of a small map of one channel, from all sets of positions where blocks can begin. */
function blockNoise(options: DropBlockOptions): { readonly mean: number; readonly variance: number } {
  const [rows, columns] = MAP as [number, number]
  const { block = 2 } = options
  const across = columns - block + 1
  const positions = (rows - block + 1) * across
  const rate = blockRate(keepSchedule('dropBlock', options) as number, block, MAP)
  let [mean, square] = [0, 0]
  for (let set = 0; set < 1 << positions; set++) {
    let probability = 1
    const dropped = new Set<number>()
    for (let position = 0; position < positions; position++) {
      const begins = ((set >> position) & 1) === 1
      probability *= begins ? rate : 1 - rate
      for (let i = 0; begins && i < block * block; i++)
        dropped.add(
          (Math.floor(position / across) + Math.floor(i / block)) * columns + (position % across) + (i % block),
        )
    }
    const kept = rows * columns - dropped.size
    if (kept > 0) {
      mean += probability
      square += (probability * rows * columns) / kept
    }
  }
  return { mean, variance: square - mean * mean }
}

const noise: Noise<DropBlockOptions> = {
  form: 'select',
  on: 'ones',
  mean: (options) => blockNoise(options).mean,
  variance: (options) => blockNoise(options).variance,
  support: () => 'any',
  together: MAP[0]! * MAP[1]!,
}

/** What DropBlock states about itself. */
export const dropBlockFacts: VariantFacts<DropBlockOptions> = {
  name: 'dropBlock',
  drops: 'blocks of neighbors in a channel',
  group: 'blocks',
  formula: 'x·m·elements/kept, m = 0 in blocks that begin with probability γ',
  evaluation: 'identity',
  source: 'Ghiasi, Lin and Le 2018, algorithm 1',
  link: 'https://arxiv.org/abs/1810.12890',
  make: ({ block = 2, ...options }) => dropBlock({ block, ...options } as DropBlockOptions),
  settings: [
    { keep: 0.3, block: 2 },
    { keep: 0.5, block: 3 },
    { keep: 0.9, block: 2 },
    { keep: 0.8, block: 1, share: 'channels' },
  ],
  input: [10, ...MAP, 1],
  axes: ['example', 'row', 'column', 'channel'],
  noise,
  exempt: {
    independence: 'neighbors are dropped together; the tests of the variant look at the positions',
  },
}
