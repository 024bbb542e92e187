/** An element of HTML or SVG. What stands in attributes and children is text: `render` escapes it, and nothing else makes markup. */
export interface Element {
  readonly name: string
  readonly attributes: Attributes
  readonly children: readonly Child[]
}

/** Without its value where it is true; left out where it is undefined or false. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>
export type Child = Element | string | undefined

export function element(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Element {
  return { name, attributes, children }
}

/** Elements that have no end. */
const VOID = new Set(['meta', 'img'])

export function render({ name, attributes, children }: Element): string {
  const written = Object.entries(attributes).map(([attribute, value]) => {
    if (value === undefined || value === false) return ''
    return value === true ? ` ${attribute}` : ` ${attribute}="${escaped(`${value}`)}"`
  })
  const start = `<${name}${written.join('')}>`
  if (VOID.has(name)) return start
  return `${start}${children.map((child) => (typeof child === 'object' ? render(child) : escaped(unbroken(child ?? '')))).join('')}</${name}>`
}

/** A text in which no line begins with a percent sign. */
const unbroken = (text: string): string => text.replace(/(?<=\d) (?=%)/g, '\u00a0')

/** Text as it stands in HTML. What HTML has no place for (control characters, halves of characters) becomes U+FFFD. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|\p{Noncharacter_Code_Point}/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}
