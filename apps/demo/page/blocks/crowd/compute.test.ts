import { adam, dropout, fit, linear, metrics, predict, relu, sequential, wasm } from 'thinned'
import { expect, test } from 'vitest'
import { distancesFrom } from './away.ts'
import { crowdOf, ensembleOf, type Member, planeOf, type Training } from './compute.ts'
import { curveOf, summaryOfCurves } from './curve.ts'
import { cells, examplesOf, keyOf } from './problem.ts'
import { AWAY, MEMBERS, REACH, SAMPLES, SIDE } from './sizes.ts'
import { state } from './state.ts'

const { data, keep } = state.values.value
const settings = { data, keep, seed: 3 }
const backend = await wasm({ threads: 1 })
const CELLS = SIDE * SIDE
/** Enough to tell networks apart. */
const EPOCHS = 8

/** The largest difference of two lists of numbers. */
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)

test('the crowd is what fit and predict of the library give', async () => {
  const { train } = examplesOf(settings)
  const model = sequential(
    linear(2, 64),
    relu(),
    dropout({ keep }),
    linear(64, 64),
    relu(),
    dropout({ keep }),
    linear(64, 2),
  )
  const options = {
    loss: 'crossEntropy',
    epochs: EPOCHS,
    batchSize: 40,
    optimizer: adam({ learningRate: 0.01 }),
  } as const
  await fit(model, { ...options, data: { train }, key: keyOf(3, 'dropout'), backend })
  const sampling = { samples: SAMPLES, key: keyOf(3, 'masks'), share: 'batch', everySample: true } as const
  const expected = await predict(model, cells(), { ...sampling, backend })

  const told: Training[] = []
  const crowd = await crowdOf(settings, { backend, epochs: EPOCHS, tell: (training) => told.push(training) })
  const ofClass1 = (probabilities: Float32Array) => probabilities.filter((_, i) => i % 2 === 1)
  expect(crowd.samples).toEqual(ofClass1(expected.samples!.data))
  expect(crowd.maps.mean).toEqual(ofClass1(expected.mean.data))
  expect(crowd.full).toEqual(ofClass1(expected.full!.mean.data))
  expect(crowd.maps.entropy).toEqual(expected.entropy)
  expect(crowd.maps.information).toEqual(expected.mutualInformation)
  expect(told.at(-1)).toEqual({ epoch: EPOCHS, epochs: EPOCHS, map: crowd.full })

  // The average of all is the mean of predict, but for the rounding of the samples.
  expect(apart(crowd.averages.slice(-CELLS), crowd.maps.mean)).toBeLessThan(1e-6)
  const { near, away } = crowd.distances
  const farFromFull = crowd.full.map((value, i) => Math.abs(value - crowd.averages.at(i - CELLS)!))
  const { distance } = planeOf(settings)
  const meanOver = (places: (far: number) => boolean) => {
    const chosen = farFromFull.filter((_, i) => places(distance[i]!))
    return chosen.reduce((sum, value) => sum + value, 0) / chosen.length
  }
  expect(near.ofAverage.at(-1)).toBeCloseTo(
    meanOver((far) => far <= AWAY),
    6,
  )
  expect(away.ofAverage.at(-1)).toBeCloseTo(
    meanOver((far) => far > AWAY),
    6,
  )
  expect(near.ofAverage[0]).not.toBe(away.ofAverage[0])

  const sure = crowd.maps.sure.reduce((sum, one) => sum + one, 0)
  expect(crowd.figures.dropout.sure).toBe(sure / distance.filter((far) => far > AWAY).length)
})

test('the members of the ensemble are told, and their mean is its map', async () => {
  const members: Member[] = []
  const { maps, figures } = await ensembleOf(settings, {
    backend,
    epochs: EPOCHS,
    tell: (member) => members.push(member),
  })
  expect(members.map(({ index }) => index)).toEqual([...Array(MEMBERS).keys()])
  const sums = maps.mean.map((_, i) => members.reduce((sum, { map }) => sum + map[i]!, 0))
  expect(
    apart(
      sums.map((sum) => sum / MEMBERS),
      maps.mean,
    ),
  ).toBeLessThan(1e-6)
  // The disagreement of five networks, by the metric of the library.
  const probabilities = members.flatMap(({ map }) => Array.from(map, (value) => [1 - value, value]).flat())
  const { mutualInformation } = metrics.predictiveUncertainty(probabilities, { samples: MEMBERS, classes: 2 })
  expect(apart(maps.information, mutualInformation)).toBeLessThan(1e-5)
  expect(figures.accuracy).toBeGreaterThan(0.8)
})

test('cells lie row by row from the top left, and far cells are far', () => {
  const { data: points } = cells()
  const half = REACH / SIDE
  expect([points[0], points[1]]).toEqual([Math.fround(half - REACH), Math.fround(REACH - half)])
  expect([points.at(-2), points.at(-1)]).toEqual([Math.fround(REACH - half), Math.fround(half - REACH)])
  expect(distancesFrom(Float32Array.of(0, 0, 10, 0), Float32Array.of(3, 4, 10, 1))).toEqual(Float32Array.of(5, 1))
})

test('work that is stopped says so, and leaves nothing half told', async () => {
  const stop = new AbortController()
  const work = crowdOf(settings, { backend, signal: stop.signal, tell: () => stop.abort() })
  await expect(work).rejects.toThrow('aborted')
})

test('a curve is what predict says of its points, and its regions are told apart', async () => {
  const curve = await curveOf({ keep, seed: 3 }, { backend, epochs: 10 })
  expect(curve.x).toHaveLength(curve.dropout.mean.length)
  expect(curve.truth[70]).toBeCloseTo(Math.sin(2) + 1 / 3, 6)
  expect(curve.examples.x.every((x) => Math.abs(x) >= 1 && Math.abs(x) <= 3)).toBe(true)
  for (const { deviation, inside, gap, beyond } of [curve.dropout, curve.ensemble]) {
    const over = (places: (size: number) => boolean) => {
      const chosen = deviation.filter((_, i) => places(Math.abs(curve.x[i]!)))
      return chosen.reduce((sum, one) => sum + one, 0) / chosen.length
    }
    expect(gap).toBeCloseTo(
      over((size) => size < 1),
      6,
    )
    expect(inside).toBeCloseTo(
      over((size) => size >= 1 && size <= 3),
      6,
    )
    expect(beyond).toBeCloseTo(
      over((size) => size > 3),
      6,
    )
  }
  const { growth } = summaryOfCurves([curve, curve]).dropout
  expect(growth.value).toBeCloseTo(curve.dropout.beyond / curve.dropout.inside, 12)
})
