import * as facts from '@thinned/dropout/facts'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { Formula } from './formula.ts'

const markup = (formula: string): string =>
  renderToString(h(Formula, { children: formula })).replace(/<\/?span[^>]*>/g, '')
const signs = (text: string): string => text.replaceAll('∼', '~').replace(/[\s()/√[\]²2]/g, '')

test('fractions, powers, roots and indices are set; parentheses of a fraction are not needed', () => {
  expect(markup('(1 − keep)/keep')).toBe(
    '<math><mrow><mfrac><mrow><mrow><mn>1</mn><mo>−</mo><mi>keep</mi></mrow></mrow><mrow><mi>keep</mi></mrow></mfrac></mrow></math>',
  )
  expect(markup('one m ~ M for a unit')).toBe('one <math><mrow><mi>m</mi><mo>∼</mo><mi>M</mi></mrow></math> for a unit')
  expect(markup('√(x²)')).toBe(
    '<math><mrow><msqrt><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></msqrt></mrow></math>',
  )
  expect(markup('W[token]')).toBe('<math><mrow><msub><mi>W</mi><mrow><mi>token</mi></mrow></msub></mrow></math>')
})

test('clauses are formulas of their own, with their comma behind them', () => {
  expect(markup('x, N(0, 1); y').replace(/<\/?(mrow|m[ion])>/g, '')).toBe(
    '<math>x</math>, <math>N(0,1)</math>; <math>y</math>',
  )
})

const all = Object.entries(facts).filter(([name]) => name.endsWith('Facts')) as [string, facts.VariantFacts][]

test.for(all)('every sign of the formulas of %s is set, in its order', ([, { formula, noise }]) => {
  for (const text of [formula, noise.moments?.mean ?? '0', noise.moments?.variance ?? '0'])
    expect(signs(markup(text).replace(/<[^>]*>/g, ''))).toBe(signs(text))
})
