import type { Tool } from '../tool.ts'

const CSV = `
import { readCsv } from 'thinned/node'

const { columns } = await readCsv('rows.csv')
console.log(columns.map(({ name }) => name).join())
`

export const tool: Tool = {
  packages: { deno: '2.9.6' },
  manifest: { type: 'module' },
  ci: false,
  setting: 'nothing; `--allow-read` for files and for workers of modules',
  workers: true,
  files: ({ javascript }) => ({ 'main.mjs': javascript, 'csv.mjs': CSV, 'rows.csv': 'size,kind\n1,a\n2,b\n' }),
  async run(project) {
    const printed = project.run('deno', 'run', '--no-prompt', '--allow-read', 'main.mjs')
    const columns = project.run('deno', 'run', '--no-prompt', '--allow-read', 'csv.mjs').trim()
    if (columns !== 'size,kind') throw new Error(`readCsv gave the columns ${columns}`)
    return { Deno: printed }
  },
}
