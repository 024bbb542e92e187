import { type NdArray, takeRows } from '@thinned/data'
import { flattenParams, type Layer } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type ClassPrediction, predict } from '@thinned/train'
import fc from 'fast-check'
import { expect } from 'vitest'
import { variants } from '../variants.ts'
import { CLASSES, classifierOf, inputsOf, type Member } from './classifier.ts'
import type { Facts, Law } from './law.ts'

const ROWS = 7

/**
 * Samples of a network with the variant differ, with the key too, and leave the statistics of its batch normalization as they are. A row has the same
 * numbers in batches of any size, beside any other rows, whether it sees a number of samples or as many as a tolerance wants. Samples that share masks
 * see those of row 0.
 */
export const sampling: Law = {
  name: 'it is a source of uncertainty: predict samples it row by row',
  async check(facts) {
    for (const options of facts.settings) await checkSampling([{ facts, options }])
  },
}

/** The same of a network that mixes the variant with one or two others, behind it or before, in chains and in branches. */
export const samplingOfMixes: Law = {
  name: 'beside other variants it is a source of uncertainty too',
  async check(facts) {
    const others = fc.shuffledSubarray(
      variants.filter((other) => other !== facts),
      { minLength: 1, maxLength: 2 },
    )
    const mixes = others.chain((others) =>
      fc
        .tuple(...[facts, ...others].map(memberOf))
        .chain((members) => fc.shuffledSubarray(members, { minLength: members.length })),
    )
    await fc.assert(
      fc.asyncProperty(mixes, (members) => checkSampling(members as [Member, ...Member[]])),
      { seed: 15, numRuns: 2 },
    )
  },
}

const memberOf = (facts: Facts): fc.Arbitrary<Member> =>
  fc.record({ facts: fc.constant(facts), options: fc.constantFrom(...facts.settings), branch: fc.boolean() })

async function checkSampling(members: readonly [Member, ...Member[]]): Promise<void> {
  const what = members
    .map(({ facts, options, branch }) => `${facts.name} ${JSON.stringify(options)}${branch ? ' in a branch' : ''}`)
    .join(', ')
  const network = classifierOf(members)
  const state = bitsOfState(network)
  const any = inputsOf(members[0].facts, ROWS)
  // The last row is the first again.
  const inputs = takeRows(any, [...Array(ROWS - 1).keys(), 0])
  const ask = (options: object, given: NdArray = inputs): Promise<ClassPrediction> =>
    predict(network, given, { key: key(9), ...options })

  const every = { samples: 24, everySample: true }
  const whole = await ask(every)
  expect(
    whole.mutualInformation.reduce((a, b) => Math.max(a, b), 0),
    what,
  ).toBeGreaterThan(1e-6)
  // Where one draw serves the batch, and keep is 0.95, one key in ten draws the same 24 times.
  expect((await ask({ ...every, key: key(11) })).samples, what).not.toEqual(whole.samples)
  const { mutualInformation: _, ...full } = await predict(network, inputs)
  expect(whole.full, what).toEqual(full)
  expect(await ask({ ...every, batchSize: 4 }), what).toEqual(whole)
  // Row 4 beside others, of which fewer follow.
  const beside = await ask(every, takeRows(any, [2, 5, 1, 0, 4, 3]))
  expect(samplesOf(beside, 4), what).toEqual(samplesOf(whole, 4))

  const shared = await ask({ ...every, share: 'batch' })
  expect(samplesOf(shared, 0), what).toEqual(samplesOf(whole, 0))
  expect(samplesOf(shared, ROWS - 1), what).toEqual(samplesOf(shared, 0))

  const errors = [...whole.standardError!].sort((a, b) => a - b)
  const wanted = { tolerance: errors[Math.floor(ROWS / 2)]!, maxSamples: 14 }
  const found = await ask({ ...wanted, batchSize: 4 })
  expect(await ask({ ...wanted, batchSize: ROWS }), what).toEqual(found)
  for (const samples of new Set(found.sampleCounts)) {
    const { mean } = await ask({ samples })
    for (const [row, seen] of found.sampleCounts!.entries())
      if (seen === samples) expect(rowOf(found.mean, row), what).toEqual(rowOf(mean, row))
  }
  expect(bitsOfState(network), what).toEqual(state)
}

const bitsOfState = (network: Layer): readonly (readonly number[])[] =>
  Object.values(flattenParams(network.state)).map((state) => [...state.readSync()])

const rowOf = ({ data }: NdArray<Float32Array>, row: number): Float32Array =>
  data.subarray(CLASSES * row, CLASSES * (row + 1))

/** Every sample of a row. */
function samplesOf({ samples }: ClassPrediction, row: number): readonly Float32Array[] {
  const { data, shape } = samples!
  const [count, rows] = shape as [number, number]
  return Array.from({ length: count }, (_, sample) => rowOf({ data, shape }, sample * rows + row))
}
