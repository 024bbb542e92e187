import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.ts'
import type { Packed } from './pack.ts'
import { entriesOf } from './publish/entries.ts'
import { type Example, examplesOf, trimmed } from './readme-examples.ts'

const ROOT = join(import.meta.dirname, '..')

/** The two ways in which users resolve packages: as Node does, and as a bundler for the browser does. */
const RESOLUTIONS = {
  nodenext: { module: 'nodenext', outDir: 'out' },
  bundler: { module: 'esnext', moduleResolution: 'bundler', noEmit: true },
}

/** A user's strict settings; declarations of libraries are checked too, and Node's types are there only when asked for. */
function compilerOptions(resolution: keyof typeof RESOLUTIONS, node: boolean): object {
  return {
    ...RESOLUTIONS[resolution],
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable', 'dom'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    typeRoots: [join(ROOT, 'node_modules/@types')],
    types: node ? ['node'] : [],
  }
}

/** The oldest library that the declarations need: no `esnext.disposable`, and no types of Node. */
const OLDEST = {
  ...RESOLUTIONS.bundler,
  target: 'es2022',
  lib: ['es2022', 'dom'],
  strict: true,
  skipLibCheck: false,
  types: [],
}

function writeJson(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}

/** Installs a packed package alone; its siblings come from their tarballs too, never from a registry. */
export function install(one: Packed, all: readonly Packed[], project: string): void {
  mkdirSync(project, { recursive: true })
  const siblings = all.filter(({ manifest }) => manifest.name !== one.manifest.name)
  writeJson(join(project, 'package.json'), {
    name: 'fresh-project',
    private: true,
    type: 'module',
    dependencies: { [one.manifest.name]: `file:${one.tarball}` },
    overrides: Object.fromEntries(siblings.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`])),
  })
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], project)
}

/** The examples of the README of a package. */
export function readmeOf({ folder, files }: Packed): Example[] {
  if (!files.includes('package/README.md')) throw new Error('no example: there is no README.md')
  const examples = examplesOf(readFileSync(join(folder, 'README.md'), 'utf8'))
  if (examples.length === 0) throw new Error('no example: README.md has no ts block followed by a text block')
  return examples
}

/** Type-checks the declarations of every entry of a package in the project that has it installed, with the oldest library. */
export function checkDeclarations({ folder, manifest }: Packed, project: string): void {
  const imports = entriesOf(folder).map(
    ({ specifier }, i) => `export * as entry${i} from '${join(manifest.name, specifier)}'\n`,
  )
  writeFileSync(join(project, 'entries.ts'), imports.join(''))
  writeJson(join(project, 'tsconfig.oldest.json'), { compilerOptions: OLDEST, files: ['entries.ts'] })
  run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.oldest.json'], project)
}

/** Type-checks examples in the project that has the package installed, runs them by each Node and compares the output. */
export function checkExamples(examples: readonly Example[], project: string, nodes: readonly string[]): void {
  const node = examples.some(({ code }) => /from '(?:node:\w+|[^']+\/node)'/.test(code))
  for (const { line, code } of examples) writeFileSync(join(project, `example-${line}.ts`), `${code}\nexport {}\n`)
  for (const resolution of ['nodenext', 'bundler'] as const) {
    writeJson(join(project, `tsconfig.${resolution}.json`), {
      compilerOptions: compilerOptions(resolution, node),
      include: ['*.ts'],
    })
    run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', `tsconfig.${resolution}.json`], project)
  }
  for (const { line, output } of examples) {
    for (const program of nodes) {
      const printed = trimmed(run(program, [`out/example-${line}.js`], project, { silent: true }))
      if (printed === output) continue
      throw new Error(`README.md:${line} printed, under ${program}:\n${printed}\ninstead of:\n${output}`)
    }
  }
}
