import { linear, relu, sequential } from '@thinned/nn'
import type { EpochRecord } from '@thinned/train'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AdviseOptions, advise } from './advise.ts'
import type { Finding, FindingKind } from './finding.ts'

/** A record with these numbers. */
const record = (changes: Partial<EpochRecord>, epoch = 0): EpochRecord => {
  const { error = 0, loss = 0.1, validationError = 0, validationLoss = loss } = changes
  return {
    epoch,
    runningLoss: loss,
    thinnedLoss: loss,
    loss,
    error,
    accuracy: 1 - error,
    measuredExamples: 1000,
    validationLoss,
    validationError,
    validationAccuracy: 1 - validationError,
    keep: {},
    seconds: 1,
    examplesPerSecond: 1000,
    ...changes,
  }
}

/** A history of these losses, that ends in these numbers. */
const history = (losses: readonly number[], changes: Partial<EpochRecord>): EpochRecord[] =>
  losses.map((loss, epoch) => record({ ...changes, loss, validationLoss: changes.validationLoss ?? loss }, epoch))

const findingsOf = (records: readonly EpochRecord[], options: Partial<AdviseOptions> = {}): readonly Finding[] =>
  advise({ history: records }, { validationExamples: 300, ...options }).findings
const kindsOf = (...given: Parameters<typeof findingsOf>): string[] =>
  findingsOf(...given).map(({ kind, sure }) => `${kind} ${sure}`)
const sentence = (kind: FindingKind, ...given: Parameters<typeof findingsOf>): string =>
  findingsOf(...given).find((finding) => finding.kind === kind)!.sentence

const falling = Array.from({ length: 12 }, (_, i) => 2 * 0.8 ** i)
const level = Array.from({ length: 12 }, (_, i) => 0.8 + 0.002 * Math.sin(i * 2))
const dropped = { keep: { dropout1: 0.8, dropout2: 0.5 } }

test('a gap beyond chance without dropout: which keeps, which settings, how many epochs', () => {
  const overfit = history(falling, { error: 0, validationError: 0.12, validationLoss: 0.5 })
  expect(kindsOf(overfit)).toEqual([
    'overfitting certain',
    'addDropout likely',
    'settings likely',
    'moreUpdates likely',
  ])
  const [overfitting, , , moreUpdates] = findingsOf(overfit)
  expect(overfitting!.sentence).toBe(
    'The network overfits: the training error is 0.0 % of 1,000 examples, the validation error 12.0 % of 300: a gap of 12.0 %, in a 95 % interval from 8.8 % to 16.2 %.',
  )
  expect(overfitting!.figures).toMatchObject({
    trainingError: 0,
    validationError: 0.12,
    gap: 0.12,
    validationExamples: 300,
  })
  expect(moreUpdates!.figures).toMatchObject({ epochs: 9, low: 18, high: 27 })
})

test('with the model, a keep before each layer', () => {
  const overfit = [record({ validationError: 0.12 })]
  const model = sequential(linear(784, 64), relu(), linear(64, 10))
  expect(sentence('addDropout', overfit, { model })).toContain(
    'dropout with keep 0.8 before linear1; dropout with keep 0.5 before linear2',
  )
  expect(sentence('addDropout', overfit)).toContain('keep 0.8 at real-valued inputs, 0.5 before hidden dense layers')
  const table = sequential(linear(13, 64), relu(), linear(64, 10))
  expect(sentence('addDropout', overfit, { model: table })).toMatch(/^Try dropout with keep 0\.5 before linear2\. /)
  const narrow = sequential(linear(4, 6), relu(), linear(6, 2))
  expect(kindsOf(overfit, { model: narrow })).toEqual(['overfitting certain', 'addDropout likely'])
  expect(sentence('addDropout', overfit, { model: narrow })).toContain('No layer has units to spare')
})

test('few training examples, and errors that are there on the training data too', () => {
  const few = [record({ measuredExamples: 100, validationError: 0.2 })]
  expect(kindsOf(few)).toContain('addDropout unclear')
  expect(sentence('addDropout', few)).toContain('as few as 100 training examples')
  expect(sentence('addDropout', [record({ error: 0.2, validationError: 0.34 })])).toContain('widen the hidden layers')
})

