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

test('advice of no run, and what is no advice, is refused', () => {
  const refused = (option: unknown, message: string, named: typeof unnamed = runs) =>
    expect(() => advice({ advice: option as Advice, runs: named })).toThrow(message)
  refused(
    { pln: given },
    "report was given advice for 'pln', but the runs are 'plain', 'with dropout'; use their names.",
  )
  refused({ net: given }, "the run has no name; give it one: report({ 'net': run }).", unnamed)
  refused({}, 'report was given advice {}')
  refused({ plain: { findings: 3 } }, 'report was given advice.plain ')
})
