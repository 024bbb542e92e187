import { describe, expect, test } from 'vitest'
import { laws } from './laws.ts'
import { variants } from './variants.ts'

const ids = laws.map(({ id }) => id)

describe.each(variants)('$name', (facts) => {
  for (const law of laws) {
    if (law.applies?.(facts) === false || facts.exempt?.[law.id]) continue
    test(law.name, { timeout: 60_000 }, () => law.check(facts))
  }

  test('its exemptions are ids of laws, each with a reason', () => {
    for (const [id, reason] of Object.entries(facts.exempt ?? {})) {
      expect(ids).toContain(id)
      expect(reason.length).toBeGreaterThan(10)
    }
  })
})
