import type { CompatFindings } from '../compat.ts'
import { type CompatRow, compatRows } from './compat-rows.ts'
import { notRun, whereOf } from './compat-text.ts'

/** Everything that was seen, as one self-contained page. */
export function compatHtml({ cases, ...rest }: CompatFindings): string {
  const sections = cases.map(
    (found) => `<h2 id="${found.name}">${escaped(found.title)}</h2>
<p>Asked: <code>${escaped(found.asked)}</code><br>Right is: ${escaped(found.right)}${found.reported ? `<br>Reported: ${escaped(found.reported)}` : ''}</p>
<table>${compatRows(found).map(rowOf).join('')}</table>`,
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Thinned: edges of dropout</title>
<style>${style}</style>
<h1>Edges of dropout, in other libraries and here</h1>
<p>${escaped(whereOf(rest))}</p>
${sections.join('\n')}
<h2>Not run</h2>
<ul>${notRun.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>
</html>
`
}

const rowOf = ({ library, printed, verdict }: CompatRow): string =>
  `<tr><th>${escaped(library)}</th><td><code>${escaped(printed)}</code></td><td class="${verdict.replace(' ', '-')}">${verdict}</td></tr>`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #d5d9de; --good: #1a7f4b; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #15181c; --faint: #343a42; --good: #5fcf95; --bad: #ff8a80 } }
body { margin: 2rem auto; max-width: 64rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
h1 { font-size: 1.6rem; line-height: 1.25 } h2 { font-size: 1.1rem; margin: 2.5rem 0 0 } p { margin: .3rem 0 1rem }
table { border-collapse: collapse; font-size: .85rem; width: 100% } code { overflow-wrap: anywhere }
td, th { padding: .25rem .5rem .25rem 0; text-align: left; border-bottom: 1px solid var(--faint); vertical-align: top; font-weight: normal }
th, td:last-child { white-space: nowrap } th { width: 11rem } td:last-child { width: 4.5rem } .right { color: var(--good) } .not-right { color: var(--bad) }
`
