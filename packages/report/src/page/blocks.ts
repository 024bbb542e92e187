import type { Block, HeadingBlock, ListBlock, PicturesBlock, PlotsBlock, TableBlock, TextBlock } from './block.ts'
import { type Element, element } from './element.ts'
import { picture } from './pictures.ts'
import { plot } from './plots/plot.ts'

/** How each kind of block is shown. `name` is the title of its section. */
export const blocks: {
  readonly [Kind in Block['kind']]: (block: Extract<Block, { kind: Kind }>, name: string) => Element
} = {
  heading: ({ text }: HeadingBlock) => element('h3', {}, text),
  text: ({ text, soft }: TextBlock) => element('p', { class: soft ? 'soft' : undefined }, text),
  list: ({ items }: ListBlock) => element('ul', {}, ...items.map((item) => element('li', {}, item))),
  table: ({ heads, rows, align = 'numbers' }: TableBlock, name) =>
    // A wide table scrolls in its own box, which the keyboard reaches.
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${name}: table` },
      element(
        'table',
        { class: align },
        element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
        element('tbody', {}, ...rows.map(tableRow)),
      ),
    ),
  plots: ({ plots }: PlotsBlock) => element('div', { class: 'plots' }, ...plots.map(plot)),
  pictures: ({ pictures, size = 'small' }: PicturesBlock) =>
    element('div', { class: `pictures ${size}` }, ...pictures.map(picture)),
}

function tableRow([first = '', ...others]: readonly string[]): Element {
  return element('tr', {}, element('th', { scope: 'row' }, first), ...others.map((cell) => element('td', {}, cell)))
}
