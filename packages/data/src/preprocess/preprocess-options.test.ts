import { expect, test } from 'vitest'
import { DataError } from '../data-error.ts'
import { preprocess } from './preprocess.ts'
import { standardize } from './steps/standardize.ts'

test.each<[string, unknown, string]>([
  [
    'a step that was not called',
    { numbers: [standardize] },
    'preprocess was given numbers[0] the function standardize; it takes a step, such as standardize().',
  ],
  [
    'the name of a step',
    { numbers: ['standardize'] },
    'preprocess was given numbers[0] "standardize"; it takes a step, such as standardize().',
  ],
  [
    'steps that are no list',
    { numbers: standardize() },
    'preprocess was given numbers { fit }; it takes a list of steps, such as [standardize()].',
  ],
  [
    'a step of a column',
    { columns: { height: [null] } },
    'preprocess was given columns.height[0] null; it takes a step, such as standardize().',
  ],
  ['one name to drop', { drop: 'x' }, 'preprocess was given drop "x"; it takes a list of texts'],
  ['a target that is no name', { target: 5 }, 'preprocess was given target 5; it takes a text, or a list of texts'],
  ['nothing', undefined, 'preprocess was given no options'],
])('refused: %s', (_, options, message) => {
  expect(() => preprocess(options as never)).toThrow(message)
  expect(() => preprocess(options as never)).toThrow(DataError)
})
