import { describe, expect, test } from 'vitest'
import { laws } from './laws.ts'
import { variants } from './variants.ts'

const names = laws.map(({ name }) => name)

describe.each(variants)('$name', (facts) => {
  for (const law of laws) {
    if (law.applies?.(facts) === false || facts.exempt?.[law.name]) continue
    test(law.name, { timeout: 60_000 }, () => law.check(facts))
  }

  test('what it is exempt from are laws, each with a reason', () => {
    for (const [law, reason] of Object.entries(facts.exempt ?? {})) {
      expect(names).toContain(law)
      expect(reason.length).toBeGreaterThan(10)
    }
  })
})
