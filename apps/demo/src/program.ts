import { writeFileSync } from 'node:fs'
import { key } from '@thinned/rng'
import { Command } from 'commander'
import { advise } from './advice.ts'
import { compare, evidence, outcomeOf } from './compare.ts'
import { fromUser } from './from-user.ts'
import { loadData } from './load-data.ts'
import { html } from './report/html.ts'
import { progress } from './report/progress.ts'
import { table } from './report/table.ts'
import { runArms } from './run-arms.ts'
import {
  defaults,
  parseCount,
  parseFraction,
  parseHidden,
  parseKeep,
  parsePositive,
  type Settings,
  spreadKeep,
} from './settings.ts'
import { UsageError } from './usage-error.ts'

const names = { plain: 'without dropout', dropout: 'with dropout' } as const

/** The command line: `main` gives it the arguments and the streams. */
export function program(): Command {
  return new Command('demo')
    .description('Trains one network twice, without and with dropout, and shows what dropout did.')
    .option(
      '--data <source>',
      'digits (embedded), mnist (downloaded once), or a folder with the MNIST files',
      defaults.data,
    )
    .option('--train <images>', 'training images', parseCount('--train', 10), defaults.train)
    .option('--hidden <units>', 'units of each hidden layer, comma-separated', parseHidden, [...defaults.hidden])
    .option(
      '--keep <probabilities>',
      'keep probability of input and hidden layers, comma-separated; one entry: all hidden layers',
      parseKeep,
      [...defaults.keep],
    )
    .option('--epochs <count>', 'passes over the training images', parseCount('--epochs', 1), defaults.epochs)
    .option('--batch <size>', 'images per step', parseCount('--batch', 1), defaults.batch)
    .option(
      '--learning-rate <rate>',
      'step length of the optimizer (SGD) at the start; it falls to 0 along half a cosine',
      parsePositive('--learning-rate'),
      defaults.learningRate,
    )
    .option('--momentum <share>', 'share of the last step that goes on', parseFraction('--momentum'), defaults.momentum)
    .option(
      '--max-norm <norm>',
      'largest norm of the incoming weights of a unit (default: no limit)',
      parsePositive('--max-norm'),
    )
    .option('--seed <seed>', 'of data, weights, batches and masks', parseCount('--seed', 0), defaults.seed)
    .option('--report <file>', 'where the HTML report goes', 'thinned-report.html')
    .option('--json', 'print one JSON document and nothing else on standard output')
    .addHelpText('after', examples)
    .allowExcessArguments(false)
    .action(run)
}

const examples = `
Examples:
  demo                                    the embedded digits, 1,000 images, 40 epochs
  demo --keep 0.9                         keep nine of ten hidden units
  demo --hidden 512,512 --max-norm 2      a wider network, with limited weights
  demo --data path/to/mnist --train 5000  the real MNIST files
  demo --json --seed 3                    numbers for a script`

async function run(
  options: Omit<Settings, 'keep' | 'maxNorm'> & { keep: number[]; maxNorm?: number; report: string; json?: boolean },
): Promise<void> {
  const { report, json, maxNorm, ...rest } = options
  const hidden = options.hidden
  const keep = spreadKeep(options.keep, hidden)
  const settings: Settings = { ...rest, keep, maxNorm }
  if (keep.every((value) => value === 1))
    throw new UsageError(
      '--keep keeps every unit of every layer, so there is nothing to compare; give at least one entry below 1.',
    )
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const splits = await loadData(settings, key(settings.seed), stop.signal)
  const widths = [splits.train.inputs.shape.slice(1).reduce((a, b) => a * b, 1), ...hidden, splits.train.classes].join(
    '-',
  )
  process.stderr.write(
    `${settings.train} images of ${splits.train.name}, network ${widths}, keep ${keep.join(' ')}, ${settings.epochs} epochs, reference backend\n`,
  )
  const bars = progress(process.stderr, Object.values(names))
  const { plain, dropout } = await runArms(
    settings,
    splits,
    (arm, ...rest) => bars.show(names[arm], ...rest),
    stop.signal,
  )
  const advice = advise(evidence(plain, dropout, splits.test))
  const text = table(compare(plain, dropout))
  const file = fromUser(report)
  writeFileSync(file, html({ settings, dataName: splits.train.name, plain, dropout, advice, table: text }))
  if (json) {
    const document = {
      data: settings.data,
      train: settings.train,
      seed: settings.seed,
      backend: 'reference',
      plain: outcomeOf(plain),
      dropout: outcomeOf(dropout),
      advice,
    }
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
  } else {
    process.stdout.write(`\n${text}\n\n${advice}\n\nReport: ${file}\n`)
  }
}
