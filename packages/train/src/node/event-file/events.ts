import { type Field, message, text } from './message.ts'

// TensorBoard's event.proto and summary.proto: the fields that are used here.
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 }
const SUMMARY = { value: 1 }
const VALUE = { tag: 1, simpleValue: 2 }
const SESSION_LOG = { status: 1 }
const STATUS_START = 1

/** The first event of a file. */
export function versionEvent(wallTime: number): Uint8Array {
  return event(wallTime, 0, [EVENT.fileVersion, text('brain.Event:2')])
}

/** Says that what other files have from this step on counts no longer: a run goes on from there. */
export function startEvent(wallTime: number, step: number): Uint8Array {
  return event(wallTime, step, [EVENT.sessionLog, { bytes: message([[SESSION_LOG.status, { varint: STATUS_START }]]) }])
}

/** Numbers by their tags at a step, in float32. */
export function scalarsEvent(
  wallTime: number,
  step: number,
  scalars: readonly (readonly [string, number])[],
): Uint8Array {
  const values = scalars.map(([tag, value]): Field => {
    const fields = message([
      [VALUE.tag, text(tag)],
      [VALUE.simpleValue, { float: value }],
    ])
    return [SUMMARY.value, { bytes: fields }]
  })
  return event(wallTime, step, [EVENT.summary, { bytes: message(values) }])
}

/** wallTime in seconds since 1970. */
function event(wallTime: number, step: number, what: Field): Uint8Array {
  return message([[EVENT.wallTime, { double: wallTime }], [EVENT.step, { varint: step }], what])
}
