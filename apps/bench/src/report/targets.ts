import { costRatio, type Row } from '../row.ts'

/** A performance target and what one run reached: the cost of one row over that of another. */
export interface TargetResult {
  readonly text: string
  readonly ratio: number
  /** The ratio should be at most this. */
  readonly target: number
}

type Place = readonly [workload: string, library: string, mode: string, threads: 'one' | 'all']

const OURS = ['thinned', 'deterministic', 'all'] as const
const TORCH = ['pytorch', 'tuned', 'all'] as const
const OPENBLAS = ['openblas', 'tuned', 'all'] as const

interface Comparison {
  readonly text: string
  readonly row: Place
  /** The row it is compared with, or a cost. */
  readonly over: Place | Cost
  readonly target: number
}

type Cost = Pick<Row, 'value' | 'unit'>

const comparisons: readonly Comparison[] = [
  {
    text: 'matmul-1024, relaxed, of OpenBLAS',
    row: ['matmul-1024', 'thinned', 'relaxed', 'all'],
    over: ['matmul-1024', ...OPENBLAS],
    target: 1 / 0.95,
  },
  {
    text: 'matmul-1024 of OpenBLAS',
    row: ['matmul-1024', ...OURS],
    over: ['matmul-1024', ...OPENBLAS],
    target: 1 / 0.8,
  },
  { text: 'matmul-1024 of PyTorch', row: ['matmul-1024', ...OURS], over: ['matmul-1024', ...TORCH], target: 1 / 0.8 },
  {
    text: 'dropout-512KB on one thread, of 0.7 ns an element',
    row: ['dropout-512KB', 'thinned', 'deterministic', 'one'],
    over: { value: 0.7, unit: 'ns/element' },
    target: 1,
  },
  {
    text: 'dropout-512KB on one thread, of the plain scale loop',
    row: ['dropout-512KB', 'thinned', 'deterministic', 'one'],
    over: ['limit-scale-512KB', 'machine', 'limit', 'one'],
    target: 6,
  },
  { text: 'a step with dropout, of PyTorch', row: ['mlp', ...OURS], over: ['mlp', ...TORCH], target: 0.35 },
  {
    text: "a step with dropout, of PyTorch's step without (the fairer one)",
    row: ['mlp', ...OURS],
    over: ['mlp-plain', ...TORCH],
    target: 0.5,
  },
  { text: 'a step with dropout, of our own without', row: ['mlp', ...OURS], over: ['mlp-plain', ...OURS], target: 0.8 },
  {
    text: 'a step in plain 128-bit SIMD, of PyTorch',
    row: ['mlp', 'thinned', 'deterministic-128', 'all'],
    over: ['mlp', ...TORCH],
    target: 0.55,
  },
  {
    text: 'a step in Chromium, of PyTorch',
    row: ['mlp', 'thinned', 'chromium', 'all'],
    over: ['mlp', ...TORCH],
    target: 0.55,
  },
  {
    text: 'a step on dense random inputs, of PyTorch',
    row: ['mlp-dense-input', ...OURS],
    over: ['mlp-dense-input', ...TORCH],
    target: 0.5,
  },
  { text: 'a step of the small net, of PyTorch', row: ['small', ...OURS], over: ['small', ...TORCH], target: 1 / 5 },
  {
    text: 'a step of the convolutional net, of PyTorch',
    row: ['conv', ...OURS],
    over: ['conv', ...TORCH],
    target: 1.2,
  },
  { text: '100 Monte Carlo passes, of PyTorch', row: ['mc-100', ...OURS], over: ['mc-100', ...TORCH], target: 0.25 },
  { text: 'the bundle, of 45 kB', row: ['bundle', ...OURS], over: { value: 45, unit: 'kB' }, target: 1 },
]

/** The comparisons whose rows are there. `threads` is what "all" means. */
export function compareWithTargets(rows: readonly Row[], threads: number): TargetResult[] {
  const find = ([workload, library, mode, own]: Place): Row | undefined =>
    rows.find(
      (row) =>
        row.workload === workload &&
        row.library === library &&
        row.mode === mode &&
        row.threads === (own === 'one' ? 1 : threads),
    )
  return comparisons.flatMap(({ text, row, over, target }) => {
    const ours = find(row)
    const theirs = 'unit' in over ? over : find(over)
    return ours && theirs ? [{ text, ratio: costRatio(ours, theirs), target }] : []
  })
}
