import { createPass } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { matmul, mul, type Tensor, tensor, transpose } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropout } from '../src/variants/dropout.ts'

const pass = createPass({ mode: 'train', key: key(1) })
const [examples, features] = [40, 6]

const columns = (scale: (column: number) => number) =>
  Float64Array.from(normal(key('x'), examples * features), (value, i) => value * scale(i % features))
const targets = tensor(Float64Array.from(normal(key('y'), examples)), { shape: [examples, 1] })

/** All masks of the features, each with its probability. */
function masks(keep: number): { readonly mask: Tensor; readonly probability: number }[] {
  return Array.from({ length: 2 ** features }, (_, bits) => {
    const kept = Uint8Array.from({ length: features }, (_, i) => (bits >> i) & 1)
    const count = kept.reduce((sum, bit) => sum + bit, 0)
    return {
      mask: tensor(kept, { shape: [1, features] }),
      probability: keep ** count * (1 - keep) ** (features - count),
    }
  })
}

const product = (a: Tensor, b: Tensor): number[] => Array.from(matmul(transpose(a), b).readSync())
const sumOf = (rows: readonly number[][]): number[] =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0))

/** Solves A w = b by elimination with pivots. */
function solve(a: readonly number[], b: readonly number[]): number[] {
  const rows = b.map((value, i) => [...a.slice(i * features, (i + 1) * features), value])
  rows.forEach((_, column) => {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best))
    const at = rows.indexOf(pivot)
    rows[at] = rows[column]!
    rows[column] = pivot.map((value) => value / pivot[column]!)
    rows.forEach((row, i) => {
      if (i !== column) rows[i] = row.map((value, j) => value - row[column]! * rows[column]![j]!)
    })
  })
  return rows.map((row) => row[features]!)
}

/** The weights that the mean square over all masks is least for: the normal equations, averaged over the masks with their probabilities. */
function overAllMasks(x: Tensor, keep: number, scale: 'training' | 'evaluation'): number[] {
  const terms = masks(keep).map(({ mask, probability }) => {
    const thinned = dropout({ keep, mask, scale }).forward(x, pass)
    return [product(thinned, thinned), product(thinned, targets)].map((values) =>
      values.map((value) => value * probability),
    )
  })
  return solve(sumOf(terms.map(([squares]) => squares!)), sumOf(terms.map(([, cross]) => cross!)))
}

/** (XᵀX + (1 − keep)/keep · diag XᵀX)⁻¹ Xᵀy: Srivastava et al. 2014, section 9.1. */
function ridge(x: Tensor, keep: number): number[] {
  const squares = product(x, x).map((value, i) => value * (i % (features + 1) === 0 ? 1 / keep : 1))
  return solve(squares, product(x, targets))
}

test.each([0.3, 0.5, 0.8])(
  'with keep %f linear regression is ridge regression, each column by its own length',
  (keep) => {
    const x = tensor(
      columns((column) => 1 + column),
      { shape: [examples, features] },
    )
    const closed = ridge(x, keep)
    const forms = { training: 1, evaluation: 1 / keep } as const
    for (const scale of ['training', 'evaluation'] as const)
      overAllMasks(x, keep, scale).forEach(
        (weight, i) => void expect(weight).toBeCloseTo(closed[i]! * forms[scale], 11),
      )
    const plain = ridge(x, 1)
    expect(Math.max(...plain.map((weight, i) => Math.abs(weight - closed[i]!)))).toBeGreaterThan(0.01)
  },
)

test('columns in other units give the same predictions: what L2 is sensitive to, dropout is not', () => {
  const units = [1, 10, 0.1, 5, 2, 100]
  const one = tensor(
    columns(() => 1),
    { shape: [examples, features] },
  )
  const other = mul(one, tensor(Float64Array.from(units), { shape: [1, features] }))
  const [first, second] = [one, other].map((x) => overAllMasks(x, 0.5, 'training'))
  first!.forEach((weight, i) => void expect(second![i]! * units[i]!).toBeCloseTo(weight, 11))
})

test('of orthogonal columns each least-squares weight is multiplied by keep, whatever the length', () => {
  const x = tensor(
    Float64Array.from({ length: examples * features }, (_, i) => {
      const [row, column] = [Math.floor(i / features), i % features]
      return row % features === column && row < 36 ? 1 + column : 0
    }),
    { shape: [examples, features] },
  )
  const plain = ridge(x, 1)
  overAllMasks(x, 0.7, 'training').forEach((weight, i) => void expect(weight).toBeCloseTo(0.7 * plain[i]!, 12))
})
