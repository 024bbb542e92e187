import { expect, test } from 'vitest'
import { findingsOf, mlp } from '../../test/findings.ts'
import { compareWithTargets } from './targets.ts'

test('comparisons of rows that are there, on all threads', () => {
  expect(compareWithTargets(mlp.rows, 2)).toEqual([
    { text: 'a step with dropout, of PyTorch', ratio: 6 / 24, target: 0.35 },
    { text: "a step with dropout, of PyTorch's step without (the fairer one)", ratio: 6 / 16, target: 0.5 },
    { text: 'a step with dropout, of our own without', ratio: 0.6, target: 0.8 },
    { text: 'a step in Chromium, of PyTorch', ratio: 0.5, target: 0.55 },
  ])
  expect(compareWithTargets(mlp.rows, 4)).toEqual([])
})

test('rates and fixed costs', () => {
  const { rows } = findingsOf(
    ['matmul-1024', 'thinned', 'deterministic', 2, 'GF/s', [120]],
    ['matmul-1024', 'openblas', 'tuned', 2, 'GF/s', [150]],
    ['bundle', 'thinned', 'deterministic', 2, 'kB', [36]],
    ['dropout-512KB', 'thinned', 'deterministic', 1, 'ns/element', [0.35]],
  )
  expect(compareWithTargets(rows, 2)).toEqual([
    { text: 'matmul-1024 of OpenBLAS', ratio: 1.25, target: 1.25 },
    { text: 'dropout-512KB on one thread, of 0.7 ns an element', ratio: 0.5, target: 1 },
    { text: 'the bundle, of 45 kB', ratio: 0.8, target: 1 },
  ])
})
