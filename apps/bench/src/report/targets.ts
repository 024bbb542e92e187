import { costRatio, type Row } from '../row.ts'

/** A performance target and what one run reached: the cost of one row over that of another. */
export interface TargetResult {
  readonly text: string
  readonly ratio: number
  /** The ratio should be at most this. */
  readonly target: number
}

/** A row, by its workload, library, mode and threads; or the fastest of a library, whatever the mode and the threads. */
type Place =
  | readonly [workload: string, library: string, mode: string, threads: 'one' | 'all']
  | readonly [workload: string, library: string, 'fastest']

const OURS = ['thinned', 'deterministic', 'all'] as const
const ONE_THREAD = ['thinned', 'deterministic', 'one'] as const
const RELAXED = ['thinned', 'relaxed', 'all'] as const
const TORCH = ['pytorch', 'fastest'] as const
const OPENBLAS = ['openblas', 'tuned', 'all'] as const
const BESIDE = ['beside', 'fastest'] as const

interface Comparison {
  readonly text: string
  readonly row: Place
  /** The row it is compared with, or a cost. */
  readonly over: Place | Cost
  readonly target: number
}

type Cost = Pick<Row, 'value' | 'unit'>

const comparisons: readonly Comparison[] = [
  { text: 'a step with dropout, of PyTorch', row: ['mlp', ...OURS], over: ['mlp', ...TORCH], target: 0.22 },
  {
    text: "a step with dropout, of PyTorch's step without (the fairer one)",
    row: ['mlp', ...OURS],
    over: ['mlp-plain', ...TORCH],
    target: 0.35,
  },
  { text: 'a step with dropout, of the program beside', row: ['mlp', ...OURS], over: ['mlp', ...BESIDE], target: 1 },
  {
    text: 'a step with dropout, relaxed, of the program beside',
    row: ['mlp', ...RELAXED],
    over: ['mlp', ...BESIDE],
    target: 1,
  },
  {
    text: 'a step with dropout on two threads or more, of one',
    row: ['mlp', ...OURS],
    over: ['mlp', ...ONE_THREAD],
    target: 1 / 1.9,
  },
  {
    text: 'a step in plain 128-bit SIMD, of PyTorch',
    row: ['mlp', 'thinned', 'deterministic-128', 'all'],
    over: ['mlp', ...TORCH],
    target: 0.33,
  },
  {
    text: 'a step in Chromium, of PyTorch',
    row: ['mlp', 'thinned', 'chromium', 'all'],
    over: ['mlp', ...TORCH],
    target: 0.33,
  },
  {
    text: 'a step without dropout, of PyTorch',
    row: ['mlp-plain', ...OURS],
    over: ['mlp-plain', ...TORCH],
    target: 0.65,
  },
  {
    text: 'a step on dense random inputs, of PyTorch',
    row: ['mlp-dense-input', ...OURS],
    over: ['mlp-dense-input', ...TORCH],
    target: 0.3,
  },
  { text: 'a step within fit, of the step alone', row: ['fit', ...OURS], over: ['mlp', ...OURS], target: 1.1 },
  { text: 'a step of the small net, of PyTorch', row: ['small', ...OURS], over: ['small', ...TORCH], target: 1 / 8 },
  {
    text: 'a step of the convolutional net, of PyTorch',
    row: ['conv', ...OURS],
    over: ['conv', ...TORCH],
    target: 0.6,
  },
  { text: 'an LSTM forward and backward, of PyTorch', row: ['lstm', ...OURS], over: ['lstm', ...TORCH], target: 1 },
  { text: '100 Monte Carlo passes, of PyTorch', row: ['mc-100', ...OURS], over: ['mc-100', ...TORCH], target: 0.18 },
  {
    text: 'matmul-1024 of OpenBLAS',
    row: ['matmul-1024', ...OURS],
    over: ['matmul-1024', ...OPENBLAS],
    target: 1.15,
  },
  {
    text: 'matmul-1024, relaxed, of OpenBLAS',
    row: ['matmul-1024', ...RELAXED],
    over: ['matmul-1024', ...OPENBLAS],
    target: 1,
  },
  {
    text: 'dropout-512KB on one thread, of the plain scale loop',
    row: ['dropout-512KB', ...ONE_THREAD],
    over: ['limit-scale-512KB', 'machine', 'limit', 'one'],
    target: 6,
  },
  { text: 'the start, of 150 ms', row: ['start', ...OURS], over: { value: 150, unit: 'ms' }, target: 1 },
  { text: 'the memory, of 180 MB', row: ['memory', ...OURS], over: { value: 180, unit: 'MB' }, target: 1 },
  { text: 'the bundle, of 45 kB', row: ['bundle', ...OURS], over: { value: 45, unit: 'kB' }, target: 1 },
]

/** The comparisons whose rows are there. `threads` is what "all" means. */
export function compareWithTargets(rows: readonly Row[], threads: number): TargetResult[] {
  const find = ([workload, library, mode, own]: Place): Row | undefined => {
    const ofLibrary = rows.filter((row) => row.workload === workload && row.library === library)
    if (mode === 'fastest') return fastest(ofLibrary)
    return ofLibrary.find((row) => row.mode === mode && row.threads === (own === 'one' ? 1 : threads))
  }
  return comparisons.flatMap(({ text, row, over, target }) => {
    const ours = find(row)
    const theirs = 'unit' in over ? over : find(over)
    return ours && theirs && ours !== theirs ? [{ text, ratio: costRatio(ours, theirs), target }] : []
  })
}

/** The row of the least cost; undefined of none. */
function fastest([first, ...rows]: readonly Row[]): Row | undefined {
  return first && rows.reduce((best, row) => (costRatio(row, best) < 1 ? row : best), first)
}
