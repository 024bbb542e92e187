import { expect, test } from 'vitest'
import { MetricsError } from '../metrics-error.ts'
import { rejectAbove } from './reject-above.ts'
import { rejectionFromState } from './rejection-from-state.ts'

const rising = Array.from({ length: 200 }, (_, i) => i / 200)
const none = new Array<number>(200).fill(0)

test('coverage by hand: the ⌈(n + 1) · coverage⌉-th smallest, which is accepted', () => {
  const { threshold, accepts, guarantee, state } = rejectAbove({ coverage: 0.6 }).fit({ uncertainty: [4, 1, 3, 2] })
  expect(threshold).toBe(3)
  expect(accepts([3, 3.0001, -5])).toEqual(Uint8Array.of(1, 0, 1))
  expect(state).toEqual({ kind: 'coverage', coverage: 0.6, rows: 4, threshold: 3 })
  expect(guarantee).toMatchObject({ kind: 'coverage', coverage: 0.6 })
  expect(guarantee.statement).toContain('accepted with a probability of 0.6 or more')
})

test('risk by hand: strictly below the order statistic, and below the largest at coverage 1', () => {
  const options = { risk: 0.5, confidence: 0.9 }
  const half = rejectAbove({ ...options, candidates: [0.5] }).fit({ uncertainty: rising, wrong: none })
  expect(half.accepts([99 / 200, 0.5])).toEqual(Uint8Array.of(1, 0))
  expect(half.threshold).toBeLessThan(0.5)
  expect(half.guarantee).toMatchObject({ kind: 'risk', risk: 0.5, confidence: 0.9, coverage: 0.5 })
  expect(half.guarantee.statement).toContain('the error rate is at most 0.5; this holds for a share of 0.9 or more')
  // None of 100 wrong: (1 − bound)^100 = 0.1.
  expect(half.guarantee.bound).toBeCloseTo(1 - 0.1 ** 0.01, 12)
  const all = rejectAbove({ ...options, candidates: [1] }).fit({ uncertainty: rising, wrong: none })
  expect(all.accepts([198 / 200, 199 / 200, 5])).toEqual(Uint8Array.of(1, 0, 0))
})

test('as many lie below as the coverage says in decimals: 0.29 · 100 is below 29 in float64', () => {
  const [uncertainty, wrong] = [rising.slice(0, 100), none.slice(0, 100)]
  const { state } = rejectAbove({ risk: 0.5, confidence: 0.9, candidates: [0.29] }).fit({ uncertainty, wrong })
  expect(state.accepted).toBe(29)
})

test.each([0, -0, -1, 1e-320, 1e150])('numbers right below %d are accepted, and it is not', (limit) => {
  const uncertainty = [...Array.from({ length: 50 }, () => limit - Math.max(1, Math.abs(limit) / 2)), limit, limit]
  const { accepts, state } = rejectAbove({ risk: 0.5, confidence: 0.9 }).fit({
    uncertainty,
    wrong: uncertainty.map(() => 0),
  })
  expect(accepts([limit])).toEqual(Uint8Array.of(0))
  expect(accepts([state.threshold])).toEqual(Uint8Array.of(1))
  expect(rejectionFromState(JSON.parse(JSON.stringify(state))).threshold).toBe(state.threshold)
})

test('wrong, as numbers or truths, is the same as predicted and labels', () => {
  const wrong = rising.map((each) => each > 0.9)
  const { fit } = rejectAbove({ risk: 0.2, confidence: 0.9 })
  const { state } = fit({ uncertainty: rising, wrong })
  expect(fit({ uncertainty: rising, wrong: Uint8Array.from(wrong, Number) }).state).toEqual(state)
  expect(fit({ uncertainty: rising, predicted: wrong.map(Number), labels: none }).state).toEqual(state)
})

