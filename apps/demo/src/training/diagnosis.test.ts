import { expect, test } from 'vitest'
import { diagnosisSize } from './diagnosis.ts'

test('a diagnosis is short beside the training: fewer examples, then no ablation of single units', () => {
  const size = (hidden: readonly number[], train: number) => diagnosisSize([784, ...hidden, 10], { train, epochs: 40 })
  expect(size([64], 1000)).toEqual({ maxExamples: 1000, contributions: true })
  expect(size([256, 256], 1000)).toEqual({ maxExamples: 182, contributions: true })
  expect(size([512, 512], 1000)).toEqual({ maxExamples: 163, contributions: false })
  expect(size([512, 512], 5000)).toEqual({ maxExamples: 151, contributions: true })
  expect(size([4096, 4096], 1000)).toEqual({ maxExamples: 145, contributions: false })
  expect(diagnosisSize([784, 8192, 8192, 10], { train: 10, epochs: 1 }).maxExamples).toBe(100)
})
