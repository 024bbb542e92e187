import { advise } from '@thinned/diagnosis'
import { type Block, type ReportTest, report } from '@thinned/report'
import { sizeOf } from '@thinned/tensor'
import type { DemoData } from '../data/demo-data.ts'
import type { NumberView } from '../measures/numbers.ts'
import type { Views } from '../measures/views.ts'
import type { RunSettings } from '../settings.ts'
import { denseNetwork } from '../training/dense-network.ts'
import type { TrainedNetwork } from '../training/train-network.ts'
import { featureSection } from './features.ts'
import { fittedRows, monteCarloSentence, WAYS } from './measure-rows.ts'
import { settingTexts } from './setting-texts.ts'
import { HEADS, type Row } from './table.ts'
import { tableSentences } from './table-sentences.ts'

export interface PageContent {
  readonly settings: RunSettings
  readonly data: DemoData
  readonly plain: TrainedNetwork
  readonly dropout: TrainedNetwork
  /** What dropout did, and what to do next. */
  readonly verdict: string
  readonly step: string
  readonly rows: readonly Row[]
  readonly views: Views
}

const [, WITHOUT, WITH] = HEADS
const [, , , MONTE_CARLO] = WAYS

/** One self-contained page: the verdict, the table, and what `report` shows of both networks. */
export function page({ settings, data, plain, dropout, verdict, step, rows, views }: PageContent): string {
  const both = <T>(of: (network: TrainedNetwork, keep: RunSettings['keep'] | undefined) => T) => ({
    [WITHOUT]: of(plain, undefined),
    [WITH]: of(dropout, settings.keep),
  })
  const { splits, task } = data
  const inputs = sizeOf(splits.train.inputs.shape.slice(1))
  const outputs = data.task === 'classification' ? data.classNames.length : 1
  const validationExamples = splits.validation.targets.shape[0]!
  return report(
    both(({ history, errors }) => ({ history: task === 'classification' ? history : inUnits(history, errors) })),
    {
      title: verdict,
      lead: [step, ...leadOf(data), { kind: 'table', heads: HEADS, rows }],
      advice: both(({ history }, keep) => {
        const model = denseNetwork(inputs, settings.hidden, outputs, keep)
        const { findings } = advise({ history }, { validationExamples, task, model })
        // That the network without dropout might be tried with it is what the page shows.
        return { findings: findings.filter(({ kind }) => kind !== 'addDropout') }
      }),
      test: testOf(data, views),
      diagnosis: both(({ diagnosis }) => diagnosis),
      settings: settingTexts(settings),
      sections: [
        {
          title: 'Fitted on the validation examples',
          blocks: [
            { kind: 'table', heads: WAYS, rows: fittedRows(data, views) },
            { kind: 'text', soft: true, text: monteCarloSentence(settings, task) },
          ],
        },
        ...featureSection(plain, dropout),
      ],
    },
  )
}

/** What was trained on what; of a table also what was decided about it. */
function leadOf({ name, splits, table }: DemoData): (string | Block)[] {
  const networks = `Two networks with the same initial weights trained on the same batches of ${name}, one without dropout and one with it.`
  if (!table) return [networks]
  const [train, validation, test] = [splits.train, splits.validation, splits.test].map(
    ({ targets }) => targets.shape[0],
  )
  const columns = `${table.columns.length} ${table.columns.length === 1 ? 'column' : 'columns'}`
  const items = tableSentences(table)
  return [
    `${networks} They predict ${table.target} from ${columns}: ${train} rows train, ${validation} validate, ${test} test.`,
    ...(items.length > 0 ? [{ kind: 'list', items } as const] : []),
  ]
}

/** With the errors in the units of the target: the losses are those of standardized targets. */
function inUnits(history: TrainedNetwork['history'], errors: TrainedNetwork['errors']): TrainedNetwork['history'] {
  return history.map((record, i) => ({
    ...record,
    metrics: { RMSE: errors.training[i]! },
    validationMetrics: { RMSE: errors.validation[i]! },
  }))
}

/** The predictions of the test examples, the cells of a table as in its file. */
function testOf(data: DemoData, views: Views): ReportTest {
  const { table, splits } = data
  const cells = table ? { columnNames: table.columns, cells: table.testCells } : {}
  const predictions =
    views.task === 'classification'
      ? {
          [WITHOUT]: views.plain.prediction,
          [WITH]: views.dropout.prediction,
          [MONTE_CARLO]: views.monteCarlo.prediction,
        }
      : {
          [WITHOUT]: withNoise(views.plain),
          [WITH]: withNoise(views.dropout),
          [MONTE_CARLO]: withNoise(views.monteCarlo),
        }
  const shown = data.task === 'classification' ? { classNames: data.classNames } : { scale: data.scale }
  return { data: splits.test, predictions, ...shown, ...cells }
}

/** A prediction with the noise that was fitted around it, as `predict` gives it where it is given the noise. */
function withNoise({ prediction, noiseVariance }: NumberView): NumberView['prediction'] {
  if (noiseVariance === undefined) return prediction
  const { mean, samples, variance } = { variance: undefined, samples: undefined, ...prediction }
  const same = ({ data, shape }: typeof mean) => ({ data: data.map(() => noiseVariance), shape })
  return {
    ...prediction,
    variance: variance ?? { data: mean.data.map(() => 0), shape: mean.shape },
    noiseVariance: same(mean),
    totalVariance: { data: mean.data.map((_, i) => (variance?.data[i] ?? 0) + noiseVariance), shape: mean.shape },
    ...(samples ? { sampleNoiseVariance: same(samples) } : {}),
  }
}
