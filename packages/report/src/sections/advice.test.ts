import type { Advice } from '@thinned/diagnosis'
import { expect, test } from 'vitest'
import { unnamed } from '../../test/predictions.ts'
import { advice } from './advice.ts'

const given: Advice = {
  findings: [
    {
      kind: 'overfitting',
      sentence: 'The network overfits.',
      sure: 'certain',
      figures: { trainingError: 0.125, validationExamples: 400 },
    },
    { kind: 'addDropout', sentence: 'Try dropout.', sure: 'likely', figures: { batchNorm1: 0.5 } },
  ],
}
const runs = ['plain', 'with dropout'].map((name) => ({ name, history: [] as const }))

test('each finding has its sentence, how sure it is, and its figures', () => {
  expect(advice({ advice: given, runs: unnamed })).toEqual({
    title: 'What to do next',
    blocks: [
      { kind: 'text', text: 'The network overfits.' },
      { kind: 'text', soft: true, text: 'certain · training error 0.125 · validation examples 400' },
      { kind: 'text', text: 'Try dropout.' },
      { kind: 'text', soft: true, text: 'likely · batchNorm1 0.5' },
    ],
  })
})

test('several runs have a heading each; without advice there is none', () => {
  const { blocks } = advice({ advice: { plain: given, 'with dropout': { findings: [] } }, runs })!
  expect(blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))).toEqual(['plain', 'with dropout'])
  expect(blocks.at(-1)).toMatchObject({ text: 'Nothing to advise.' })
  expect(advice({ advice: undefined, runs })).toBeUndefined()
})

test('what check found stands first, below the name of its run', () => {
  const warnings = [{ kind: 'fewUnits', path: 'dropout1', sentence: 'Too few units.' }]
  const warning = [
    { kind: 'text', text: 'Too few units.' },
    { kind: 'text', soft: true, text: 'warning, before the training · dropout1' },
  ]
  const [plain, thinned] = runs
  const blocksOf = (advised?: Parameters<typeof advice>[0]['advice']) =>
    advice({ advice: advised, runs: [plain!, { ...thinned!, warnings }] })!.blocks
  expect(blocksOf()).toEqual([{ kind: 'heading', text: 'with dropout' }, ...warning])
  expect(blocksOf({ plain: { findings: [] } }).map((block) => 'text' in block && block.text)).toEqual([
    ...['plain', 'Nothing to advise.'],
    ...['with dropout', 'Too few units.', 'warning, before the training · dropout1'],
  ])
  expect(blocksOf({ findings: [] })[0]).toMatchObject({ text: 'Nothing to advise.' })
  expect(advice({ advice: undefined, runs: [{ ...plain!, warnings: [] }] })).toBeUndefined()
})

test('advice of no run, and what is no advice, is refused', () => {
  const refused = (option: unknown, message: string, named: typeof unnamed = runs) =>
    expect(() => advice({ advice: option as Advice, runs: named })).toThrow(message)
  refused(
    { pln: given },
    "report was given advice for 'pln', but the runs are 'plain', 'with dropout'; use their names.",
  )
  refused({ net: given }, "the run has no name; give it one: report({ 'net': run }).", unnamed)
  refused({}, 'report was given advice {}')
  refused([...given.findings], 'report was given advice [{ kind, sentence, sure, figures }')
  refused({ plain: { findings: 3 } }, 'report was given advice.plain ')
})
