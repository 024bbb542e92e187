import { type Fields, list, options as optionsOf, text, withDefault } from '@thinned/schema'
import type { Block, Section } from './page/block.ts'
import { documentOf } from './page/document.ts'
import { lead, section } from './page/section-schema.ts'
import { ReportError } from './report-error.ts'

export interface PageOptions {
  readonly title: string
  /** Sentences and blocks under the title, before everything else. */
  readonly lead?: string | readonly (string | Block)[]
  readonly sections: readonly Section[]
}

const read = /* @__PURE__ */ optionsOf('page', ReportError, {
  title: text,
  lead: withDefault(lead, []),
  sections: list(section, 'a list of sections { title, blocks }'),
} satisfies Fields<PageOptions>)

/**
 * Sections as one HTML page, without a run: what `diagnosisSection` gives, or sections of your own. As that of `report`, the page needs no other file and runs no script.
 *
 * @throws {ReportError} on options that do not fit.
 * @example
 * ```ts
 * import { page } from '@thinned/report'
 *
 * const html = page({ title: 'Units', sections: [{ title: 'Dead units', blocks: [{ kind: 'text', text: 'None.' }] }] })
 * console.log(html.includes('Dead units</h2><p>None.</p>')) // true
 * ```
 */
export function page(options: PageOptions): string {
  return documentOf(read(options))
}
