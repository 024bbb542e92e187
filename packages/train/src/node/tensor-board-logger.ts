import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type Fields, withDefault } from '@thinned/schema'
import { count } from '../checks/parts.ts'
import { trainOptions } from '../options.ts'
import type { Callback } from '../run/callbacks.ts'
import { pathOf } from './check-path.ts'
import { columnsOf } from './columns.ts'
import { scalarsEvent, startEvent, versionEvent } from './event-file/events.ts'
import { frame } from './event-file/frame.ts'

export interface TensorBoardLoggerOptions {
  /** Steps between two losses that are written, from 1. Default 1. */
  readonly everySteps?: number
}

const read = trainOptions(
  'tensorBoardLogger',
  { everySteps: withDefault(count, 1) } satisfies Fields<TensorBoardLoggerOptions>,
  { updateFreq: 'everySteps' },
)

/** The most losses of steps that wait to be written. */
const BUFFER_SIZE = 100

/**
 * A callback that writes TensorBoard's event files into a folder, which it creates: the loss (and penalty) of steps under `step/`, validations
 * under `validation/`, and the records of epochs under `epoch/`, by the number of steps taken, in float32. Every run adds a separate file; the
 * file of a resumed run says from which step on it replaces the others.
 *
 * `tensorboard --logdir <folder>` shows them.
 *
 * @throws from the run, an error of the file system's where the folder cannot be written.
 * @example
 * ```ts
 * import { mkdtempSync, readdirSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { tensorBoardLogger } from '@thinned/train/node'
 *
 * const folder = mkdtempSync(join(tmpdir(), 'thinned-'))
 * const logger = tensorBoardLogger(folder)
 * await logger.start!({ step: 0, steps: 1, epochs: 1 })
 * await logger.step!({ step: 1, steps: 1, epoch: 0, loss: 0.5 })
 * await logger.stop!({ reason: 'finished', step: 1 })
 * console.log(readdirSync(folder).map((name) => name.split('.').slice(0, 3).join('.'))) // [ 'events.out.tfevents' ]
 * ```
 */
export function tensorBoardLogger(folder: string | URL, options: TensorBoardLoggerOptions = {}): Callback {
  const path = pathOf('tensorBoardLogger', folder, 'folder')
  const { everySteps } = read(options)
  let file = ''
  let taken = 0
  let buffered: Uint8Array[] = []
  const buffer = (tags: string, step: number, measured: object): void => {
    const columns = columnsOf(measured).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    buffered.push(
      scalarsEvent(
        secondsNow(),
        step,
        columns.map(([name, value]) => [`${tags}/${name}`, value]),
      ),
    )
  }
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(buffered.map(frame))
    buffered = []
    await appendFile(file, bytes)
  }
  return {
    name: `tensorBoardLogger(${path})`,
    async start({ step }) {
      taken = step
      file = await newFile(path)
      buffered = [versionEvent(secondsNow()), ...(step > 0 ? [startEvent(secondsNow(), step + 1)] : [])]
      await flush()
    },
    async step({ step, loss, penalty }) {
      taken = step
      if (step % everySteps !== 0) return
      buffer('step', step, { loss, penalty })
      if (buffered.length >= BUFFER_SIZE) await flush()
    },
    async validation({ record: { step, epoch, ...measured } }) {
      buffer('validation', step, measured)
      await flush()
    },
    async epoch({ record: { epoch, ...measured } }) {
      buffer('epoch', taken, measured)
      await flush()
    },
    checkpoint: flush,
    stop: flush,
  }
}

function secondsNow(): number {
  return Date.now() / 1000
}

const NAME = 'events.out.tfevents.'

/** An empty file whose name comes last in the folder: TensorBoard reads files in the order of their names. */
async function newFile(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const others = (await readdir(folder)).filter((name) => name.startsWith(NAME))
  const last = others.reduce((most, name) => Math.max(most, Number.parseInt(name.slice(NAME.length), 10) || 0), 0)
  const path = join(folder, `${NAME}${Math.max(Math.floor(secondsNow()), last + 1)}.${hostname()}`)
  await writeFile(path, '', { flag: 'wx' })
  return path
}
