import { describe, expect, test } from 'vitest'
import * as measures from '../src/measures/index.ts'
import { measure } from '../src/metric.ts'
import { filesOfMeasures } from './cases-of.ts'
import type { Definitions } from './definitions/definition.ts'
import { areaOf, precisionOf, ranked, rounded, withoutLogits } from './extreme-scores.ts'

// Every metric of the folder against its definition, written plainly in float64, on batches of extremes: classes that are masked, as probable, or
// certain beyond what a probability holds; numbers from the smallest to the largest of float32.

const names = filesOfMeasures().map(({ family, name }) => [
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  family,
])

describe.each(names)('%s', (name, family) => {
  test('it agrees with its definition at extremes, to 1e-9', async () => {
    const { definitions } = (await import(`./definitions/${family}.ts`)) as { definitions: Definitions }
    const definition = definitions[name]
    expect(definition, `write the definition of ${name} in test/definitions/${family}.ts`).toBeDefined()
    for (const batch of definition!.batches) {
      const [found, exact] = [definition!.found(batch), definition!.exact(batch)].map(
        (value) => [value].flat() as number[],
      )
      for (const [i, value] of exact!.entries()) {
        const isRight = found![i] === value || Math.abs(found![i]! - value) <= 1e-9 * Math.abs(value) + 1e-300
        expect(isRight, JSON.stringify({ batch, found, exact })).toBe(true)
      }
    }
  })
})

test('probabilities that float32 rounds to 1 rank by those of the other class', () => {
  const batch = withoutLogits(rounded)
  expect(new Set(rounded.probabilities.filter((_, i) => i % 2 === 1 && i < 12).map(Math.fround)).size).toBeLessThan(3)
  expect(measure(measures.auroc(), batch)).toBe(ranked(areaOf)(rounded))
  expect(measure(measures.averagePrecision(), batch)).toBeCloseTo(ranked(precisionOf)(rounded) as number, 12)
})

test('logits that do not belong to the probabilities are refused', () => {
  const batch = { probabilities: [0.5, 0.5], logits: [0, 3], classes: 2, labels: [1] }
  expect(() => measure(measures.logLoss(), batch)).toThrow('Row 0 has the logit 0 and the probability 0.5 for class 0')
  expect(() => measure(measures.auroc(), { ...batch, logits: [0] })).toThrow('1 logits were given for 2 probabilities')
})