test('a gap although there is dropout', () => {
  const options = { ...dropped, validationError: 0.12, thinnedLoss: 0.3 }
  expect(kindsOf([record(options)])).toEqual(['overfitting certain', 'stillOverfitting likely'])
  expect(sentence('stillOverfitting', [record(options)])).toContain('although keep goes down to 0.5')
  expect(sentence('stillOverfitting', [record({ ...options, keep: { dropout1: 0.9 } })])).toContain(
    'lower keep, whose lowest is 0.9',
  )
  expect(sentence('stillOverfitting', [record({ ...options, error: 0.1, validationError: 0.18 })])).toContain(
    'less keep would raise it',
  )
})

test('dropout of earlier epochs counts: the schedule ended, the network was trained with it', () => {
  const records = history([1, 0.5], { validationError: 0.12 })
  records[0] = { ...records[0]!, ...dropped }
  expect(kindsOf(records)).toEqual(['overfitting certain', 'stillOverfitting likely'])
})

test('no gap without dropout: dropout is not the tool, capacity first', () => {
  const still = { error: 0.3, validationError: 0.29 }
  expect(kindsOf(history(falling, still))).toEqual([
    'noOverfitting likely',
    'raiseCapacity likely',
    'trainLonger likely',
  ])
  expect(kindsOf(history(level, still))).toEqual(['noOverfitting likely', 'raiseCapacity likely', 'leveledOff likely'])
  expect(sentence('noOverfitting', history(level, still))).toContain('so dropout is not the tool')
  expect(sentence('raiseCapacity', history(level, still))).toMatch(/^Raise the capacity first: .+ 30\.0 %/)
  expect(sentence('raiseCapacity', history(falling, still))).toMatch(/^Once the training loss has leveled off/)
  expect(sentence('raiseCapacity', history([1, 0.9], still))).toMatch(/^Train longer, as 2 epochs do not show/)
  expect(sentence('trainLonger', history(falling, still))).toContain('it halves in 4 epochs (4 to 4)')
  expect(kindsOf(history(level, still), { validationExamples: 100_000 })[0]).toBe('noOverfitting certain')
})

test('a loss that falls slowly is no reason to wait before the capacity is raised, nor is noise one to raise it', () => {
  const still = { error: 0.3, validationError: 0.29 }
  const slow = Array.from({ length: 12 }, (_, i) => 0.8 * 0.98 ** i)
  expect(kindsOf(history(slow, still))).toEqual(['noOverfitting likely', 'raiseCapacity likely', 'trainLonger unclear'])
  expect(sentence('raiseCapacity', history(slow, still))).toMatch(
    /^Raise the capacity first, as the training loss falls slowly: .+ as far as the inputs tell the classes apart/,
  )
})

test('a gap that is a small part of the error: the training error is the one to lower first', () => {
  const small = history(level, { error: 0.1, validationError: 0.14 })
  expect(kindsOf(small, { validationExamples: 2000 }).slice(0, 2)).toEqual([
    'noOverfitting likely',
    'raiseCapacity likely',
  ])
  expect(sentence('noOverfitting', small, { validationExamples: 2000 })).toContain(
    'Most of the error is there on the training',
  )
})

test('one or two errors do not show a gap', () => {
  const errors = (n: number, of: number) =>
    kindsOf([record({ validationError: n / of })], { validationExamples: of })[0]
  expect([errors(1, 20), errors(2, 60), errors(3, 60), errors(5, 60)]).toEqual([
    'tooFewExamples unclear',
    'tooFewExamples unclear',
    'overfitting likely',
    'overfitting certain',
  ])
})

test('no gap with dropout: the network underfits', () => {
  const still = { ...dropped, error: 0.3, validationError: 0.31, thinnedLoss: 1.5 }
  expect(kindsOf(history(falling, still))).toEqual([
    'noOverfitting likely',
    'underfitting likely',
    'trainLonger likely',
  ])
  expect(sentence('underfitting', history(falling, still))).toMatch(
    /loss is 1\.5 under masks, .+ or train longer, unless the inputs tell the classes no better apart\.$/,
  )
  expect(sentence('underfitting', history(level, still))).not.toContain('train longer')
})

