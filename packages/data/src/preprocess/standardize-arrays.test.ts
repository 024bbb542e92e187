import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { take } from '../dataset/take.ts'
import { digits } from '../datasets/digits/digits.ts'
import { arrayScalerFromState, standardizeArrays } from './standardize-arrays.ts'

const colors = {
  name: 'colors',
  inputs: { data: Float32Array.of(1, 10, 3, 10, 5, 10, 7, 10), shape: [2, 2, 2] },
  targets: { data: Float32Array.of(1, 5), shape: [2, 1] },
}

test('a channel, a position, or all share a mean and a deviation', () => {
  const state = (per: 'channel' | 'position' | 'array') => standardizeArrays({ per }).fit(colors).state
  expect(state('channel')).toEqual({ of: 'inputs', shape: [2, 2], means: [4, 10], scales: [Math.sqrt(5), 1] })
  expect(state('position')).toMatchObject({ means: [3, 10, 5, 10], scales: [2, 1, 2, 1] })
  expect(state('array')).toMatchObject({ means: [7], scales: [Math.sqrt(11.5)] })
  expect(standardizeArrays({ per: 'position' }).fit(colors).apply(colors).inputs.data).toEqual(
    Float32Array.of(-1, 0, -1, 0, 1, 0, 1, 0),
  )
})

test('images are scaled by the training part alone, and a revived state does the same', () => {
  const images = digits({ size: 40, key: key(1) })
  const scaler = standardizeArrays({ per: 'position' }).fit(take(images, [0, 1, 2, 3]))
  const revived = arrayScalerFromState(JSON.parse(JSON.stringify(scaler.state)))
  expect(revived.apply(images)).toEqual(scaler.apply(images))
  expect(take(scaler.apply(images), [9]).inputs).toEqual(scaler.apply(take(images, [9])).inputs)
  expect(scaler.apply(images).targets).toBe(images.targets)
})

test('predictions come back in the units of the targets', () => {
  const scaler = standardizeArrays({ of: 'targets' }).fit(colors)
  expect(scaler.apply(colors).targets.data).toEqual(Float32Array.of(-1, 1))
  expect(scaler.invert(scaler.apply(colors).targets)).toEqual(colors.targets)
  const two = { ...colors, targets: { data: Float32Array.of(1, 10, 5, 30), shape: [2, 2] } }
  const variances = { data: Float32Array.of(1, 1, 0, 0.25), shape: [2, 2] }
  const { invertVariance } = standardizeArrays({ of: 'targets' }).fit(two)
  expect(invertVariance(variances)).toEqual({ data: Float32Array.of(4, 100, 0, 25), shape: [2, 2] })
  expect(() => invertVariance(colors.targets)).toThrow('fitted on examples [2], but was given [1]')
})

test('what has no mean is refused', () => {
  const infinite = { ...colors, targets: { data: Float32Array.of(1, Number.NaN), shape: [2, 1] } }
  expect(() => standardizeArrays({ of: 'targets' }).fit(infinite)).toThrow(
    'hold NaN, which is not finite, in example 1 (channel 0)',
  )
  expect(() => standardizeArrays().fit(take(colors, []))).toThrow('have no numbers to take a mean of')
  expect(() => standardizeArrays({ of: 'targets' }).fit(digits({ size: 3, key: key(0) }))).toThrow('are integers')
  const scaler = standardizeArrays().fit(colors)
  expect(() => scaler.invert({ data: new Float32Array(2), shape: [1, 2] })).toThrow(
    'fitted on examples [2, 2], but was given [2]',
  )
  expect(() => arrayScalerFromState({} as never)).toThrow('scaler.of is absent')
})
