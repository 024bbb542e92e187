import { expect, test } from 'vitest'
import { classPredictions, imagesOf, networkOf } from '../../test/network-of.ts'
import { viewsOf } from '../measures/views.ts'
import { parseNames } from '../parse-options.ts'
import { defaults, runSettings } from '../settings.ts'
import { html } from './html.ts'

const data = imagesOf('<i>digits</i>', [0, 1])
const predictions = classPredictions([0, 2])
const [plain, dropout] = [networkOf([2, 0.125], { predictions }), networkOf([2, 1], { predictions })]
const page = html({
  settings: { ...runSettings(defaults, 1000, 'reference'), data: '/tmp/<b>&"', seed: 1n << 63n },
  data,
  plain,
  dropout,
  advice: 'Dropout <script>alert(1)</script> $& {{table}} lowered to 3 %',
  views: viewsOf(data, plain, dropout),
  measures: [['log loss', '<1', '2', '3']],
  rows: [
    ['test error', '4 %', '3 %'],
    ['<u>', "'a'", '&'],
    ['classes in a 90 % set', '1', '2'],
  ],
})

test('the page needs nothing but itself', () => {
  const withoutComments = page.replace(/\/\*!?[\s\S]*?\*\//g, '')
  expect(withoutComments).not.toMatch(/https?:/)
  expect(withoutComments).not.toMatch(/<link|@import|\bfetch\(|url\((?!["']?data:)/)
  expect([...withoutComments.matchAll(/\ssrc="([^"]{10})/g)].map(([, source]) => source)).toEqual(
    Array.from({ length: 4 }, () => 'data:image'),
  )
  expect(page).toContain('uPlot')
})

test('text is text, whatever is in it', () => {
  expect(page).toContain(
    '<h1>Dropout &#60;script&#62;alert(1)&#60;/script&#62; $&#38; {{table}} lowered to 3&nbsp;%</h1>',
  )
  expect(page).toContain('&#60;i&#62;digits&#60;/i&#62;')
  expect(page).toContain('<td>/tmp/&#60;b&#62;&#38;&#34;</td>')
  expect(page).not.toMatch(/<i>|<b>|<u>|alert\(1\)<\/script>/)
})

test('the rows are a table with heads', () => {
  expect(page).toContain(
    '<thead><tr><td></td><th scope="col">without dropout</th><th scope="col">with dropout</th></tr></thead>',
  )
  expect(page).toContain('<tr><th scope="row">test error</th><td>4 %</td><td>3 %</td></tr>')
  expect(page).toContain('<th scope="row">classes in a 90&nbsp;% set</th>')
  expect(page).toContain('<tr><th scope="row">&#60;u&#62;</th><td>&#39;a&#39;</td><td>&#38;</td></tr>')
})

test('the features say how many units they show', () => {
  expect(page).toContain('the incoming weights of one unit (all 3)')
})

test('the settings stand under the names of their options', () => {
  expect(page).toContain('<th scope="row">--learning-rate</th><td>0.05</td>')
  expect(page).toContain('<th scope="row">--hidden</th><td>256,256</td>')
  expect(page).toContain('<th scope="row">--seed</th><td>9223372036854775808</td>')
  expect(page).toContain('<th scope="row">--backend</th><td>reference</td>')
  expect(page).not.toContain('--max-norm')
})

test('columns that were left out can be left out again', () => {
  const table = { csv: 'a.csv', target: 'y', task: undefined, drop: ['b', 'c, "d"'], missing: [] }
  const settings = { ...runSettings(defaults, 10, 'reference'), table }
  const again = html({
    settings,
    data,
    plain,
    dropout,
    advice: '',
    views: viewsOf(data, plain, dropout),
    measures: [],
    rows: [],
  })
  const [, drop] = again.match(/--drop<\/th><td>(.*)<\/td>/)!
  expect(parseNames(drop!.replaceAll('&#34;', '"'))).toEqual(table.drop)
  expect(again).not.toContain('--missing')
})

test('the plots have every epoch of both networks, errors in percent', () => {
  const [, json] = page.match(/const \{ epochs, plain, dropout, errors \} = (.*)/)!
  expect(JSON.parse(json!)).toEqual({
    epochs: [1, 2],
    plain: { loss: [2, 0.125], thinned: [4, 0.25], training: [50, 3.125], validation: [100, 6.25] },
    dropout: { loss: [2, 1], thinned: [4, 2], training: [50, 25], validation: [100, 50] },
    errors: { title: 'error', unit: ' %' },
  })
})
