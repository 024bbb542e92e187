import { foldIn, key } from '@thinned/rng'
import { expect } from 'vitest'
import { drawsOn, exampleSize, type Facts, type Law, onesFor, SIGMAS, train } from './law.ts'

/** The number of rows and columns; fewer if each example costs a pass. */
const extent = ({ noise }: Facts): number => (noise.share === 'batch' ? 64 : 256)

/**
 * Draws of different rows, columns, layers and steps are uncorrelated. Axes that share a draw get the extent 1. If an example has a single draw,
 * columns are further examples.
 */
export const independence: Law = {
  name: 'rows, columns, layers and steps are independent',
  check(facts) {
    const n = extent(facts)
    const single = facts.noise.together === exampleSize(facts)
    const shape = facts.input.map((_, axis, { length }) => {
      if (axis > 0 && axis < length - 1) return 1
      return single ? [n * n, 1][Math.min(axis, 1)]! : n
    })
    const options = facts.settings[Math.floor(facts.settings.length / 2)]
    const draw = (pass: ReturnType<typeof train>) => standardized(drawsOn(facts, options, onesFor(facts, shape), pass))
    const base = draw(train(key(5)).at('dropout1'))
    const correlation = (other: Float64Array, shift: number): number => {
      let total = 0
      for (let i = 0; i + shift < base.length; i++) total += base[i]! * other[i + shift]!
      return Math.abs(total) / Math.sqrt(base.length - shift)
    }
    for (const shift of [1, 2, 8, 32, 64, n, 2 * n, 8 * n])
      expect(correlation(base, shift), `shift ${shift}`).toBeLessThan(SIGMAS)
    for (const other of [
      train(key(5)).at('dropout2'),
      train(key(6)).at('dropout1'),
      train(foldIn(key(5), 1)).at('dropout1'),
    ])
      expect(correlation(draw(other), 0)).toBeLessThan(SIGMAS)
    const [rows, columns] = [new Float64Array(n), new Float64Array(n)]
    base.forEach((value, i) => {
      rows[Math.floor(i / n)]! += value
      columns[i % n]! += value
    })
    for (const total of [...rows, ...columns]) expect(Math.abs(total) / Math.sqrt(n)).toBeLessThan(SIGMAS)
  },
}

/** Mean 0 and variance 1. */
function standardized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length
  return values.map((value) => (value - mean) / Math.sqrt(variance))
}
