import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { fields } from '../blocks/twins/fields.ts'
import { readFields, textOf, type UrlState, type Values } from '../kit/url-state.ts'

type Fields = typeof fields
type Name = keyof Fields

/** The attributes of the element: one for each setting, and `keep` for both layers. */
export const ATTRIBUTES: readonly string[] = ['keep', ...Object.keys(fields)]

/** The settings of an element, kept in its attributes. */
export interface AttributeState extends UrlState<Fields> {
  /** Reads the attributes anew. */
  read(): void
}

export function attributeState(element: HTMLElement): AttributeState {
  const initial = Object.fromEntries(
    Object.entries(fields).map(([name, { initial }]) => [name, initial]),
  ) as Values<Fields>
  const read = signal(readAttributes(element))
  const values: ReadonlySignal<Values<Fields>> = computed(() => ({ ...initial, ...read.value.values }))
  return {
    block: '',
    fields,
    values,
    problems: computed(() => read.value.problems),
    read() {
      read.value = readAttributes(element)
    },
    set(changed) {
      const before = values.value
      for (const [name, value] of Object.entries(changed) as [Name, Values<Fields>[Name]][]) {
        const text = textOf(fields[name], value)
        if (text !== textOf(fields[name], before[name])) element.setAttribute(name, text)
      }
    },
    reset() {
      for (const name of ATTRIBUTES) element.removeAttribute(name)
    },
    link: () => '',
  }
}

/** What the attributes say, and what is wrong with them. A flag needs no value. */
function readAttributes(element: HTMLElement): { values: Partial<Values<Fields>>; problems: readonly string[] } {
  const given = ATTRIBUTES.flatMap((name): [string, string][] => {
    const text = element.getAttribute(name)
    if (text === null) return []
    if (name === 'keep')
      return ['keep1', 'keep2'].filter((one) => !element.hasAttribute(one)).map((one) => [`.${one}`, text])
    return [[`.${name}`, text === '' && fields[name as Name].kind === 'flag' ? 'yes' : text]]
  })
  return readFields('', fields, given, 'The element <thinned-twins>')
}
