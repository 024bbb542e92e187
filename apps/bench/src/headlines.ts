import { costRatio, type Row } from './row.ts'

/** A comparison that the project set out to win: the cost of one row over that of another, in one run. */
export interface Headline {
  readonly text: string
  readonly ratio: number
  /** At most this was aimed at. */
  readonly reach: number
}

type Place = readonly [work: string, who: string, mode: string, threads: 'one' | 'all']

const OURS = ['thinned', 'deterministic', 'all'] as const
const TORCH = ['pytorch', 'tuned', 'all'] as const

const comparisons: readonly (readonly [text: string, row: Place, over: Place, reach: number])[] = [
  [
    'matmul-1024, relaxed, of PyTorch',
    ['matmul-1024', 'thinned', 'relaxed', 'all'],
    ['matmul-1024', ...TORCH],
    1 / 0.95,
  ],
  ['matmul-1024 of PyTorch', ['matmul-1024', ...OURS], ['matmul-1024', ...TORCH], 1 / 0.8],
  [
    'dropout-512KB on one thread, of the plain scale loop',
    ['dropout-512KB', 'thinned', 'deterministic', 'one'],
    ['limit-scale-512KB', 'machine', 'limit', 'one'],
    6,
  ],
  ['a step with dropout, of PyTorch', ['mlp', ...OURS], ['mlp', ...TORCH], 0.35],
  ["a step with dropout, of PyTorch's step without", ['mlp', ...OURS], ['mlp-plain', ...TORCH], 0.5],
  ['a step with dropout, of our own without', ['mlp', ...OURS], ['mlp-plain', ...OURS], 0.8],
  ['a step in plain 128-bit SIMD, of PyTorch', ['mlp', 'thinned', 'deterministic-128', 'all'], ['mlp', ...TORCH], 0.55],
  ['a step on dense random inputs, of PyTorch', ['mlp-dense-input', ...OURS], ['mlp-dense-input', ...TORCH], 0.5],
  ['a step of the small net, of PyTorch', ['small', ...OURS], ['small', ...TORCH], 1 / 5],
  ['a step of the convolutional net, of PyTorch', ['conv', ...OURS], ['conv', ...TORCH], 1.2],
  ['100 Monte Carlo passes, of PyTorch', ['mc-100', ...OURS], ['mc-100', ...TORCH], 0.25],
]

/** The comparisons whose two rows are there. `threads` is what "all" means. */
export function headlines(rows: readonly Row[], threads: number): Headline[] {
  const find = ([work, who, mode, own]: Place): Row | undefined =>
    rows.find(
      (row) =>
        row.work === work && row.who === who && row.mode === mode && row.threads === (own === 'one' ? 1 : threads),
    )
  return comparisons.flatMap(([text, row, over, reach]) => {
    const [ours, theirs] = [find(row), find(over)]
    return ours && theirs ? [{ text, ratio: costRatio(ours, theirs), reach }] : []
  })
}
