import { expect, test } from 'vitest'
import { stillOverfitting, validationRose } from './findings/overfitting.ts'
import { settings } from './findings/what-to-try.ts'
import { percent, threeDigits } from './text.ts'

test('numbers below 0 have a minus sign', () => {
  expect([percent(-0.164), percent(-0.001), percent(0.298)]).toEqual(['−16.4 %', '−0.10 %', '29.8 %'])
  expect([threeDigits(-0.5123), threeDigits(-1e-7), threeDigits(2)]).toEqual(['−0.512', '−1e−7', '2'])
})

test('figures are what the sentences say: whole epochs, and a factor of the learning rate', () => {
  const rise = { epoch: 1, lowest: 0.4, last: 0.7, sure: 'likely' }
  expect(validationRose({ rise } as never)).toMatchObject({
    sentence: expect.stringContaining('after 2 epochs, 0.4, and rose to 0.7'),
    figures: { epochs: 2, lowestLoss: 0.4, lastLoss: 0.7 },
  })
  const { figures } = settings({ lowestKeep: 1, suggestions: undefined } as never)!
  expect(figures).toMatchObject({ learningRateFactorLow: 2.5, learningRateFactorHigh: 25, momentumLow: 0.95 })
})

test('a keep of a schedule or a learned one has three digits, and one of about 0.5 is not to be lowered to it', () => {
  const sentence = (lowestKeep: number) =>
    stillOverfitting({ lowestKeep, gap: { training: 0.1, unseen: 0.5 }, verdict: {}, record: {} } as never)!.sentence
  expect(sentence(1 / 1.5)).toContain('lower keep, whose lowest is 0.667, to 0.5')
  expect(sentence(1 / 1.99)).toContain('although keep goes down to 0.503:')
})
