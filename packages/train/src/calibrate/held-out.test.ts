import { type Dataset, friedman1, splitDataset, standardizeArrays, twoMoons } from '@thinned/data'
import { conformalIntervals, gaussianNoise, temperatureScaling } from '@thinned/metrics'
import { init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { calibrate, predict } from '../index.ts'

const { train, heldOut } = splitDataset(friedman1({ size: 120, key: key(1) }), { train: 60, heldOut: 60 }, key(2))

function ready<Model extends Layer>(model: Model): Model {
  init(model, key(4))
  return model
}

const times = (data: Dataset, factor: number, plus = 0): Dataset => {
  const { data: values, shape } = data.targets as { data: Float32Array; shape: readonly number[] }
  return { ...data, targets: { data: values.map((value) => value * factor + plus), shape } }
}

const intervalsOf = (rows: Dataset, trained: Dataset) =>
  calibrate(ready(linear(10, 1)), rows as never, {
    task: 'regression',
    with: conformalIntervals({ alpha: 0.1 }),
    targetScaler: standardizeArrays({ of: 'targets' }).fit(trained),
  })

describe('held-out targets with a targetScaler', () => {
  test.each([
    ['of 14 and more', 1, 0],
    ['of a small deviation', 1e-3, 0],
    ['of a large deviation', 1e4, -14e4],
  ])('are refused in their own units, %s', async (_, factor, plus) => {
    await expect(intervalsOf(times(heldOut, factor, plus), times(train, factor, plus))).rejects.toThrow(
      'targets in their own units',
    )
  })

  test.each([
    ['scaled', 1, 0],
    ['scaled, with one far off', 1e4, -14e4],
  ])('are taken %s', async (_, factor, plus) => {
    const raw = times(train, factor, plus)
    const rows = standardizeArrays({ of: 'targets' })
      .fit(raw)
      .apply(times(heldOut, factor, plus)) as typeof heldOut
    if (factor > 1) (rows.targets.data as Float32Array)[3] = 100
    const { fitted } = await intervalsOf(rows, raw)
    expect(fitted.state.threshold).toBeGreaterThan(0)
  })

  test('are taken where both forms look alike', async () => {
    const nearly = times(train, 0.2, -14 * 0.2)
    await intervalsOf(times(heldOut, 0.2, -14 * 0.2), nearly)
  })
})

test('predictions that are not finite are refused, with the row', async () => {
  const rows = { ...heldOut, inputs: { data: new Float32Array(600).fill(1), shape: [60, 10] } }
  rows.inputs.data.fill(3e38, 20, 30)
  const network = ready(sequential(linear(10, 64), relu(), linear(64, 1)))
  const numbers = calibrate(network, rows, { task: 'regression', with: gaussianNoise() })
  await expect(numbers).rejects.toThrow(/The model predicts .* for row 2 of Friedman 1 \(heldOut\), from which/)
  const moons = twoMoons({ size: 20, key: key(1) })
  moons.inputs.data.fill(3e38)
  const classes = calibrate(ready(sequential(linear(2, 64), relu(), linear(64, 2))), moons, {
    with: temperatureScaling(),
  })
  await expect(classes).rejects.toMatchObject({ code: 'not-finite' })
})

test('what has no function fit is refused before anything is predicted', async () => {
  const wrong = { with: { fit: 1 } } as never
  await expect(calibrate(ready(linear(10, 1)), heldOut, wrong)).rejects.toThrow('calibrate was given with { fit }')
})

test('noise that was not fitted is refused with what to do', async () => {
  const options = { task: 'regression', noise: gaussianNoise() } as never
  await expect(predict(ready(linear(10, 1)), heldOut.inputs, options)).rejects.toThrow(
    'Call its fit with held-out data',
  )
})
