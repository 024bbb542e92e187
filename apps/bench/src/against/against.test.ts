import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { nodeCommand } from '../implementations/node-command.ts'
import type { Plan } from '../measure/plan.ts'
import { rowOf } from '../row.ts'
import { workloads } from '../workloads/index.ts'
import { againstTable } from './against-table.ts'
import { checkouts } from './checkout.ts'
import { compareCheckouts, comparisonsOf, ROUNDS } from './compare.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const row = (workload: string, library: string, unit: string, value: number) =>
  rowOf(workload, unit, { library, mode: 'deterministic', threads: 1 }, [value], [])

test('the ratio is the median over the rounds, of costs', () => {
  const rounds = [1, 2, 9].map((factor) => [
    row('mlp', 'here', 'ms', 10 * factor),
    row('mlp', 'there', 'ms', 10),
    row('small', 'there', 'steps/s', 100),
    row('small', 'here', 'steps/s', 200),
    row('conv', 'here', 'ms', 1),
  ])
  expect(comparisonsOf(rounds, ['here', 'there'])).toEqual([
    { workload: 'mlp', unit: 'ms', here: 20, there: 10, ratios: [1, 2, 9], ratio: 2 },
    { workload: 'small', unit: 'steps/s', here: 200, there: 100, ratios: [0.5, 0.5, 0.5], ratio: 0.5 },
  ])
})

test('two checkouts take turns in five rounds, and the table says who is faster', async () => {
  const plan: Plan = {
    repetitions: 3,
    slowRepetitions: 1,
    slow: 500,
    shortest: 1,
    warmUp: 1,
    warmUpOfShort: 1,
    trainingSteps: 5,
  }
  const toy = (library: string) => ({
    library,
    mode: 'deterministic',
    threads: 1,
    command: nodeCommand('test/toy-implementation.ts', ['well']),
    primary: true,
  })
  const said: string[] = []
  const small = workloads.filter(({ name }) => name === 'small')
  const findings = await compareCheckouts(small, [toy('here'), toy('there')], '/the/other', plan, (line) =>
    said.push(line),
  )
  expect(findings.comparisons).toEqual([expect.objectContaining({ workload: 'small', unit: 'steps/s' })])
  expect(findings.comparisons[0]!.ratios).toHaveLength(ROUNDS)
  expect(said).toHaveLength(ROUNDS)
  expect(againstTable(findings)).toContain('the median of 5 rounds')
})

test('a folder that is no checkout, or is not installed, is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
  expect(() => checkouts(folder, 1)).toThrow('there is no apps/bench/src/thinned/process.ts')
  mkdirSync(join(folder, 'apps/bench/src/thinned'), { recursive: true })
  writeFileSync(join(folder, 'apps/bench/src/thinned/process.ts'), '')
  expect(() => checkouts(folder, 1)).toThrow('npx -y pnpm@12 install')
  rmSync(folder, { recursive: true })
})
