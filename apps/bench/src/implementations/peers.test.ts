import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { makeDataFolder } from '../measure/data-folder.ts'
import { type Command, startClient } from '../protocol/client.ts'
import type { Implementation } from './implementation.ts'
import { jaxJsImplementations } from './jax-js.ts'
import { peersFolder } from './node-command.ts'
import { openblasImplementations } from './openblas.ts'
import { pytorchImplementations } from './pytorch.ts'
import { tfjsImplementations } from './tfjs.ts'

// Nothing else runs the peers without their libraries. Here each of their programs runs on stubs: what it imports of the bench is there, its
// names exist, and it speaks the protocol.

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const data = makeDataFolder()
afterAll(() => data.remove())

const stubLibraries = fileURLToPath(new URL('../../test/stub-libraries.ts', import.meta.url))
const stubModules = fileURLToPath(new URL('../../test/stub-modules', import.meta.url))
const PYTHON = 'python3'
const hasPython = spawnSync(PYTHON, ['--version']).status === 0

/** The command of an implementation, with stubs in the place of its libraries. */
function onStubs({ command }: Implementation): Command {
  const { program, args, env } = command
  if (program === PYTHON) return { ...command, env: { ...env, PYTHONPATH: stubModules, PYTHONDONTWRITEBYTECODE: '1' } }
  return { ...command, args: ['--import', stubLibraries, ...args] }
}

async function tryAll(implementation: Implementation, workloads: readonly string[]): Promise<void> {
  const client = await startClient(onStubs(implementation))
  try {
    for (const workload of workloads) {
      await client.prepare(workload, { trainingSteps: 0, folder: data.folder })
      expect(await client.repeat(workload, 1), workload).toBeGreaterThanOrEqual(0)
      await client.release(workload)
    }
  } finally {
    await client.stop()
  }
}

/** One of each family, the smallest. */
const families = ['matmul-256', 'dropout-512KB-backward', 'mlp', 'small', 'conv', 'mc-100', 'uniform-16M']
const ofPytorch = [...families, 'lstm', 'fit-unmeasured']

const libraries = [...tfjsImplementations(2), ...jaxJsImplementations(2)]
test.for(
  libraries
    .filter(({ primary, library }) => primary || library === 'tfjs-cpu')
    .map((own) => [own.library, own] as const),
)('the process of %s does every workload', ([, implementation]) => tryAll(implementation, families))

test.skipIf(!hasPython)('the processes of PyTorch and OpenBLAS do theirs', async () => {
  for (const implementation of pytorchImplementations(PYTHON, 2)) await tryAll(implementation, ofPytorch)
  for (const implementation of openblasImplementations(PYTHON, 2)) await tryAll(implementation, ['matmul-256'])
})

test.skipIf(!hasPython)('the first step of PyTorch', () => {
  const { stdout, stderr } = spawnSync(PYTHON, [`${peersFolder}start/pytorch.py`], {
    env: { ...process.env, PYTHONPATH: stubModules, PYTHONDONTWRITEBYTECODE: '1' },
    encoding: 'utf8',
  })
  expect([Number(stdout) > 0, stderr]).toEqual([true, ''])
})

const programs = ['browser', 'compat', 'start'].flatMap((folder) =>
  readdirSync(`${peersFolder}${folder}`).flatMap((file) => (file.endsWith('.mjs') ? [`${folder}/${file}`] : [])),
)
test('what the other programs of the peers import is there', () => {
  const imports = programs.map((program) => `await import('./${program}')`).join('\n')
  const args = ['--import', stubLibraries, '--input-type=module', '-e', imports]
  const { stderr } = spawnSync(process.execPath, args, { cwd: peersFolder, encoding: 'utf8' })
  expect(stderr).toBe('')
})
