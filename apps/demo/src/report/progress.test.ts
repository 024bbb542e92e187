import { expect, test } from 'vitest'
import { progress } from './progress.ts'

/** What is written while both networks train for `epochs`. */
function written(stream: { isTTY?: boolean; columns?: number }, epochs: number, dumb = false): string[] {
  const texts: string[] = []
  const show = progress({ ...stream, write: (text) => texts.push(text) }, epochs, 'classification', dumb)
  for (let epoch = 1; epoch <= epochs; epoch++) {
    show('plain', { epoch, epochs, validationError: 0.5 })
    show('dropout', { epoch, epochs, validationError: 0.25 })
  }
  for (const doing of ['predicting', 'diagnosing'] as const)
    for (const done of [0.254, 1])
      show('dropout', { epoch: epochs, epochs, validationError: 0.25, after: { doing, done } })
  return texts
}

test('a terminal has two bars that stay in place and within its width', () => {
  for (const columns of [30, 60, 80, 140]) {
    const texts = written({ isTTY: true, columns }, 8)
    expect(texts).toHaveLength(21)
    expect(texts.slice(1).every((text) => text.startsWith('\x1b[2A'))).toBe(true)
    for (const text of texts) {
      const lines = text.replace('\x1b[2A', '').replaceAll('\x1b[2K', '').trimEnd().split('\n')
      expect(lines).toHaveLength(2)
      for (const line of lines) expect(line.length).toBeLessThan(columns)
    }
  }
  const [predicting, , diagnosing, last] = written({ isTTY: true, columns: 60 }, 8).slice(-4)
  expect(predicting).toMatch(/with dropout {4}█+ 8\/8 predicting 25 %\n$/)
  expect(diagnosing).toMatch(/8\/8 diagnosing 25 %\n$/)
  expect(last).toMatch(
    /without dropout █+ 8\/8 validation error 50\.0 %\n.*with dropout {4}█+ 8\/8 validation error 25\.0 %/,
  )
})

test('elsewhere there is a line for each quarter, and no control character', () => {
  for (const stream of [written({}, 40), written({ isTTY: true, columns: 80 }, 40, true)]) {
    expect(stream).toHaveLength(8)
    expect(stream[0]).toBe('without dropout: epoch 10 of 40, validation error 50.0 %\n')
    expect(stream[7]).toBe('with dropout: epoch 40 of 40, validation error 25.0 %\n')
  }
  expect(written({}, 1)).toHaveLength(2)
})
