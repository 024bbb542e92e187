import { expect, test } from 'vitest'
import { findingsOf, mlp } from '../../test/findings.ts'
import { compareWithTargets } from './targets.ts'

test('comparisons of rows that are there, on all threads', () => {
  expect(compareWithTargets(mlp.rows, 2)).toEqual([
    { text: 'a step with dropout, of PyTorch', ratio: 6 / 24, target: 0.22 },
    { text: "a step with dropout, of PyTorch's step without (the fairer one)", ratio: 6 / 16, target: 0.35 },
    { text: 'a step with dropout on two threads or more, of one', ratio: 6 / 11, target: 1 / 1.9 },
    { text: 'a step in Chromium, of PyTorch', ratio: 0.5, target: 0.33 },
    { text: 'a step without dropout, of PyTorch', ratio: 10 / 16, target: 0.65 },
  ])
  expect(compareWithTargets(mlp.rows, 4)).toEqual([])
})

test('a peer is compared in its fastest mode, and nothing with itself', () => {
  const { rows } = findingsOf(
    ['small', 'thinned', 'deterministic', 2, 'steps/s', [10]],
    ['small', 'pytorch', 'tuned', 2, 'steps/s', [4]],
    ['small', 'pytorch', 'documented', 2, 'steps/s', [5]],
    ['small', 'pytorch', 'tuned', 1, 'steps/s', [3]],
    ['mlp', 'thinned', 'deterministic', 1, 'ms', [3]],
  )
  expect(compareWithTargets(rows, 2)).toEqual([
    { text: 'a step of the small net, of PyTorch', ratio: 0.5, target: 1 / 8 },
  ])
  expect(compareWithTargets(rows, 1)).toEqual([])
})

test('rates and fixed costs', () => {
  const { rows } = findingsOf(
    ['matmul-1024', 'thinned', 'deterministic', 2, 'GF/s', [120]],
    ['matmul-1024', 'openblas', 'tuned', 2, 'GF/s', [150]],
    ['bundle', 'thinned', 'deterministic', 2, 'kB', [36]],
    ['dropout-512KB', 'thinned', 'deterministic', 1, 'ns/element', [0.36]],
    ['limit-scale-512KB', 'machine', 'limit', 1, 'ns/element', [0.12]],
  )
  expect(compareWithTargets(rows, 2)).toEqual([
    { text: 'matmul-1024 of OpenBLAS', ratio: 1.25, target: 1.15 },
    { text: 'dropout-512KB on one thread, of the plain scale loop', ratio: 3, target: 6 },
    { text: 'the bundle, of 45 kB', ratio: 0.8, target: 1 },
  ])
})
