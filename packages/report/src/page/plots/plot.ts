import type { Plot } from '../block.ts'
import { type Element, element } from '../element.ts'

/** A plot with its title and its legend. */
export function plot({ title, lines }: Plot): Element {
  return element('figure', { class: 'plot' }, element('figcaption', {}, title, ...lines.map(({ label }) => label)))
}
