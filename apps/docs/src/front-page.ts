import type { PackageDocs } from './package-docs.ts'

/** The first page, as Markdown: each package with what it holds. */
export function frontPage(packages: readonly PackageDocs[]): string {
  const rows = packages.map(
    ({ options: { name = '' }, description }) => `| {@link ${name}! | ${name}} | ${description} |`,
  )
  return `Neural-network dropout, done right, in TypeScript. Every exported function is here with an example, which the tests run.

| package | what it holds |
| --- | --- |
${rows.join('\n')}

\`npm install thinned\` brings all of them; each also installs and works alone.
`
}