test.each<[() => unknown, string]>([
  [
    () => rejectAbove({} as never),
    'rejectAbove was given neither coverage nor risk; it takes exactly one: { coverage: 0.9 }, or { risk: 0.01, confidence: 0.95 }.',
  ],
  [() => rejectAbove({ coverage: 0.5, risk: 0.1 } as never), 'was given both coverage and risk'],
  [() => rejectAbove({ coverage: 1 }), 'rejectAbove was given coverage 1; it takes a number above 0 and below 1'],
  [() => rejectAbove({ coverage: 0.5, confidence: 0.9 } as never), 'was given confidence 0.9 with coverage; only risk'],
  [() => rejectAbove({ risk: 0.1 } as never), 'was given risk 0.1 without confidence; it takes how sure'],
  [() => rejectAbove({ risk: 0.1, confidence: 0.9, candidates: [] }), 'was given no candidates to test'],
  [() => rejectAbove({ risk: 0.1, confidence: 0.9, candidates: [0] }), 'candidates[0] 0; it takes a number above 0'],
  [
    () => rejectAbove({ coverage: 0.9 }).fit({ uncertainty: [1, 2] }),
    'rejectAbove was given 2 examples; coverage 0.9 needs 9 or more. Give more of them, or a smaller coverage.',
  ],
  [() => rejectAbove({ coverage: 0.5 }).fit({ uncertainty: [] }), 'was given no examples'],
  [() => rejectAbove({ coverage: 0.5 }).fit({ entropy: [1] } as never), 'was given entropy, but no uncertainty'],
  [() => rejectAbove({ coverage: 0.5 }).fit({ uncertainty: [Number.NaN, 1] }), 'Uncertainty 0 is NaN'],
  [
    () =>
      rejectAbove({ coverage: 0.5 })
        .fit({ uncertainty: [1, 2] })
        .accepts([Number.NaN]),
    'Uncertainty 0 is NaN',
  ],
  [
    () => rejectAbove({ risk: 0.1, confidence: 0.9 }).fit({ uncertainty: [1, 2] }),
    'takes where the model is wrong, once: wrong, a list of 0 and 1, or predicted and labels.',
  ],
  [
    () => rejectAbove({ risk: 0.1, confidence: 0.9 }).fit({ uncertainty: [1], wrong: [1, 0] }),
    'was given wrong [1, 0] for 1 uncertainties; there is one 0 or 1 for each.',
  ],
  [
    () => rejectAbove({ risk: 0.1, confidence: 0.9 }).fit({ uncertainty: [1], predicted: [1, 0], labels: [0, 0] }),
    '1 uncertainties were given for 2 labels; there is one for each.',
  ],
  [
    () => rejectAbove({ risk: 0.1, confidence: 0.9 }).fit({ uncertainty: [1, 2], wrong: [1, 2] }),
    'wrong 1 is 2; it is 1 or true where the prediction is wrong, and else 0 or false.',
  ],
  [
    () => rejectAbove({ risk: 0.01, confidence: 0.95 }).fit({ uncertainty: rising, wrong: none }),
    'rejectAbove found no threshold below which the error rate is at most 0.01 with confidence 0.95, from 200 examples. The best of 20 coverages is 1: of 199 examples 0 are wrong, which shows an error rate of at most 0.0297. Give more held-out examples (597 of which none is wrong would do), a larger risk or a smaller confidence.',
  ],
  [
    () => rejectAbove({ risk: 0.5, confidence: 0.9 }).fit({ uncertainty: [1], wrong: [0] }),
    'found no threshold below which the error rate is at most 0.5 with confidence 0.9, from 1 examples. At no coverage',
  ],
  [
    () => rejectAbove({ risk: 0.5, confidence: 0.9 }).fit({ uncertainty: none, wrong: none }),
    'At no coverage an example lies below the threshold. Give more examples, larger candidates, or an uncertainty that differs.',
  ],
])('%s is refused with a sentence', (call, sentence) => {
  expect(call).toThrow(MetricsError)
  expect(call).toThrow(sentence)
})

test('a state whose parts do not belong together is refused', () => {
  const { state } = rejectAbove({ risk: 0.1, confidence: 0.9 }).fit({ uncertainty: rising, wrong: none })
  const { state: covered } = rejectAbove({ coverage: 0.5 }).fit({ uncertainty: rising })
  for (const [changed, sentence] of [
    [{ ...state, accepted: 200 }, 'state.accepted is 200, where an integer below the 200 rows belongs.'],
    [{ ...state, wrong: 180 }, 'state.wrong is 180'],
    [
      { ...state, risk: 0.001 },
      'state.wrong is 0, where a number of wrong examples that shows the risk 0.001 belongs.',
    ],
    [{ ...state, threshold: null }, 'state.threshold is null'],
    [{ ...state, more: 1 }, 'state has "more"'],
    [{ ...covered, kind: 'other' }, "state.kind is \"other\", where 'coverage' or 'risk' belongs."],
    [{ ...state, kind: 'other' }, "state.kind is \"other\", where 'coverage' or 'risk' belongs."],
    [{ ...covered, coverage: 0.999 }, 'state.rows is 200, where an integer from 999 belongs.'],
    [null, 'state is null'],
  ] as const)
    expect(() => rejectionFromState(changed as never)).toThrow(sentence)
})
