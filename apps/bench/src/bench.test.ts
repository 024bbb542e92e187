import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { bench } from './bench.ts'
import type { Implementation } from './implementations/implementation.ts'
import { nodeCommand } from './implementations/node-command.ts'
import { dataFiles, makeDataFolder } from './measure/data-folder.ts'
import type { Plan } from './measure/plan.ts'
import { workloads } from './workloads/index.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const plan: Plan = {
  repetitions: 3,
  slowRepetitions: 1,
  slow: 500,
  shortest: 1,
  warmUp: 1,
  warmUpOfShort: 1,
  trainingSteps: 5,
}
const toy = (rest: Partial<Implementation> = {}, how = 'well'): Implementation => ({
  library: 'toy',
  mode: 'tuned',
  threads: 1,
  command: nodeCommand('test/toy-implementation.ts', [how]),
  primary: true,
  note: 'from a test',
  ...rest,
})
const named = (...names: string[]) => workloads.filter(({ name }) => names.includes(name))

test('the rows of workloads by implementations, and why there is none', async () => {
  const present = [
    toy(),
    toy({ mode: 'reference' }),
    toy({ library: 'dead' }, 'stillborn'),
    toy({ library: 'choosy', takes: () => false }),
  ]
  const absent = [{ library: 'nobody', why: 'not here' }]
  const said: string[] = []
  const findings = await bench(named('small', 'uniform-16M'), { present, absent }, plan, (line) => said.push(line))
  expect(findings.rows).toHaveLength(2)
  expect(findings.rows[0]).toMatchObject({
    workload: 'small',
    library: 'toy',
    mode: 'tuned',
    threads: 1,
    unit: 'steps/s',
  })
  expect(findings.rows[0]!.note).toMatch(/^from a test; a toy; it ran/)
  expect(findings.repetitions[0]).toHaveLength(3)
  expect(findings.rows[0]!.min).toBe(Math.min(...findings.repetitions[0]!))
  expect(findings.omitted.map(({ workload, library, why }) => [workload, library, why])).toEqual([
    ['small', 'dead', 'its process ended (exit code 1): TypeError: no such backend'],
    ['uniform-16M', 'toy', 'too many'],
    ['uniform-16M', 'toy', 'too many'],
    ['uniform-16M', 'dead', 'its process ended (exit code 1): TypeError: no such backend'],
  ])
  expect(findings.fallbacks).toBe(2) // the reference itself does not fall back
  expect(findings.absent).toEqual(absent)
  expect(findings.versions).toEqual({ 'toy tuned 1': { toy: '1.0' }, 'toy reference 1': { toy: '1.0' } })
  expect(said).toEqual([expect.stringMatching(/^small: 2 rows in/), expect.stringMatching(/^uniform-16M: 0 rows in/)])
})

test('what takes seconds is done by the primary implementations alone', async () => {
  const [small] = named('small')
  const present = [toy({ library: 'first' }), toy({ library: 'second', primary: false })]
  const { rows, omitted } = await bench([{ ...small!, primaryOnly: true }], { present, absent: [] }, plan, () => {})
  expect([rows.map(({ library }) => library), omitted]).toEqual([['first'], []])
})

test('what was measured in part counts as a whole, and few repetitions of what is slow are enough', async () => {
  const { rows, repetitions } = await bench(
    named('mc-100'),
    { present: [toy()], absent: [] },
    { ...plan, slow: 2 },
    () => {},
  )
  expect(repetitions[0]).toHaveLength(1)
  expect(rows[0]!.value).toBeGreaterThan(2 * 3)
  expect(rows[0]!.note).toContain('slow: 1 repetitions; measured on 0.5 of the workload')
})

test('imports, memory and bundles are measured in isolated processes of the primary implementations', async () => {
  const importing = () => ({ program: process.execPath, args: ['-e', 'console.log(12.5)'] })
  const broken = () => ({ program: process.execPath, args: ['-e', 'throw new Error("broken")'] })
  const present = [
    toy({ importing, bundle: async () => 45_000 }),
    toy({ library: 'broken', importing: broken }),
    toy({ library: 'quiet', primary: false, importing }),
  ]
  const { rows, omitted } = await bench(named('import', 'memory', 'bundle'), { present, absent: [] }, plan, () => {})
  expect(
    rows.map(({ workload, library, value }) => [workload, library, workload === 'memory' ? value > 10 : value]),
  ).toEqual([
    ['import', 'toy', 12.5],
    ['memory', 'toy', true],
    ['memory', 'broken', true],
    ['bundle', 'toy', 45],
  ])
  expect(omitted).toEqual([expect.objectContaining({ workload: 'import', library: 'broken' })])
})

test('the data of the bench: as many images as labels, and nothing is left behind', () => {
  const { folder, remove } = makeDataFolder()
  const [images, labels] = dataFiles.map((name) => readFileSync(join(folder, name)).length)
  expect(labels).toBe(20 * 128)
  expect(images).toBe(784 * labels!)
  remove()
  expect(existsSync(folder)).toBe(false)
})
