import { expect, test } from 'vitest'
import { classPredictions, imagesOf, networkOf, numberPrediction } from '../../test/network-of.ts'
import type { NumberData } from '../data/demo-data.ts'
import { viewsOf } from '../measures/views.ts'
import { parseNames } from '../parse-options.ts'
import { defaults, runSettings } from '../settings.ts'
import { page } from './page.ts'
import { settingTexts } from './setting-texts.ts'

const data = imagesOf('<i>digits</i>', [0, 1])
const predictions = classPredictions([0, 2])
const [plain, dropout] = [networkOf([2, 0.125], { predictions }), networkOf([2, 1], { predictions })]
const settings = { ...runSettings(defaults, 1000, 'reference'), data: '/tmp/<b>&"', seed: 1n << 63n }
const html = page({
  settings,
  data,
  plain,
  dropout,
  verdict: 'Dropout <script>alert(1)</script> lowered to 3 %.',
  step: 'Try 5 %.',
  views: viewsOf(data, plain, dropout),
  rows: [
    ['test error', '4 %', '3 %'],
    ['<u>', "'a'", '&'],
  ],
})
const headings = (text: string) => [...text.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, heading]) => heading)

test('the verdict, the step and the table stand first, then all of the report', () => {
  const [first] = html.split('<section')
  expect(first).toContain('<h1>Dropout &#60;script&#62;alert(1)&#60;/script&#62; lowered to 3\u00a0%.</h1>')
  expect(first).toContain('<p class="lead">Try 5\u00a0%.</p>')
  expect(first).toContain('&#60;i&#62;digits&#60;/i&#62;')
  expect(first).toMatch(/<th scope="row">test error<\/th><td>4\u00a0%<\/td><td>3\u00a0%<\/td>/)
  expect(headings(html)).toEqual([
    'What to do next',
    'Learning curves',
    expect.any(String),
    'The least certain test examples',
    'What the units do, side by side',
    'Fitted on the validation examples',
    'Features of the first layer',
    'Settings',
  ])
  expect(html).toContain('the incoming weights of one unit (all 3)')
  expect(html.match(/<img [^>]*src="data:image\/png[^>]*>/g)!.length).toBeGreaterThanOrEqual(2)
  expect(html).not.toMatch(/https?:|<script|<i>|<b>|<u>/)
})

test('the settings stand under the names of their options', () => {
  expect(settingTexts(settings)).toEqual({
    '--data': '/tmp/<b>&"',
    '--train': '1000',
    '--hidden': '256,256',
    '--keep': '0.8,0.5',
    '--epochs': '40',
    '--batch-size': '64',
    '--learning-rate': '0.05',
    '--momentum': '0.9',
    '--samples': '50',
    '--seed': '9223372036854775808',
    '--backend': 'reference',
  })
  expect(html).toContain('9223372036854775808')
})

test('columns that were left out can be left out again', () => {
  const table = { csv: 'a.csv', target: 'y', task: undefined, drop: ['b', 'c, "d"'], missing: [] }
  const { '--drop': drop, '--missing': missing } = settingTexts({ ...settings, table })
  expect(parseNames(drop!)).toEqual(table.drop)
  expect(missing).toBeUndefined()
})

test('numbers are in the units of the target, with the cells of their rows', () => {
  const targets = { data: Float32Array.from({ length: 30 }, (_, i) => (i % 5) - 2), shape: [30, 1] }
  const part = { name: 'a', inputs: targets, targets }
  const numbers: NumberData = {
    name: 'a.csv',
    example: 'row',
    task: 'regression',
    scale: { mean: 1000, scale: 10 },
    splits: { train: part, validation: part, test: part },
    table: {
      target: '<b>y</b>',
      rows: 90,
      columns: ['<i>x</i>'],
      dropped: ['<u>'],
      leftOut: [],
      notes: [],
      testCells: (row) => [`<script>${row}`],
    },
  }
  const mean = Array.from(targets.data, (value, i) => value + Math.sin(i))
  const every = [-1, 1].flatMap((sign) => mean.map((value, i) => value + (sign * i) / 30))
  const [full, sampled] = [numberPrediction(mean, 30), numberPrediction(every, 30)]
  const said = {
    task: 'regression' as const,
    full: { validation: full, test: full },
    sampled: { validation: sampled, test: sampled },
  }
  const network = networkOf([1], { predictions: said, errors: { training: [12.5], validation: [13.5] } })
  const views = viewsOf(numbers, network, network)
  const text = page({
    settings,
    data: numbers,
    plain: network,
    dropout: network,
    verdict: '',
    step: '',
    views,
    rows: [],
  })
  // The last row has the largest deviation: 29/30, with the noise.
  expect(text).toMatch(/<th scope="row">29<\/th><td>1,?020<\/td>.*<td>&#60;script&#62;29<\/td>/)
  expect(text).toContain('They predict &#60;b&#62;y&#60;/b&#62; from 1 column: 30 rows train, 30 validate, 30 test.')
  expect(text).toContain('<li>Left out: &#34;&#60;u&#62;&#34;, by --drop.</li>')
  expect(text).toContain('RMSE on validation data')
  expect(text).toContain('standard deviation of the noise')
  expect(text).not.toMatch(/<script|<i>|<b>|<u>|no interval/)
})

test('the network without dropout is not told to try it, which the other did', () => {
  const losses = [2, 1, 0.5, 0.2, 0.1, 0.05]
  const rising = { ...networkOf(losses, { predictions }) }
  const history = rising.history.map((record, i) => ({ ...record, validationLoss: 1 + i / 5, validationError: 0.5 }))
  const network = { ...rising, history }
  const shown = page({
    settings,
    data,
    plain: network,
    dropout: network,
    verdict: '',
    step: '',
    views: viewsOf(data, network, network),
    rows: [],
  })
  const [without, withDropout] = shown.split('<h3>with dropout</h3>')
  expect(without).toContain('The network overfits')
  expect(without).not.toContain('<p>Try ')
  expect(withDropout).toContain('The network overfits')
})
