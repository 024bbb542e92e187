import { expect, test } from 'vitest'
import { advise } from './advice.ts'

const arms = (plain: number, dropout: number, dropoutTrain = 0) => ({
  plain: { trainError: 0, testError: plain },
  dropout: { trainError: dropoutTrain, testError: dropout },
})

test('the sentence follows the images that only one network gets wrong', () => {
  expect(advise({ ...arms(0.05, 0.03), onlyPlainWrong: 60, onlyDropoutWrong: 20 })).toMatch(
    /^Dropout lowered the test error from 5\.0 % to 3\.0 %:/,
  )
  expect(advise({ ...arms(0.03, 0.05), onlyPlainWrong: 20, onlyDropoutWrong: 60 })).toMatch(
    /^Dropout raised .+ did better without it/,
  )
  expect(advise({ ...arms(0.03, 0.2, 0.15), onlyPlainWrong: 5, onlyDropoutWrong: 345 })).toMatch(
    /did not learn its training images/,
  )
})

test('what chance could do is called chance', () => {
  expect(advise({ ...arms(0.05, 0.04), onlyPlainWrong: 30, onlyDropoutWrong: 18 })).toMatch(
    /^Dropout made no difference beyond chance/,
  )
  expect(advise({ ...arms(0, 0), onlyPlainWrong: 0, onlyDropoutWrong: 0 })).toMatch(/^Dropout made no difference/)
})
