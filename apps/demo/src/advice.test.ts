import { expect, test } from 'vitest'
import { advise } from './advice.ts'

const arms = (plain: number, dropout: number, dropoutTrain = 0) => ({
  plain: { trainError: 0, testError: plain },
  dropout: { trainError: dropoutTrain, testError: dropout },
})

test('the sentence follows the images that only one network gets wrong', () => {
  expect(advise({ ...arms(0.05, 0.03), pairs: { onlyFirstRight: 20, onlySecondRight: 60 } })).toMatch(
    /^Dropout lowered the test error from 5\.0 % to 3\.0 %:/,
  )
  expect(advise({ ...arms(0.03, 0.05), pairs: { onlyFirstRight: 60, onlySecondRight: 20 } })).toMatch(
    /^Dropout raised .+ did better without it/,
  )
  expect(advise({ ...arms(0.03, 0.2, 0.15), pairs: { onlyFirstRight: 345, onlySecondRight: 5 } })).toMatch(
    /did not learn its training images/,
  )
})

test('what chance could do is called chance', () => {
  expect(advise({ ...arms(0.05, 0.04), pairs: { onlyFirstRight: 18, onlySecondRight: 30 } })).toMatch(
    /^Dropout made no difference beyond chance/,
  )
  expect(advise({ ...arms(0, 0), pairs: { onlyFirstRight: 0, onlySecondRight: 0 } })).toMatch(
    /^Dropout made no difference/,
  )
})
