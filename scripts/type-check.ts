import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './command.ts'

const ROOT = join(import.meta.dirname, '..')

/** A program, and the folder of the package from which its imports resolve. */
export interface Program {
  readonly name: string
  readonly code: string
  readonly folder: string
}

/**
 * Type-checks programs against the sources of the workspace, under its strict settings.
 *
 * @throws with the compiler's messages, which name the programs.
 */
export function typeCheck(programs: readonly Program[]): void {
  const folders = new Set(programs.map(({ folder }) => join(folder, `.examples-${process.pid}`)))
  const project = mkdtempSync(join(tmpdir(), 'thinned-types-'))
  try {
    for (const folder of folders) mkdirSync(folder)
    const files = programs.map(({ name, code, folder }) => {
      const file = join(folder, `.examples-${process.pid}`, `${name}.ts`)
      writeFileSync(file, `${code}\nexport {}\n`)
      return file
    })
    const compilerOptions = {
      lib: ['es2024', 'esnext.disposable', 'dom'],
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      declaration: false,
      isolatedDeclarations: false,
    }
    const config = { extends: join(ROOT, 'tsconfig.base.json'), compilerOptions, files }
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config))
    run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', project, '--pretty', 'false'], ROOT)
  } finally {
    for (const folder of [project, ...folders]) rmSync(folder, { recursive: true, force: true })
  }
}
