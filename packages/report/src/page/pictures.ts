import type { Picture } from './block.ts'
import { type Element, element } from './element.ts'

/** A picture with its caption. */
export function picture({ alt, caption }: Picture): Element {
  return element('figure', {}, element('figcaption', {}, caption, alt))
}
