import { expect, test } from 'vitest'
import type { Evidence, Gap } from '../evidence.ts'
import { tooFewExamples } from './undecided.ts'

const found = (changes: Partial<Gap>) => {
  const gap: Gap = {
    task: 'classification',
    training: 0,
    unseen: 0.1,
    trainingExamples: 1000,
    validationExamples: 1000,
    ...changes,
  }
  return tooFewExamples({ gap } as Evidence)
}

test.each<[string, Partial<Gap>]>([
  ['error', { trainingExamples: 20 }],
  ['error', { training: 0.1, unseen: 0.15, trainingExamples: 200, validationExamples: 400 }],
  ['loss', { task: 'regression', training: 0.1, unseen: 0.2, trainingExamples: 20 }],
])('a training %s that is known least is to be measured on more examples: %j', (what, changes) => {
  const { sentence, figures } = found(changes)
  expect(sentence).toContain(
    `The training ${what} is known least: measure it on more than ${changes.trainingExamples} examples, by measureTraining of fit`,
  )
  expect(sentence).not.toContain('validation examples would')
  expect(figures).not.toHaveProperty('examplesNeeded')
})

test.each<[string, Partial<Gap>]>([
  ['About 80 validation examples would tell', { validationExamples: 40 }],
  ['Take more validation examples', { task: 'regression', training: 0.1, unseen: 0.2, validationExamples: 20 }],
])('otherwise more validation examples tell: %s', (what, changes) => {
  expect(found(changes).sentence).toContain(what)
})
