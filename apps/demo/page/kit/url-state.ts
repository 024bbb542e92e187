import { computed, type ReadonlySignal, signal } from '@preact/signals'

/** A value of a block's state: how it is checked, written in the URL and shown by a control. */
export type Field = NumberField | ChoiceField<string> | ListField | FlagField | WordField

export interface NumberField {
  readonly kind: 'number'
  readonly label: string
  readonly initial: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** How the control shows a value. */
  readonly show?: (value: number) => string
}

export interface ChoiceField<T extends string> {
  readonly kind: 'choice'
  readonly label: string
  readonly of: readonly T[]
  readonly initial: T
  /** How the control names a value. */
  readonly names?: Readonly<Record<T, string>>
}

/** Whole numbers, such as the units that are turned off. */
export interface ListField {
  readonly kind: 'list'
  readonly label: string
  readonly initial: readonly number[]
  readonly min: number
  readonly max: number
}

export interface FlagField {
  readonly kind: 'flag'
  readonly label: string
  readonly initial: boolean
}

/** One word that only the block can check, such as a name of what it loads. Empty: none. */
export interface WordField {
  readonly kind: 'word'
  readonly label: string
  readonly initial: string
}

export const number = (field: Omit<NumberField, 'kind'>): NumberField => ({ kind: 'number', ...field })
export const whole = (field: Omit<NumberField, 'kind' | 'step'>): NumberField => ({ kind: 'number', step: 1, ...field })
export const choice = <const T extends string>(field: Omit<ChoiceField<T>, 'kind'>): ChoiceField<T> => ({
  kind: 'choice',
  ...field,
})
export const list = (field: Omit<ListField, 'kind'>): ListField => ({ kind: 'list', ...field })
export const flag = (field: Omit<FlagField, 'kind'>): FlagField => ({ kind: 'flag', ...field })
export const word = (field: Omit<WordField, 'kind'>): WordField => ({ kind: 'word', ...field })

type ValueOf<F> = F extends NumberField
  ? number
  : F extends ChoiceField<infer T>
    ? T
    : F extends ListField
      ? readonly number[]
      : F extends WordField
        ? string
        : boolean

export type Values<F> = { readonly [K in keyof F]: ValueOf<F[K]> }

export interface UrlState<F extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>> {
  readonly block: string
  readonly fields: F
  readonly values: ReadonlySignal<Values<F>>
  /** What the URL asked for and cannot have, in words. */
  readonly problems: ReadonlySignal<readonly string[]>
  set(values: Partial<Values<F>>): void
  /** The state before the visitor touched anything. */
  reset(): void
  /** The address that shows this block as it is now. */
  link(): string
}

/**
 * The state of a block, kept in the URL: `?twins.keep=0.5&twins.data=moons#twins`. Values that are as at first are left out. A value of the URL that is
 * not allowed is named in `problems`, and the first value stands in its place.
 */
export function urlState<const F extends Readonly<Record<string, Field>>>(block: string, fields: F): UrlState<F> {
  const initial = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.initial])) as Values<F>
  const { values: read, problems } = readFields(block, fields, new URLSearchParams(address().search))
  const values = signal({ ...initial, ...read } as Values<F>)
  const complaints = signal<readonly string[]>(problems)

  return {
    block,
    fields,
    values: computed(() => values.value),
    problems: computed(() => complaints.value),
    set(changed) {
      values.value = { ...values.value, ...changed }
      complaints.value = []
      write(block, entriesOf(fields, values.value))
    },
    reset() {
      this.set(initial)
    },
    link: () => withEntries(block, entriesOf(fields, values.value), new URLSearchParams()),
  }
}

/** The values that the parameters of a URL, or of another `source`, give, and what is wrong with the others. */
export function readFields(
  block: string,
  fields: Readonly<Record<string, Field>>,
  parameters: Iterable<readonly [string, string]>,
  source = 'The address',
): { readonly values: Readonly<Record<string, unknown>>; readonly problems: readonly string[] } {
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [parameter, text] of parameters) {
    if (!parameter.startsWith(`${block}.`)) continue
    const name = parameter.slice(block.length + 1)
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined) {
      problems.push(`${source} sets ${name}, which is not a setting here; there are ${Object.keys(fields).join(', ')}.`)
      continue
    }
    const value = parse(field, text)
    if (value === undefined)
      problems.push(
        `${source} sets ${name} to ${JSON.stringify(text)}; ${name} is ${allowed(field)}. It stands at ${textOf(field, field.initial) || 'none'} instead.`,
      )
    else values[name] = value
  }
  return { values, problems }
}

function parse(field: Field, text: string): unknown {
  switch (field.kind) {
    case 'number': {
      const value = Number(text)
      const fits = text.trim() !== '' && value >= field.min && value <= field.max
      return fits && (field.step % 1 !== 0 || Number.isInteger(value)) ? value : undefined
    }
    case 'choice':
      return field.of.includes(text) ? text : undefined
    case 'flag':
      return text === 'yes' || text === 'no' ? text === 'yes' : undefined
    case 'word':
      return /^\w*$/.test(text) ? text : undefined
    case 'list': {
      if (!/^(\d+(\.\d+)*)?$/.test(text)) return undefined
      const values = text === '' ? [] : text.split('.').map(Number)
      return values.every((value) => value >= field.min && value <= field.max) ? values : undefined
    }
  }
}

/** What a field may be, in words. */
export function allowed(field: Field): string {
  switch (field.kind) {
    case 'number':
      return `${field.step % 1 === 0 ? 'a whole number' : 'a number'} from ${field.min} to ${field.max}`
    case 'choice':
      return `one of ${field.of.join(', ')}`
    case 'flag':
      return 'yes or no'
    case 'word':
      return 'one word'
    case 'list':
      return `whole numbers from ${field.min} to ${field.max} with dots between them`
  }
}

/** A value as a URL or an attribute has it. */
export function textOf(field: Field, value: unknown): string {
  if (field.kind === 'list') return (value as readonly number[]).join('.')
  if (field.kind === 'flag') return value === true ? 'yes' : 'no'
  return String(value)
}

function entriesOf(
  fields: Readonly<Record<string, Field>>,
  values: Readonly<Record<string, unknown>>,
): [string, string][] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const text = textOf(field, values[name])
    return text === textOf(field, field.initial) ? [] : [[name, text] as [string, string]]
  })
}

/** Where there is no page, as in tests and while the page is built, the state is the first one. */
const address = (): { readonly href: string; readonly search: string } =>
  typeof location === 'undefined' ? { href: 'http://localhost/', search: '' } : location

function withEntries(block: string, entries: readonly [string, string][], parameters: URLSearchParams): string {
  for (const name of [...parameters.keys()]) if (name.startsWith(`${block}.`)) parameters.delete(name)
  for (const [name, text] of entries) parameters.set(`${block}.${name}`, text)
  const url = new URL(address().href)
  url.search = parameters.toString()
  url.hash = block
  return url.href
}

let pending: ReturnType<typeof setTimeout> | undefined

/** Browsers allow some hundred changes of the address a minute: a slider that moves writes its last value. */
function write(block: string, entries: readonly [string, string][]): void {
  if (typeof history === 'undefined') return
  const url = withEntries(block, entries, new URLSearchParams(lastSearch ?? location.search))
  lastSearch = new URL(url).search
  clearTimeout(pending)
  pending = setTimeout(() => history.replaceState(null, '', url), 200)
}

let lastSearch: string | undefined
