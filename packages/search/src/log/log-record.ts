import { isJsonObject } from '../json.ts'
import type { TrialRecord } from '../trials/trial-record.ts'

/** JSON has no NaN and no Infinity, which values can be: they are written as text. */
const NON_FINITE = ['NaN', 'Infinity', '-Infinity']

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0

/** What each field of a line takes, in the order in which they are written. */
const FIELDS: Record<keyof TrialRecord, { readonly takes: string; readonly fits: (value: unknown) => boolean }> = {
  round: { takes: 'an integer from 0', fits: isCount },
  index: { takes: 'an integer from 0', fits: isCount },
  budget: { takes: 'a finite number', fits: Number.isFinite },
  settings: { takes: 'an object of JSON data', fits: isJsonObject },
  value: {
    takes: 'a number, "NaN", "Infinity" or "-Infinity"',
    fits: (value) => Number.isFinite(value) || NON_FINITE.includes(value as string),
  },
  details: { takes: 'an object of JSON data', fits: isJsonObject },
  error: { takes: 'a text', fits: (value) => typeof value === 'string' },
  seconds: { takes: 'a number from 0', fits: (value) => Number.isFinite(value) && (value as number) >= 0 },
}

const NAMES = Object.keys(FIELDS) as (keyof TrialRecord)[]
const REQUIRED = ['round', 'index', 'budget', 'settings', 'seconds'] as const

/** The fields of a record as a line holds them. */
export function encodeRecord(record: TrialRecord): Record<string, unknown> {
  const fields = Object.fromEntries(
    NAMES.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]),
  )
  const { value } = record
  return typeof value === 'number' && !Number.isFinite(value) ? { ...fields, value: String(value) } : fields
}

/** What is wrong with the fields of a line, as a sentence without its end; undefined where nothing is. */
export function faultOf(line: unknown): string | undefined {
  if (typeof line !== 'object' || line === null || Array.isArray(line))
    return `it is ${shown(line)}, and a trial is an object`
  const fields = line as Record<string, unknown>
  const unknown = Object.keys(fields).find((name) => !Object.hasOwn(FIELDS, name))
  if (unknown !== undefined) return `it has the field ${shown(unknown)}; a trial has ${NAMES.join(', ')}`
  const absent = REQUIRED.find((name) => !Object.hasOwn(fields, name))
  if (absent) return `it has no ${absent}`
  const wrong = NAMES.find((name) => Object.hasOwn(fields, name) && !FIELDS[name].fits(fields[name]))
  if (wrong) return `${wrong} is ${shown(fields[wrong])}; it takes ${FIELDS[wrong].takes}`
  const [value, error] = [Object.hasOwn(fields, 'value'), Object.hasOwn(fields, 'error')]
  if (value && error) return 'it has both value and error; a trial has one of them'
  return value || error ? undefined : 'it has neither value nor error; a trial has one of them'
}

/** The record of a line without fault. */
export function decodeRecord(line: unknown): TrialRecord {
  const record = line as TrialRecord
  return typeof record.value === 'string' ? { ...record, value: Number(record.value) } : record
}

/** A value as text, cut to a length that a message bears. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
