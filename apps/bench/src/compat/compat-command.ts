import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { fromUser } from '../cli/from-user.ts'
import { compatPeers, installPeers } from '../cli/install-peers.ts'
import * as cases from './cases/index.ts'
import { compat, runProgram } from './compat.ts'
import { compatHtml } from './report/compat-html.ts'
import { compatMarkdown } from './report/compat-markdown.ts'
import { compatText } from './report/compat-text.ts'

interface Options {
  readonly peers: boolean
  readonly json?: string
  readonly html?: string
  readonly markdown?: string
}

/** `bench compat`: known mistakes of other libraries, asked of them and of Thinned. */
export function compatCommand(): Command {
  return new Command('compat')
    .description(
      'Asks other libraries, and Thinned, for what was reported of them or read in their sources as a mistake, and shows what each printed.',
    )
    .option('--no-peers', 'only Thinned; installs nothing')
    .option('--json <file>', 'also write what was seen as JSON')
    .option('--html <file>', 'also write it as a page')
    .option('--markdown <file>', 'also write it as Markdown')
    .action(run)
}

async function run({ peers, json, html, markdown }: Options): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const why = peers ? (installPeers(say, compatPeers) ? undefined : 'it could not be installed') : 'it was not asked'
  const findings = await compat(Object.values(cases), why ? () => ({ why }) : runProgram)
  process.stdout.write(compatText(findings))
  if (json) writeFileSync(fromUser(json), `${JSON.stringify(findings, null, 2)}\n`)
  if (html) writeFileSync(fromUser(html), compatHtml(findings))
  if (markdown) writeFileSync(fromUser(markdown), compatMarkdown(findings))
  const wrong = findings.cases.filter(({ ours }) => !ours.holds)
  if (wrong.length > 0) {
    say(`error: Thinned is not right in ${wrong.map(({ name }) => name).join(', ')}.`)
    process.exitCode = 1
  }
}