test('both errors at 0: nothing to gain, and no larger network', () => {
  for (const keep of [{}, dropped.keep])
    expect(kindsOf(history(falling, { keep }))).toEqual(['noOverfitting likely', 'nothingToGain likely'])
})

test('too few examples to tell, and how many would', () => {
  const few = [record({ error: 0.05, validationError: 0.1 })]
  expect(kindsOf(few, { validationExamples: 40 })).toEqual(['tooFewExamples unclear'])
  const [{ figures }] = findingsOf(few, { validationExamples: 40 }) as [Finding]
  expect(figures['examplesNeeded']).toBe(200)
  expect(kindsOf(few, { validationExamples: 200 })[0]).toBe('overfitting certain')
})

test('a validation loss that rose since shows overfitting where the errors do not', () => {
  const risen = [0.5, 0.3, 0.2, 0.1, 0.05, 0.02].map((loss, epoch) =>
    record(
      { loss, validationLoss: [0.6, 0.4, 0.5, 0.55, 0.6, 0.7][epoch]!, validationError: 0.03, error: 0.01 },
      epoch,
    ),
  )
  expect(kindsOf(risen, { validationExamples: 40 })).toContain('overfitting unclear')
  expect(sentence('overfitting', risen, { validationExamples: 40 })).toContain('where the errors are too few to tell')
  // What was learned after the lowest validation loss is no measure of the updates that are needed.
  expect(sentence('moreUpdates', risen, { validationExamples: 40 })).toMatch(/lowest after 2 epochs\. .+ 4 to 6 epochs/)
  expect(sentence('validationRose', risen, { validationExamples: 40 })).toContain('lowest after 2 epochs, ')
  const stopped = advise({ history: risen, bestEpoch: 1 }, { validationExamples: 40 })
  expect(stopped.findings.map(({ kind }) => kind)).toEqual(['tooFewExamples'])
})

test('regression goes by the ratio of the losses, and is never certain', () => {
  const regression = (loss: number, validationLoss: number, changes: Partial<EpochRecord> = {}) => [
    record({ loss, validationLoss, error: Number.NaN, validationError: Number.NaN, ...changes }),
  ]
  expect(kindsOf(regression(0.1, 0.5))).toEqual(['overfitting likely', 'addDropout likely', 'settings likely'])
  const model = sequential(linear(200, 64), relu(), linear(64, 64), relu(), linear(64, 1))
  expect(findingsOf(regression(0.1, 0.5), { model })[1]!.figures).toEqual({ linear1: 0.8, linear2: 0.5 })
  expect(kindsOf(regression(0.1, 0.5), { model: linear(20, 1) })).toEqual(['overfitting likely', 'addDropout likely'])
  expect(sentence('addDropout', regression(0.1, 0.5), { model: linear(20, 1) })).toContain('add a hidden layer')
  expect(kindsOf(regression(0.1, 0.11))).toEqual(['noOverfitting likely', 'raiseCapacity likely'])
  expect(kindsOf(regression(0.1, 0.11, dropped))).toEqual(['noOverfitting likely', 'underfitting likely'])
  expect(kindsOf(regression(0.3, 0.42, dropped))).toEqual(['noOverfitting likely', 'underfitting likely'])
  expect(sentence('underfitting', regression(0.3, 0.42, dropped))).toMatch(/, unless the loss is mostly noise of/)
  expect(sentence('noOverfitting', regression(0.3, 0.42, dropped))).toMatch(/^Most of the loss .+ training data too/)
  expect(kindsOf(regression(0.1, 0.2), { validationExamples: 10 })).toEqual(['tooFewExamples unclear'])
  expect(kindsOf(regression(-0.5, -0.2))).toEqual(['tooFewExamples unclear'])
  expect(sentence('overfitting', regression(0.1, 0.5))).toContain('5 times as high, in a 95 % interval from 4.17 to 6')
  expect(sentence('overfitting', [record({ loss: 0.1, validationLoss: 0.5 })], { task: 'regression' })).toContain(
    'loss',
  )
})

