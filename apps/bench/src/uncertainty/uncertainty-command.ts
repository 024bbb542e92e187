import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { wasm } from '@thinned/wasm'
import { Command } from 'commander'
import { fromUser } from '../cli/from-user.ts'
import { UsageError } from '../cli/usage-error.ts'
import { earlierSeeds, findingsOf, formatFindings, readFindings, type SeedFindings } from './findings.ts'
import { writeDocument } from './report/document.ts'
import { terminal } from './report/terminal.ts'
import { studies } from './studies.ts'
import { MOST_SEEDS } from './summary.ts'

interface Options {
  readonly data: string
  readonly seeds: number
  readonly json?: string
  readonly quick?: boolean
  readonly threads: number
  readonly document?: string
}

const count =
  (option: string, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < 1 || value > most)
      throw new UsageError(`${option} was given "${text}"; it takes an integer from 1 to ${most}.`)
    return value
  }

/** `bench uncertainty`: what softmax, Monte Carlo dropout and ensembles say of errors, and of images unlike the training data. */
export function uncertaintyCommand(): Command {
  return new Command('uncertainty')
    .description(
      'Trains nets with and without dropout, and measures the uncertainty of one net, of Monte Carlo dropout and of ensembles. Of images: calibration, errors found, letters and noise told apart, rotated 1s, conformal sets, samples spent. Of numbers: errors, log-likelihood, and whether intervals hold what they claim. Of a curve with a gap: what is said away from the data.',
    )
    .option(
      '--data <source>',
      'digits, greenhouse, friedman1, gap (embedded), or a folder with the MNIST files',
      'digits',
    )
    .option('--seeds <count>', 'runs, of seeds 0, 1, …', count('--seeds', MOST_SEEDS), 5)
    .option(
      '--json <file>',
      'also write what was measured, after each seed; a run with the same file goes on after its last seed',
    )
    .option('--quick', 'a few small nets, to see whether it works: the figures mean nothing')
    .option(
      '--threads <count>',
      'threads of WebAssembly; the results do not depend on them',
      count('--threads', 64),
      Math.min(2, availableParallelism()),
    )
    .option(
      '--document <file>',
      'measure nothing: write the tables and plots of this document, from the JSON files that it names',
    )
    .action(run)
}

async function run({ data, seeds, json, quick = false, threads, document }: Options): Promise<void> {
  if (document !== undefined) return writeDocument(fromUser(document))
  const name = Object.hasOwn(studies, data) && data !== 'mnist' ? data : 'mnist'
  const study = studies[name]!
  const settings = study.settings(name, quick)
  const folder = name === 'mnist' ? fromUser(data) : undefined
  const file = json === undefined ? undefined : fromUser(json)
  const found: SeedFindings[] = file === undefined ? [] : earlierSeeds(file, settings).slice(0, seeds)
  if (found.length > 0) say(`${file} holds the seeds 0 to ${found.length - 1}; going on.`)
  const backend = await wasm({ threads })
  for (let seed = found.length; seed < seeds; seed++) {
    const began = performance.now()
    found.push(await study.runSeed(settings, seed, { backend, folder, say: (line) => say(`seed ${seed}, ${line}`) }))
    if (file !== undefined) writeFileSync(file, formatFindings(findingsOf(settings, found)))
    say(`seed ${seed}: ${((performance.now() - began) / 1000).toFixed(0)} s`)
  }
  backend.close()
  process.stdout.write(terminal(file === undefined ? findingsOf(settings, found) : readFindings(file)))
}

const say = (line: string): void => void process.stderr.write(`${line}\n`)
