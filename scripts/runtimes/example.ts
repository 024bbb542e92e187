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

/** An ensemble on workers, by the guide of browsers: what trains it, and `./member.js`, of which the workers are made. */
export interface Ensemble {
  readonly main: string
  readonly member: string
  readonly output: string
}

export function ensembleOf(guide: string): Ensemble {
  const blocks = blocksOf(readFileSync(guide, 'utf8'))
  const named = (name: string) => blocks.findIndex(({ text }) => text.startsWith(`// ${name}\n`))
  const [member, main] = [named('member.js'), named('main.js')]
  const output = blocks[main + 1]
  if (member < 0 || main < 0 || output?.language !== 'text') throw new Error(`${guide} has no ensemble on workers`)
  return { member: blocks[member]!.text, main: blocks[main]!.text, output: trimmed(output.text) }
}

/** The program of a tool: of one that makes workers it first trains an ensemble on them, in `./ensemble.js`. */
export function exampleFor({ workers }: Tool, { example, ensemble }: Setting): Example {
  if (!workers) return example
  const javascript = `import './ensemble.js'\n\n${example.javascript}`
  return { ...example, javascript, output: `${ensemble.output}\n${example.output}` }
}

/** JavaScript as a module that exports it as a function, `main(print)`: for tools that take no top-level await. */
export function asFunction(code: string): string {
  const imports = code.match(/^import .*$/gm)!.join('\n')
  const body = code.replace(/^import .*$/gm, '').replaceAll('console.log(', 'print(')
  return `${imports}\n\nexport async function main(print) {\n${body}\n}\n`
}
