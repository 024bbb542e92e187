import { twoMoons } from '@thinned/data'
import { linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import { progressBar } from './progress-bar.ts'

async function written(isTTY: boolean): Promise<string[]> {
  const texts: string[] = []
  await fit(linear(2, 2), {
    data: { train: twoMoons({ size: 40, key: key(1) }) },
    loss: 'crossEntropy',
    epochs: 2,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.1 }),
    key: key(2),
    callbacks: [progressBar({ isTTY, write: (text) => texts.push(text) })],
  })
  return texts
}

test('a terminal gets a bar drawn over itself, which ends its line', async () => {
  const texts = await written(true)
  expect(texts.length).toBe(5)
  expect(texts[0]).toBe(`\r\u001b[2K${'█'.repeat(6)}${'░'.repeat(18)}  25 %  epoch 1/2`)
  expect(texts[3]).toMatch(/█{24} 100 % {2}epoch 2\/2 {2}loss \d\.\d{4}$/)
  expect(texts[4]).toBe('\n')
})

test('anything else gets a line per epoch, without control characters', async () => {
  expect((await written(false)).join('')).toMatch(/^epoch 1\/2 {2}loss \d\.\d{4}\nepoch 2\/2 {2}loss \d\.\d{4}\n$/)
})
