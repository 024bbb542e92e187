import type { Block, Section } from './block.ts'
import { blocks } from './blocks.ts'
import { type Element, element, render } from './element.ts'
import { style } from './style.ts'

/** Nothing is loaded, nothing runs: a style in the page, and pictures that stand in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

export interface Page {
  readonly title: string
  /** A text is a paragraph. */
  readonly lead: readonly (string | Block)[]
  readonly sections: readonly Section[]
}

/** One self-contained document. */
export function documentOf({ title, lead, sections }: Page): string {
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, title),
    element('style', {}, style),
  )
  const main = element(
    'main',
    {},
    element('h1', {}, title),
    ...lead.map((each) =>
      typeof each === 'string' ? element('p', { class: 'lead' }, each) : blockElement(each, title),
    ),
    ...(sections.length > FEW ? [contents(sections)] : []),
    ...sections.map(sectionElement),
  )
  return `<!doctype html>\n${render(element('html', { lang: 'en' }, head, element('body', {}, main)))}\n`
}

/** So many sections are found without a list of them. */
const FEW = 3

const idOf = (i: number): string => `section-${i + 1}`

function contents(sections: readonly Section[]): Element {
  const links = sections.map(({ title }, i) => element('li', {}, element('a', { href: `#${idOf(i)}` }, title)))
  return element('nav', { 'aria-label': 'Contents' }, element('ul', {}, ...links))
}

function sectionElement({ title, blocks: parts }: Section, i: number): Element {
  const id = idOf(i)
  return element(
    'section',
    { 'aria-labelledby': id },
    element('h2', { id }, title),
    ...parts.map((block) => blockElement(block, title)),
  )
}

function blockElement(block: Block, name: string): Element {
  return (blocks[block.kind] as (block: Block, name: string) => Element)(block, name)
}
