import { expect, test } from 'vitest'
import { findingsOf, mlp } from '../../../test/findings.ts'
import { fillMarks } from './fill-marks.ts'
import { findingsParts } from './findings-parts.ts'

test('marks of a page are filled, and everything else stays', () => {
  const page = 'a\n<!-- bench: works -->\n\nold\n\n<!-- end -->\nb <!-- bench: aims --><!-- end -->\n'
  const filled = fillMarks(page, { works: 'new', aims: 'x' })
  expect(filled).toBe('a\n<!-- bench: works -->\n\nnew\n\n<!-- end -->\nb <!-- bench: aims -->\n\nx\n\n<!-- end -->\n')
  expect(fillMarks(filled, { works: 'new', aims: 'x' })).toBe(filled)
  expect(() => fillMarks('nothing', {})).toThrow('It has no pair')
  expect(() => fillMarks(`${page}<!-- bench: works -->`, { works: '', aims: '' })).toThrow('not whole')
  expect(() => fillMarks(page, { works: '' })).toThrow('It has the mark aims; there are works.')
})

test('the parts of a run', () => {
  const { works, short, modes, aims, machine, limits } = findingsParts(mlp)
  const row = (part: string | undefined, name: string) => part!.split('\n').find((line) => line.includes(name))!
  expect(row(works, '`mlp`').replace(/ +/g, ' ')).toContain(
    '| 6.00 ms | 5.00 – 7.00 | 24.0 ms (0.250) | 2400 ms (0.003) |',
  )
  expect(row(works, 'PyTorch')).toMatch(/Thinned .*PyTorch .*TensorFlow.js/)
  expect(row(modes, '`mlp`').replace(/ +/g, ' ')).toBe('| `mlp` | 6.00 ms | 11.0 ms | 12.0 ms |')
  expect(row(short, '784-1024').replace(/ +/g, ' ')).toMatch(/\| 6.00 ms \| 24.0 ms \| 2400 ms \|$/)
  expect(row(aims, 'our own') ?? '').toBe('')
  expect(row(aims, 'without dropout, of PyTorch').replace(/ +/g, ' ')).toContain('| **0.625** | 0.650 |')
  expect(row(limits, 'Float32Array.set').replace(/ +/g, ' ')).toContain('| | 0.050 ns/element |')
  expect(machine).toContain('a processor, 2 threads, 24 GiB, linux x64')
  expect(machine).toContain('node v26, vectorBits 256.')
  expect(machine).toContain('had to compute: 3. No row was disturbed.')
  const noisy = findingsOf([
    'small',
    'thinned',
    'deterministic',
    2,
    'steps/s',
    [1],
    'noise: other programs used 0.42 processors',
  ])
  expect(findingsParts(noisy)['machine']).toContain('disturbed 1 of 1 rows, by 0.420 processors at most')
})