test('what was not measured', () => {
  const [bare] = [record({})]
  const { validationLoss: _, ...withoutValidation } = bare!
  const { loss: __, ...withoutTraining } = { ...bare!, measuredExamples: 0 }
  const says = (records: readonly unknown[]) => advise({ history: records as never }).findings[0]!.sentence
  expect(says([])).toContain('no whole epoch')
  expect(says([withoutValidation])).toContain('data: { train, validation }')
  expect(says([withoutTraining])).toContain("measureTraining: 'none'")
  expect(says([record({ loss: Number.NaN })])).toContain('no epoch has a finite loss')
})

test('refusals say what to write', () => {
  const run = { history: [record({})] }
  expect(() => advise(run)).toThrow('advise was given no validationExamples; it takes an integer from 1.')
  expect(() => advise(Promise.resolve(run) as never, { validationExamples: 3 })).toThrow('await the run first')
  expect(() => advise({} as never, { validationExamples: 3 })).toThrow('it takes what fit returns')
  expect(() => advise({ history: [3] } as never, { validationExamples: 3 })).toThrow('it takes what fit returns')
  const regression = { history: [record({ error: Number.NaN })] }
  expect(() => advise(regression, { validationExamples: 3, task: 'classification' })).toThrow(
    'a history without errors',
  )
})

/** Pairs of which one denies the other. */
const contradictions: readonly (readonly [FindingKind, FindingKind])[] = [
  ['overfitting', 'noOverfitting'],
  ['overfitting', 'tooFewExamples'],
  ['noOverfitting', 'tooFewExamples'],
  ['overfitting', 'raiseCapacity'],
  ['overfitting', 'underfitting'],
  ['addDropout', 'noOverfitting'],
  ['addDropout', 'stillOverfitting'],
  ['addDropout', 'tooFewExamples'],
  ['validationRose', 'trainLonger'],
  ['validationRose', 'noOverfitting'],
  ['trainLonger', 'leveledOff'],
  ['nothingToGain', 'raiseCapacity'],
  ['nothingToGain', 'underfitting'],
  ['nothingToGain', 'trainLonger'],
  ['raiseCapacity', 'underfitting'],
]

const share = fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }))
const aLoss = fc.oneof(
  fc.constant(0),
  fc.double({ min: 1e-6, max: 10, noNaN: true }),
  fc.double({ min: -3, max: 0, noNaN: true }),
)
const aRecord = fc.record({
  loss: aLoss,
  thinnedLoss: aLoss,
  validationLoss: aLoss,
  error: share,
  validationError: share,
  measuredExamples: fc.integer({ min: 1, max: 2000 }),
  keep: fc.constantFrom({}, { dropout1: 1 }, { dropout1: 0.5, dropout2: 0.8 }),
})

test('no history gets advice that contradicts itself, and each sentence is one of finite figures', () => {
  fc.assert(
    fc.property(
      fc.array(aRecord, { maxLength: 9 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.constantFrom('classification' as const, 'regression' as const),
      (records, validationExamples, task) => {
        const made = records.map((values, epoch) =>
          record(task === 'regression' ? { ...values, error: Number.NaN, validationError: Number.NaN } : values, epoch),
        )
        const { findings } = advise({ history: made }, { validationExamples })
        const kinds = new Set(findings.map(({ kind }) => kind))
        expect(findings.length).toBeGreaterThan(0)
        expect(kinds.size).toBe(findings.length)
        for (const [one, other] of contradictions) expect(kinds.has(one) && kinds.has(other)).toBe(false)
        const text = findings.map(({ sentence }) => sentence).join(' ')
        expect(text).not.toMatch(/NaN|undefined|Infinity/)
        expect(/train longer/.test(text) && kinds.has('leveledOff')).toBe(false)
        expect(/lower keep/.test(text) && /[Rr]aise keep/.test(text)).toBe(false)
        for (const { figures } of findings)
          for (const value of Object.values(figures)) expect(value).toBeTypeOf('number')
        // What JSON cannot hold would be null.
        expect(JSON.stringify(findings)).not.toContain('null')
      },
    ),
    { numRuns: 500 },
  )
})
