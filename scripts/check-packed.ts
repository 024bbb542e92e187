/** Checks one packed package on a thread of its own, and posts what is wrong, or undefined; see pack-check.ts. */
import { dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { run } from './command.ts'
import { checkDeclarations, checkExamples, install, readmeOf } from './fresh-project.ts'
import type { Packed } from './pack.ts'

/** What the thread is told. */
export interface PackedCheck {
  readonly one: Packed
  readonly all: readonly Packed[]
  /** The folder of the project to install it into. */
  readonly project: string
  /** The programs to run the examples by. */
  readonly nodes: readonly string[]
}

const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'node_modules/.bin')

const BELONGS =
  /^package\/(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/.*(?<!\.(?:test|test-d|bench))(?:\.js|\.d\.ts))$/

/** The modules that a package names by their address, such as those that its threads start from. */
const modulesOf = (files: readonly string[], tarball: string): string[] =>
  files
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) =>
      [...run('tar', ['-xzOf', tarball, file], ROOT).matchAll(/new URL\([^\n]*?["'`]\.\/([\w-]+-thread)/g)].map(
        ([, name]) => `${dirname(file)}/${name}.js`,
      ),
    )

/** Refuses tests, sources and what only the workspace understands. */
function checkContents({ files, packed, tarball }: Packed): void {
  const strange = files.filter((file) => !BELONGS.test(file))
  if (strange.length > 0) throw new Error(`files that do not belong in the package: ${strange.join(', ')}`)
  if (!files.includes('package/LICENSE')) throw new Error('LICENSE is missing from the package')
  const missing = modulesOf(files, tarball).filter((file) => !files.includes(file))
  if (missing.length > 0) throw new Error(`threads start from files that are missing: ${missing.join(', ')}`)
  const text = JSON.stringify(packed)
  const leaked = ['workspace:', 'catalog:', '@thinned/source'].filter((word) => text.includes(word))
  if (leaked.length > 0) throw new Error(`the packed manifest still says ${leaked.join(' and ')}`)
}

function check({ one, all, project, nodes }: PackedCheck): void {
  checkContents(one)
  run(join(BIN, 'publint'), ['run', '--strict', one.tarball], ROOT)
  run(join(BIN, 'attw'), ['--profile', 'esm-only', '--no-emoji', '--no-color', one.tarball], ROOT)
  install(one, all, project)
  checkDeclarations(one, project)
  checkExamples(readmeOf(one), project, nodes)
}

try {
  check(workerData)
  parentPort!.postMessage(undefined)
} catch (error) {
  parentPort!.postMessage((error as Error).message)
}
