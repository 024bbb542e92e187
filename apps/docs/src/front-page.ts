import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { DocumentGroup } from './documents.ts'
import type { PackageDocs } from './package-docs.ts'

/** The first page, as Markdown for a file in `folder`: the guides, and each package with its description. */
export function frontPage(
  packages: readonly PackageDocs[],
  [guides]: readonly DocumentGroup[],
  folder: string,
): string {
  const toGuides = relative(folder, dirname(guides!.readme))
  const rows = packages.map(
    ({ options: { name = '' }, description }) => `| {@link ${name}! | ${name}} | ${description} |`,
  )
  return `Neural-network dropout, done right, in TypeScript. \`npm install thinned\`

## Guides

${readFileSync(guides!.readme, 'utf8')
  .replace(/^# .*\n+/, '')
  .replaceAll(/\]\(([\w-]+\.md)\)/g, (_, page: string) => `](${join(toGuides, page)})`)}
## Reference

Each exported function is here with an example, which the tests run. \`thinned\` brings all packages; each also installs and works alone.

| package | what it holds |
| --- | --- |
${rows.join('\n')}
`
}
