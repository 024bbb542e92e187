import { Command, Option } from 'commander'
import {
  parseBackend,
  parseFraction,
  parseHidden,
  parseInteger,
  parseKeep,
  parseNames,
  parsePositive,
  parseSeed,
  parseTask,
  parseWords,
} from './parse-options.ts'
import { runDemo } from './run-demo.ts'
import { defaults, type ParsedOptions, settingsOf, tableDefaults } from './settings.ts'

const INVOCATION = 'npx -y pnpm@12 demo'

const examples = `
Examples:
  The embedded digits, 1,000 images, 40 epochs:
    ${INVOCATION}
  Keep nine of ten hidden units:
    ${INVOCATION} --keep 0.9
  A wider network with a max-norm constraint:
    ${INVOCATION} --hidden 512,512 --max-norm 2
  Your own table: what says nothing of the price is left out, and the output says so:
    ${INVOCATION} --csv houses.csv --target price
  Without two of its columns, as classes:
    ${INVOCATION} --csv plants.csv --target grade --task classification --drop plot,gardener
  The real MNIST files:
    ${INVOCATION} --data path/to/mnist --train 5000
  The same numbers without WebAssembly, slower:
    ${INVOCATION} --backend reference
  Numbers for a script:
    ${INVOCATION} --json --seed 3`

/** Options without a value of their own in the parser: what the user did not give depends on the data. */
const OPTIONS: readonly (readonly [string, string, (text: string) => unknown, unknown?])[] = [
  ['--csv <file>', 'a table of yours, plain or gzip, with --target', String],
  ['--target <column>', 'the column of the table to predict', String],
  ['--task <name>', 'classification or regression (default: what the target column suggests)', parseTask],
  ['--drop <columns>', 'columns of the table to leave out, comma-separated', parseNames],
  ['--missing <words>', "words of the table that mean a missing value, beside NA, NaN, null and '?'", parseWords],
  [
    '--data <source>',
    'digits (embedded), mnist (downloaded once), or a folder with the MNIST files',
    String,
    defaults.data,
  ],
  ['--train <examples>', 'training images or rows', parseInteger('--train', 10), `${defaults.train}; of a table all`],
  [
    '--hidden <units>',
    'units of each hidden layer, comma-separated',
    parseHidden,
    `${defaults.hidden}; for a table ${tableDefaults.hidden}`,
  ],
  [
    '--keep <list>',
    'probability of keeping a unit of the input and of the hidden layers, comma-separated; one entry: all hidden layers',
    parseKeep,
    `${defaults.keep}; for a table ${tableDefaults.keep}`,
  ],
  [
    '--epochs <count>',
    'epochs: passes over the training examples',
    parseInteger('--epochs', 1),
    `${defaults.epochs}; for a table by its size`,
  ],
  [
    '--batch-size <examples>',
    'examples per step',
    parseInteger('--batch-size', 1),
    `${defaults.batchSize}; for a table by its size`,
  ],
  [
    '--learning-rate <rate>',
    'initial learning rate of SGD; it falls to 0 along half a cosine',
    parsePositive('--learning-rate'),
    defaults.learningRate,
  ],
  ['--momentum <value>', 'momentum of SGD', parseFraction('--momentum'), defaults.momentum],
  [
    '--max-norm <norm>',
    'max-norm constraint: the largest norm of the incoming weights of a unit (default: no limit)',
    parsePositive('--max-norm'),
  ],
  [
    '--samples <count>',
    'Monte Carlo samples of the network with dropout',
    parseInteger('--samples', 10),
    defaults.samples,
  ],
  ['--seed <seed>', 'seed of data, weights, batches and masks: an integer or a word', parseSeed, defaults.seed],
  ['--backend <name>', 'wasm or reference, with the same results (default: wasm where it can run)', parseBackend],
]

function withDefault(description: string, standard: unknown): string {
  return standard === undefined ? description : `${description} (default: ${standard})`
}

/** The command line. */
export function program(): Command {
  const command = new Command(INVOCATION)
    .configureHelp({ minWidthToWrap: 20 })
    .description('Trains one network twice, without and with dropout, and compares the two.')
  for (const [flags, description, parse, standard] of OPTIONS)
    command.addOption(new Option(flags, withDefault(description, standard)).argParser(parse))
  return command
    .addOption(
      new Option('--report <file>', 'path of the HTML report').default('thinned-report.html', 'thinned-report.html'),
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
