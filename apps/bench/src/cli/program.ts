import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import { againstTable } from '../against/against-table.ts'
import { checkouts } from '../against/checkout.ts'
import { compareCheckouts } from '../against/compare.ts'
import { bench } from '../bench.ts'
import { compatCommand } from '../compat/compat-command.ts'
import { besideImplementation } from '../implementations/beside.ts'
import { implementations } from '../implementations/index.ts'
import { fullPlan, quickPlan } from '../measure/plan.ts'
import { html } from '../report/html.ts'
import { findingsParts, parts } from '../report/markdown/findings-parts.ts'
import { table } from '../report/table.ts'
import { sizesCommand } from '../sizes/sizes-command.ts'
import { uncertaintyCommand } from '../uncertainty/uncertainty-command.ts'
import { workloads } from '../workloads/index.ts'
import type { Workload } from '../workloads/workload.ts'
import { checkPage, fillPage } from './fill-page.ts'
import { fromUser } from './from-user.ts'
import { installPeers, peersInstalled } from './install-peers.ts'
import { selectWorkloads } from './select-workloads.ts'
import { UsageError } from './usage-error.ts'

interface Options {
  readonly quick?: boolean
  readonly peers: boolean
  readonly chromium?: string
  readonly against?: string
  readonly beside?: string
  readonly json?: string
  readonly html?: string
  readonly markdown: readonly string[]
}

/** The command line: `main` gives it the arguments. */
export function program(): Command {
  return new Command('bench')
    .description(
      "Measures Thinned against the machine's limits and against PyTorch, TensorFlow.js and jax-js, interleaved, in one run.",
    )
    .argument('[workloads...]', 'what to measure, by name or by the beginning of names (default: everything)')
    .option(
      '--quick',
      'three short repetitions of the shorter workloads on the primary implementations; installs nothing',
    )
    .option('--no-peers', 'only Thinned and the limits')
    .option('--chromium <path>', 'also measure Thinned in this browser, headless, in an isolated page')
    .option('--against <checkout>', 'measure only Thinned, here and in another checkout, interleaved, in five rounds')
    .option('--beside <command>', 'also run this program, in turns with the others: see below')
    .option('--json <file>', 'also write the figures, the machine and the versions as JSON')
    .option('--html <file>', 'also write a page with plots')
    .option(
      '--markdown <file>',
      'also fill the marks <!-- bench: works, short, modes, aims, limits or machine --> … <!-- end --> of a page; may be given again',
      (file: string, files: readonly string[]) => [...files, file],
      [],
    )
    .addHelpText('after', help)
    .action(run)
    .enablePositionalOptions()
    .helpCommand(false)
    .addCommand(compatCommand())
    .addCommand(uncertaintyCommand())
    .addCommand(sizesCommand())
}

const longest = Math.max(...workloads.map(({ name }) => name.length))
const help = `
Workloads:
${workloads.map(({ name, unit, about }) => `  ${name.padEnd(longest)}  ${about} (${unit})`).join('\n')}

A program beside takes its turns in the first workload named (default: mlp). A shell runs it; it prints how long a step of the workload takes and ends:
the first number before "ms" on the last line that has one counts. It runs anew for each repetition. Or it speaks the protocol of apps/bench/src/protocol/messages.ts, on descriptor 3, and goes on.

Examples:
  bench                                  everything; installs the peers at first; some 25 minutes
  bench --quick                          a first look, in about a minute
  bench mlp small --html bench.html      two workloads, with plots
  bench dropout --no-peers               the workloads whose names begin with dropout-, without peers
  bench --json bench.json                the figures for a script
  bench --against ../before              mlp, small, conv and dropout-512KB, here and in another checkout
  bench mlp --beside 'node step.ts'      the step, beside a program that prints the time of its own
  bench --markdown docs/speed.md         everything, and the tables of a page anew
  bench sizes                            a step by the size of the network and of the batch
  bench compat                           known mistakes of other libraries, asked of them and of Thinned
  bench uncertainty                      what one net, Monte Carlo dropout and ensembles do not know`

async function run(names: string[], options: Options): Promise<void> {
  if (options.against !== undefined) return runAgainst(names, options.against, options)
  const { quick = false, peers, chromium, beside, json, html: page, markdown } = options
  for (const file of markdown) checkPage(file, parts)
  const chosen = selectWorkloads(workloads, names, quick)
  const npm = peers && (quick ? peersInstalled() : installPeers(say))
  const threads = availableParallelism()
  const { present, absent } = implementations(threads, { python: peers, npm }, chromium)
  const besides = selectWorkloads(workloads, [names[0] ?? 'mlp'], quick)[0]!.name
  const named = beside === undefined ? present : [...present, besideImplementation(beside, threads, besides)]
  const asked = quick ? named.filter(({ primary, mode }) => primary || (beside && mode === 'relaxed')) : named
  say(`${chosen.length} workloads by ${[...new Set(asked.map(({ library }) => library))].join(', ')}.`)
  const findings = await bench(chosen, { present: asked, absent }, quick ? quickPlan : fullPlan, say)
  process.stdout.write(table(findings))
  if (json) writeFileSync(fromUser(json), `${JSON.stringify(findings, null, 2)}\n`)
  if (page) writeFileSync(fromUser(page), html(findings))
  for (const file of markdown) fillPage(file, findingsParts(findings))
  const missing = findings.omitted.filter(({ library }) => ours.includes(library))
  if (missing.length > 0) {
    say(
      `error: ${missing.map(({ workload, library, mode }) => `${workload} by ${library} ${mode}`).join(', ')} could not be measured.`,
    )
    process.exitCode = 1
  }
}

/** What a comparison of checkouts measures by default. */
const COMPARED = ['mlp', 'small', 'conv', 'dropout-512KB']

async function runAgainst(names: string[], other: string, { quick = false, json }: Options): Promise<void> {
  const chosen = selectWorkloads(workloads, names.length > 0 ? names : COMPARED, quick).filter(isOurs)
  if (chosen.length === 0) throw new UsageError(`--against measures what is timed, such as ${COMPARED.join(', ')}.`)
  const pair = checkouts(fromUser(other), availableParallelism())
  const findings = await compareCheckouts(chosen, pair, fromUser(other), quick ? quickPlan : fullPlan, say)
  process.stdout.write(againstTable(findings))
  if (json) writeFileSync(fromUser(json), `${JSON.stringify(findings, null, 2)}\n`)
  if (findings.omitted.length > 0) process.exitCode = 1
}

const isOurs = ({ kind, name }: Workload): boolean => kind === 'timed' && !name.startsWith('limit-')

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** What these cannot do is a mistake of ours; a peer may well lack an operation. */
const ours: readonly string[] = ['thinned', 'machine']
