/**
 * Checks what users get: builds and packs every public package, lints the tarball, installs it alone into an empty
 * project, type-checks and runs the examples of its README there, and compares what they print.
 *
 *     node scripts/pack-check.ts [--files] [--node <another node to run the examples by>]...
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { run } from './command.ts'
import { checkDeclarations, checkExamples, install, readmeOf } from './fresh-project.ts'
import { type Packed, packAll } from './pack.ts'

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
  if (strange.length > 0) throw new Error(`files that do not belong into the package: ${strange.join(', ')}`)
  if (!files.includes('package/LICENSE')) throw new Error('LICENSE is missing from the package')
  const missing = modulesOf(files, tarball).filter((file) => !files.includes(file))
  if (missing.length > 0) throw new Error(`threads start from files that are missing: ${missing.join(', ')}`)
  const text = JSON.stringify(packed)
  const leaked = ['workspace:', 'catalog:', '@thinned/source'].filter((word) => text.includes(word))
  if (leaked.length > 0) throw new Error(`the packed manifest still says ${leaked.join(' and ')}`)
}

function checkPackage(one: Packed, all: readonly Packed[], project: string, nodes: readonly string[]): void {
  checkContents(one)
  run(join(BIN, 'publint'), ['run', '--strict', one.tarball], ROOT)
  run(join(BIN, 'attw'), ['--profile', 'esm-only', '--no-emoji', '--no-color', one.tarball], ROOT)
  install(one, all, project)
  checkDeclarations(one, project)
  checkExamples(readmeOf(one), project, nodes)
}

const { values } = parseArgs({
  options: { files: { type: 'boolean' }, node: { type: 'string', multiple: true, default: [] } },
})
const temporary = mkdtempSync(join(tmpdir(), 'thinned-pack-'))
let failures = 0
try {
  const packages = packAll(ROOT, join(temporary, 'tarballs'))
  for (const one of packages) {
    const { name, version } = one.manifest
    const about = `${name}@${version}  ${(one.bytes / 1024).toFixed(1)} KiB packed, ${one.files.length} files`
    try {
      checkPackage(one, packages, join(temporary, name), [process.execPath, ...values.node])
      console.log(`passed  ${about}`)
    } catch (error) {
      failures += 1
      console.log(`FAILED  ${about}\n${(error as Error).message.replace(/^/gm, '        ')}`)
    }
    if (values.files) for (const file of one.files) console.log(`        ${file.replace('package/', '')}`)
  }
} catch (error) {
  failures += 1
  console.log(`FAILED  ${(error as Error).message}`)
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
process.exitCode = failures === 0 ? 0 : 1
