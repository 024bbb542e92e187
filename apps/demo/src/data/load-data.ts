import { foldIn, type Key } from '@thinned/rng'
import type { Settings } from '../settings.ts'
import type { DemoData } from './demo-data.ts'
import { embeddedDigits } from './digits.ts'
import { mnistImages } from './mnist.ts'
import { loadTable } from './table/load-table.ts'

/**
 * The data of a run: training examples, others for validation, and test examples that no setting was tuned on.
 *
 * @throws {UsageError} where the data or the number of training examples cannot be used.
 */
export async function loadData(
  settings: Pick<Settings, 'data' | 'train' | 'table'>,
  run: Key,
  signal: AbortSignal,
): Promise<DemoData> {
  const { data, train, table } = settings
  if (table) return loadTable(table, train, foldIn(run, 'table'))
  const splits =
    data === 'digits'
      ? await embeddedDigits(train!, foldIn(run, 'digits'), signal)
      : await mnistImages(data, train!, foldIn(run, 'subset'), signal)
  const { name, classes } = splits.train
  return {
    name,
    example: 'image',
    task: 'classification',
    classNames: Array.from({ length: classes }, (_, label) => String(label)),
    splits,
  }
}
