import { expect, test } from 'vitest'
import { mlp } from '../../test/findings.ts'
import { figure } from './figure.ts'
import { html } from './html.ts'
import { sections } from './sections.ts'
import { table } from './table.ts'

test('figures have three significant digits', () => {
  expect([1234.5, 123.4, 12.34, 1.234, 0.1234, 0].map(figure)).toEqual([
    '1235',
    '123',
    '12.3',
    '1.23',
    '0.123',
    '0.000',
  ])
})

test('the table: rows with costs, notes, what has no row, aims, fallbacks', () => {
  const text = table(mlp)
  const lines = text.split('\n').map((line) => line.replaceAll('│', ' ').replace(/\s+/g, ' ').trim())
  expect(lines).toContain('mlp thinned deterministic 2 6.00 5.00 - 7.00 ms [1] 1.00')
  expect(lines).toContain('pytorch tuned 2 24.0 23.0 - 25.0 ms [2] 4.00')
  expect(lines).toContain('[1] a note')
  expect(lines).toContain('[2] another')
  expect(lines).toContain('no rows: pytorch: no python3 here can import torch')
  expect(lines).toContain('no row: conv by tfjs tuned (2): no kernel </script>')
  expect(lines).toContain('a step with dropout, of PyTorch 0.250 at most 0.220')
  expect(lines).toContain('a processor, 2 threads, 24 GiB, linux x64')
  expect(lines).toContain('thinned deterministic 2: node v26, vectorBits 256')
  expect(lines).toContain('fallbacks to the reference: 3')
})

test('the page has a section for each workload, with its limits, and cuts bars that are too long', () => {
  const [first, plain, dropout, ...none] = sections(mlp)
  expect([first!.name, plain!.name, dropout!.name, none]).toEqual(['mlp', 'mlp-plain', 'dropout-512KB', []])
  expect(first!.notes).toEqual(['a note', 'another'])
  expect(first!.rows.map(({ label, cost, width, cut, note }) => [label, cost, width, cut, note])).toEqual([
    ['thinned deterministic, 2 threads', '1.00', 12.5, false, 1],
    ['thinned deterministic, 1 thread', '1.83', (100 * 11) / 48, false, 1],
    ['thinned chromium, 2 threads', '2.00', 25, false, 0],
    ['pytorch tuned, 2 threads', '4.00', 50, false, 2],
    ['tfjs documented, 1 thread', '400', 100, true, 0],
  ])
  expect(dropout!.rows[1]).toMatchObject({
    label: 'limit-copy-512KB, 2 threads',
    cost: '0.100',
    repetitions: [0.05, 0.05, 0.05],
  })
})

test('the page holds everything it needs', () => {
  const page = html(mlp)
  expect(page).not.toMatch(/\{\{\w+\}\}/)
  expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)=/)
  expect(page).toContain('uPlot=')
  expect(page.match(/<\/script>/g)).toHaveLength(2)
  const data = JSON.parse(/^const data = (.*)$/m.exec(page)![1]!) as { targets: unknown[]; omitted: string[][] }
  expect(data.targets[0]).toEqual({
    text: 'a step with dropout, of PyTorch',
    ratio: '0.250',
    target: '0.220',
    met: false,
  })
  expect(data.omitted[1]).toEqual(['conv', 'tfjs tuned, 2', 'no kernel </script>'])
})
