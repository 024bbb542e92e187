import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { blocksOf, examplesOf, trimmed } from '../readme-examples.ts'
import type { Setting } from './project.ts'
import type { Tool } from './tool.ts'

/** The program that every tool runs: the example of the README, which then says which backend computed it, and why no faster one. */
export interface Example {
  readonly typescript: string
  readonly javascript: string
  /** The lines that it must print. */
  readonly output: string
}

const SAYS_BACKEND = `
import { best, fallbackReason } from 'thinned'

console.log((await best()).name, await fallbackReason())
`

export function exampleOf(readme: string): Example {
  const [first] = examplesOf(readFileSync(readme, 'utf8'))
  if (first === undefined) throw new Error(`${readme} has no example`)
  const typescript = `${first.code}\n${SAYS_BACKEND}`
  return { typescript, javascript: stripTypeScriptTypes(typescript), output: `${first.output}\nwasm undefined` }
}

/** The programs on workers of the guide of browsers: the files that they consist of, the name of the last, and what they print. */
export interface OnWorkers {
  readonly files: Readonly<Record<string, string>>
  readonly last: string
  readonly output: string
}

export function onWorkersOf(guide: string): OnWorkers {
  const blocks = blocksOf(readFileSync(guide, 'utf8'))
  const textOf = (name: string): { readonly code: string; readonly printed: string } => {
    const found = blocks.findIndex(({ text }) => text.startsWith(`// ${name}\n`))
    if (found < 0) throw new Error(`${guide} has no ${name}`)
    const next = blocks[found + 1]
    return { code: blocks[found]!.text, printed: next?.language === 'text' ? trimmed(next.text) : '' }
  }
  const [fits, ensembles] = [textOf('page.js'), textOf('main.js')]
  return {
    files: {
      'train.js': textOf('train.js').code,
      'member.js': textOf('member.js').code,
      'fit.js': fits.code,
      'ensemble.js': `import './fit.js'\n\n${ensembles.code}`, // One after the other.
    },
    last: 'ensemble.js',
    output: `${fits.printed}\n${ensembles.printed}`,
  }
}

/** The program of a tool: one that makes workers first runs the programs on workers. */
export function exampleFor({ workers }: Tool, { example, onWorkers }: Setting): Example {
  if (!workers) return example
  const javascript = `import './${onWorkers.last}'\n\n${example.javascript}`
  return { ...example, javascript, output: `${onWorkers.output}\n${example.output}` }
}

/** JavaScript as a module that exports it as a function, `main(print)`: for tools that take no top-level await. */
export function asFunction(code: string): string {
  const imports = code.match(/^import .*$/gm)!.join('\n')
  const body = code.replace(/^import .*$/gm, '').replaceAll('console.log(', 'print(')
  return `${imports}\n\nexport async function main(print) {\n${body}\n}\n`
}
