import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DocumentReflection, ProjectReflection } from 'typedoc'
import type { PackageDocs } from './package-docs.ts'

/** A README that lists pages of prose by links, and these pages in its order. */
export interface DocumentGroup {
  readonly readme: string
  readonly pages: readonly string[]
}

/** The groups of pages, in the order of the navigation. */
export function documentGroups(root: string): DocumentGroup[] {
  return ['docs/guides/README.md', 'docs/README.md'].map((path) => {
    const readme = join(root, path)
    const links = readFileSync(readme, 'utf8').matchAll(/\]\(([\w./-]+\.md)\)/g)
    return { readme, pages: [...links].map(([, page]) => join(dirname(readme), page!)) }
  })
}

/** The headings of a document, which a search weighs more than its text. */
export function headingsOf(document: DocumentReflection): string {
  const text = document.content.map((part) => part.text).join('')
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading).join('\n')
}

/** The first heading of a page. */
export function titleOf(path: string): string {
  const title = readFileSync(path, 'utf8').match(/^# (.+)$/m)?.[1]
  if (title === undefined) throw new Error(`${path} has no title. Begin it with a line "# Title".`)
  return title
}

/**
 * Names the documents after their titles and puts each under the README that lists it. The navigation shows these first, then the packages in
 * the order given.
 */
export function arrangeDocuments(
  project: ProjectReflection,
  groups: readonly DocumentGroup[],
  packages: readonly PackageDocs[],
): void {
  const documents = [...project.documents!]
  const parents: DocumentReflection[] = []
  for (const { readme, pages } of groups) {
    const [parent, ...children] = documents.splice(0, 1 + pages.length)
    parent!.name = titleOf(readme)
    for (const [i, child] of children.entries()) {
      child.name = titleOf(pages[i]!)
      Object.assign(child, { parent })
      parent!.addChild(child)
    }
    parents.push(parent!)
  }
  project.documents = parents
  const order = packages.map(({ options }) => options.name)
  project.children!.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  project.childrenIncludingDocuments = [...parents, ...project.children!]
}
