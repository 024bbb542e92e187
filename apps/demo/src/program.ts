import { Command, Option } from 'commander'
import { runDemo } from './run-demo.ts'
import {
  defaults,
  type ParsedOptions,
  parseBackend,
  parseFraction,
  parseHidden,
  parseInteger,
  parseKeep,
  parsePositive,
  parseSeed,
  settingsOf,
} from './settings.ts'

const INVOCATION = 'npx -y pnpm@12 demo'

const examples = `
Examples:
  The embedded digits, 1,000 images, 40 epochs:
    ${INVOCATION}
  Keep nine of ten hidden units:
    ${INVOCATION} --keep 0.9
  A wider network with a max-norm constraint:
    ${INVOCATION} --hidden 512,512 --max-norm 2
  The real MNIST files:
    ${INVOCATION} --data path/to/mnist --train 5000
  The same numbers without WebAssembly, slower:
    ${INVOCATION} --backend reference
  Numbers for a script:
    ${INVOCATION} --json --seed 3`

/** The command line. */
export function program(): Command {
  const option = (flags: string, description: string): Option => new Option(flags, description)
  const list = (values: readonly number[]): [number[], string] => [[...values], values.join(',')]
  return new Command(INVOCATION)
    .configureHelp({ minWidthToWrap: 20 })
    .description('Trains one network twice, without and with dropout, and compares the two.')
    .addOption(
      option('--data <source>', 'digits (embedded), mnist (downloaded once), or a folder with the MNIST files').default(
        defaults.data,
        defaults.data,
      ),
    )
    .option('--train <images>', 'training images', parseInteger('--train', 10), defaults.train)
    .addOption(
      option('--hidden <units>', 'units of each hidden layer, comma-separated')
        .argParser(parseHidden)
        .default(...list(defaults.hidden)),
    )
    .addOption(
      option(
        '--keep <list>',
        'probability of keeping a unit of the input and of the hidden layers, comma-separated; one entry: all hidden layers',
      )
        .argParser(parseKeep)
        .default(...list(defaults.keep)),
    )
    .option('--epochs <count>', 'epochs: passes over the training images', parseInteger('--epochs', 1), defaults.epochs)
    .option('--batch-size <images>', 'images per step', parseInteger('--batch-size', 1), defaults.batchSize)
    .option(
      '--learning-rate <rate>',
      'initial learning rate of SGD; it falls to 0 along half a cosine',
      parsePositive('--learning-rate'),
      defaults.learningRate,
    )
    .option('--momentum <value>', 'momentum of SGD', parseFraction('--momentum'), defaults.momentum)
    .option(
      '--max-norm <norm>',
      'max-norm constraint: the largest norm of the incoming weights of a unit (default: no limit)',
      parsePositive('--max-norm'),
    )
    .option('--seed <seed>', 'seed of data, weights, batches and masks: an integer or a word', parseSeed, defaults.seed)
    .option(
      '--backend <name>',
      'wasm or reference, with the same results (default: wasm where it can run)',
      parseBackend,
    )
    .addOption(
      option('--report <file>', 'path of the HTML report').default('thinned-report.html', 'thinned-report.html'),
    )
    .option('--json', 'print one JSON document and nothing else on standard output')
    .addHelpText('after', examples)
    .allowExcessArguments(false)
    .action(({ report, json = false, ...options }: ParsedOptions & ProgramOptions) =>
      runDemo(settingsOf(options), { report, json }),
    )
}

interface ProgramOptions {
  readonly report: string
  readonly json?: boolean
}
