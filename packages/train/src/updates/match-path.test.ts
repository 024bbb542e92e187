import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchPath } from './match-path.ts'

/** The same as a regular expression, which takes time with the power of the number of wild pieces. */
function expected(pattern: string, path: string): boolean {
  const pieces = pattern.split(/(\*\*|\*)/).map((piece) => {
    if (piece === '**') return '.*'
    return piece === '*' ? '[^/]*' : piece.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')
  })
  return new RegExp(`^${pieces.join('')}$`, 'su').test(path)
}

const text = (...units: string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 12 })

test('a pattern matches what its regular expression does', () => {
  fc.assert(
    fc.property(
      text('a', 'b', '/', '*', '.', '\n', '\u{1f600}'),
      text('a', 'b', '/', '.', '\n', '\u{1f600}'),
      (pattern, path) => {
        expect(matchPath(pattern, path)).toBe(expected(pattern, path))
      },
    ),
    { seed: 1, numRuns: 3000 },
  )
})

test('many wild pieces take no power of the length', () => {
  const time = (n: number): number => {
    const start = performance.now()
    expect(matchPath(`${'**a'.repeat(20)}c`, 'a'.repeat(n))).toBe(false)
    return performance.now() - start
  }
  time(100)
  expect(time(8000)).toBeLessThan(64 * Math.max(2, time(1000)))
})
