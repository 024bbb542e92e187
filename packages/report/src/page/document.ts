import type { Block, Section } from './block.ts'
import { blocks } from './blocks.ts'
import { type Element, element, render } from './element.ts'
import { style } from './style.ts'

/** Nothing is loaded, nothing runs: a style in the page, and pictures that stand in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

export interface Page {
  readonly title: string
  /** A paragraph each. */
  readonly lead: readonly string[]
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
    ...lead.map((text) => element('p', { class: 'lead' }, text)),
    ...sections.map(sectionElement),
  )
  return `<!doctype html>\n${render(element('html', { lang: 'en' }, head, element('body', {}, main)))}\n`
}

function sectionElement({ title, blocks: parts }: Section): Element {
  return element('section', {}, element('h2', {}, title), ...parts.map((block) => blockElement(block, title)))
}

function blockElement(block: Block, name: string): Element {
  return (blocks[block.kind] as (block: Block, name: string) => Element)(block, name)
}
