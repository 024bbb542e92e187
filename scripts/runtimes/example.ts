import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { examplesOf } from '../readme-examples.ts'

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

/** JavaScript as a module that exports it as a function, `main(print)`: for tools that take no top-level await. */
export function asFunction(code: string): string {
  const imports = code.match(/^import .*$/gm)!.join('\n')
  const body = code.replace(/^import .*$/gm, '').replaceAll('console.log(', 'print(')
  return `${imports}\n\nexport async function main(print) {\n${body}\n}\n`
}
